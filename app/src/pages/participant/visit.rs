//! What all screens of one number share: what the server says, what this browser keeps, and whether the two
//! agree. Every change of the draft is kept at once, sealed, and never written over a newer one from another
//! tab. How it stays in step with the server, the clock and other tabs is in [`follow`].

mod follow;

use std::sync::Arc;

use leptos::prelude::*;
use turnwise_shared::api::{Attempt, ParticipantView, SaveBallot};
use turnwise_shared::hash::{LotteryId, Nonce};
use turnwise_shared::record::Line;
use turnwise_shared::token::{Keys, Role, Token};

use super::saving::Saving;
use crate::api::{Failure, Fetched, Server};
use crate::live::signals::{RwSignal, StoredValue};
use crate::page::{Page, Seat, personal_link};
use crate::signed::Signed;
use crate::state::draft::{Draft, Relation};
use crate::state::heads::clocks;
use crate::state::kept::{Alarm, Kept};
use crate::state::opened::{Mismatch, Opened};
use crate::state::published::Published;
use crate::storage::Shelf;
use crate::{arrival, chance};

/// How often a question is repeated whose answer was overtaken.
const TRIES: u32 = 3;

/// A link that was just opened, and the first answer.
#[derive(Clone, Debug)]
pub(super) struct Arrived {
    pub(super) token: Token,
    pub(super) opened: Opened,
    pub(super) etag: String,
}

/// Whether the browser keeps what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// It does.
    Yes,
    /// Storage is full or blocked.
    Not,
    /// A newer page kept something that must not be lost.
    Beyond,
}

/// What is known of the server.
#[derive(Clone)]
struct Known {
    /// Of its last answer; empty to be told everything.
    etag: String,
    /// Raised whenever something newer is known: an answer to a question from before may be older.
    times: u32,
}

/// A published draw, for all screens about it.
#[derive(Clone)]
pub(super) struct Drawn {
    /// As it was fetched last.
    pub(super) attempt: Option<Arc<Attempt>>,
    /// As it was repeated here, and what it was compared with.
    pub(super) repeated: Option<(Arc<Opened>, Published)>,
    /// Whether drand made the number that decided it.
    pub(super) signed: Signed,
}

/// One number's page, for every screen through [`visit`].
#[derive(Clone, Copy)]
pub(super) struct Visit {
    pub(super) id: LotteryId,
    pub(super) entry: u32,
    /// What the server says, opened and compared with its record.
    pub(super) opened: RwSignal<Arc<Opened>>,
    /// What this browser keeps.
    pub(super) kept: RwSignal<Kept>,
    /// How the draft stands to what the server has.
    pub(super) relation: RwSignal<Relation>,
    /// What should never be seen on an honest server.
    pub(super) alarms: RwSignal<Vec<Alarm>>,
    /// Whether the browser keeps what it should.
    pub(super) stored: RwSignal<Stored>,
    /// Why what is shown is not fresh, if it is not.
    pub(super) stale: RwSignal<Option<Failure>>,
    /// Why the page does not go on.
    pub(super) lie: RwSignal<Option<Mismatch>>,
    /// The server's clock, as far as this device can tell.
    pub(super) clock: RwSignal<u64>,
    /// By how many minutes it differs from this device's, if it does.
    pub(super) apart: RwSignal<Option<u64>>,
    /// How saving goes.
    pub(super) saving: RwSignal<Saving>,
    /// Earlier states of the draft, with what was done to them.
    pub(super) undo: RwSignal<Vec<(String, Vec<u32>)>>,
    /// The draw that is shown.
    pub(super) drawn: StoredValue<Drawn>,
    secret: StoredValue<(Token, Keys)>,
    known: StoredValue<Known>,
    /// Seconds by which the server's clock is ahead of this device's.
    ahead: i64,
}

/// The visit that is shown.
///
/// # Panics
/// Outside of [`super::Inside`], which provides it: a fault of the program, not of its user.
#[expect(clippy::expect_used, reason = "a screen outside its visit is a fault of the program")]
pub(super) fn visit() -> Visit {
    use_context::<Visit>().expect("the screen is shown inside its visit")
}

/// Where a number's draft is kept.
pub(super) fn shelf_key(id: &LotteryId, entry: u32) -> String {
    format!("list/{id}/{entry}")
}

impl Visit {
    /// Begins where this browser left off.
    pub(super) fn new(id: LotteryId, arrived: &Arrived) -> Self {
        let keys = arrived.token.keys(&id, Role::Participant);
        let view = &arrived.opened.view;
        let kept = Shelf::Lasting
            .get(&shelf_key(&id, view.line.entry))
            .and_then(|text| Kept::open(&text, &keys.keep, &id));
        let mut kept = kept.unwrap_or_else(|| Kept::of(&view.line, &view.lottery.rules));
        let (relation, alarms) = kept.look(view, chance::now());
        let visit = Self {
            id,
            entry: view.line.entry,
            opened: RwSignal::new(Arc::new(arrived.opened.clone())),
            kept: RwSignal::new(kept),
            relation: RwSignal::new(relation),
            alarms: RwSignal::new(alarms),
            stored: RwSignal::new(Stored::Yes),
            stale: RwSignal::new(None),
            lie: RwSignal::new(None),
            clock: RwSignal::new(view.lottery.now),
            apart: RwSignal::new(clocks(chance::now(), view.lottery.now)),
            saving: RwSignal::new(Saving::Idle),
            undo: RwSignal::new(Vec::new()),
            drawn: StoredValue::new(Drawn {
                attempt: None,
                repeated: None,
                signed: Signed::new(),
            }),
            secret: StoredValue::new((arrived.token.clone(), keys)),
            known: StoredValue::new(Known {
                etag: arrived.etag.clone(),
                times: 0,
            }),
            ahead: view
                .lottery
                .now
                .cast_signed()
                .saturating_sub(chance::now().cast_signed()),
        };
        visit.store();
        visit
    }

    /// The address of one of its screens.
    pub(super) fn href(self, seat: Seat) -> String {
        Page::Take(self.id, Some(self.entry), seat).href()
    }

    /// The personal link, secret and all.
    pub(super) fn link(self) -> String {
        let code = self.secret.with_value(|(token, _)| token.to_string());
        personal_link(&crate::app::base(), &self.id, &code)
    }

    /// The personal code in groups of three.
    pub(super) fn code(self) -> String {
        self.secret.with_value(|(token, _)| token.grouped())
    }

    /// The server, as this link's holder.
    pub(super) fn server(self) -> Server {
        self.secret.with_value(|(_, keys)| Server::new(self.id, keys.auth))
    }

    /// How many records there are; none only after the page was left.
    pub(super) fn revision(self) -> Option<u32> {
        self.opened.try_with_untracked(|opened| opened.lottery().revision())
    }

    /// Whether lists are taken now.
    pub(super) fn takes_lists(self) -> bool {
        let now = self.clock.get();
        self.opened.with(|opened| opened.takes_lists(now))
    }

    /// Changes the draft, remembering what it was under these words.
    pub(super) fn change(self, words: String, change: impl FnOnce(&mut Draft)) {
        self.adopt_newer();
        self.settle_trouble();
        let before = self.kept.with_untracked(|kept| kept.draft.choices.clone());
        self.keep(|kept| change(&mut kept.draft));
        if before != self.kept.with_untracked(|kept| kept.draft.choices.clone()) {
            self.undo.update(|undo| undo.push((words, before)));
        }
    }

    /// Whatever went wrong was about the list as it was.
    fn settle_trouble(self) {
        if self
            .saving
            .with_untracked(|saving| matches!(saving, Saving::Trouble(_)))
        {
            self.saving.set(Saving::Idle);
        }
    }

    /// Takes the last change back.
    pub(super) fn take_back(self) {
        self.settle_trouble();
        // What another tab changed is not this tab's to take back.
        self.adopt_newer();
        let last = self.undo.try_update(Vec::pop).flatten();
        if let Some((_, choices)) = last {
            self.keep(|kept| kept.draft.choices = choices);
        }
    }

    /// Changes what is kept, and what another tab made of it; none only after the page was left.
    pub(super) fn keep<T>(self, change: impl FnOnce(&mut Kept) -> T) -> Option<T> {
        self.adopt_newer();
        let line = self.opened.try_with_untracked(|opened| opened.view.line.clone())?;
        let (answer, relation) = self.kept.try_update(|kept| {
            let answer = change(kept);
            kept.edition += 1;
            (answer, kept.draft.meet(&line))
        })?;
        self.relation.set(relation);
        self.store();
        Some(answer)
    }

    /// The request that saves the draft; kept until it is answered.
    pub(super) fn request(self) -> Option<SaveBallot> {
        let rules = self
            .opened
            .try_with_untracked(|opened| opened.lottery().rules.clone())?;
        self.keep(|kept| kept.draft.request(&rules, Nonce(chance::bytes())))
    }

    /// The server has this list.
    pub(super) fn saved(self, line: &Line) {
        let rules = self.opened.with_untracked(|opened| opened.lottery().rules.clone());
        self.learn(line);
        self.keep(|kept| {
            kept.saved(line, &rules);
        });
        self.undo.set(Vec::new());
    }

    /// The server is known to have this list.
    fn learn(self, line: &Line) {
        self.known.update_value(|known| known.times += 1);
        self.opened
            .update(|opened| Arc::make_mut(opened).view.line = line.clone());
    }

    /// Asks the server now. Answers come in no order, and an older one must not pass for a list that was lost:
    /// one that was overtaken is dropped, and the question asked again.
    pub(super) async fn refresh(self) {
        for _ in 0..TRIES {
            let Some(known) = self.known.try_get_value() else {
                return;
            };
            let asked = chance::now();
            let etag = (!known.etag.is_empty()).then_some(known.etag.as_str());
            let answer = self.server().participant(etag).await;
            // The page may have been left while the answer was on its way.
            if self.clock.is_disposed() {
                return;
            }
            self.adopt_newer();
            if self.known.get_value().times == known.times {
                return self.answered(answer, asked);
            }
        }
    }

    /// Asks for everything once more, after an answer that did not fit together.
    pub(super) async fn ask_anew(self) {
        self.known.update_value(|known| known.etag = String::new());
        self.refresh().await;
        let fits = self.known.try_get_value().is_some_and(|known| !known.etag.is_empty());
        if fits {
            self.lie.set(None);
        }
    }

    /// What was answered to a question of that moment.
    fn answered(self, answer: Result<Fetched<ParticipantView>, Failure>, asked: u64) {
        match answer {
            Ok(Fetched::New(view, etag)) => {
                self.stale.set(None);
                self.take(view, etag);
            }
            Ok(Fetched::Unchanged) => {
                self.stale.set(None);
                self.still(asked);
            }
            Err(failure) => self.stale.set(Some(failure)),
        }
    }

    /// At that moment nothing was new: what is kept says so, as long as it can be believed.
    fn still(self, at: u64) {
        let believed = self.apart.with_untracked(Option::is_none) && self.alarms.with_untracked(Vec::is_empty);
        let opened = self.opened.get_untracked();
        let due = |kept: &Kept| kept.seen.clone().renew(opened.lottery(), at);
        if believed && self.kept.with_untracked(due) {
            self.keep(|kept| kept.seen.renew(opened.lottery(), at));
        }
    }

    fn take(self, view: ParticipantView, etag: String) {
        let opened = self.secret.with_value(|(_, keys)| Opened::new(&self.id, keys, view));
        match opened {
            Ok(opened) => {
                self.known.update_value(|known| known.times += 1);
                let opened = Arc::new(opened);
                self.apart.set(clocks(chance::now(), opened.lottery().now));
                self.opened.set(opened.clone());
                let looked = self.keep(|kept| kept.look(&opened.view, chance::now()));
                self.alarms.set(looked.map(|(_, alarms)| alarms).unwrap_or_default());
                self.known.update_value(|known| known.etag = etag);
            }
            Err(mismatch) => self.lie.set(Some(mismatch)),
        }
    }

    fn store(self) {
        let key = shelf_key(&self.id, self.entry);
        let there = Shelf::Lasting.get(&key);
        let stored = self.secret.with_value(|(_, keys)| {
            if there.is_some_and(|text| Kept::is_beyond(&text, &keys.keep, &self.id)) {
                return Stored::Beyond;
            }
            let text = self
                .kept
                .with_untracked(|kept| kept.seal(&keys.keep, &self.id, chance::bytes()));
            match text.map(|text| Shelf::Lasting.put(&key, &text)) {
                Some(Ok(())) => Stored::Yes,
                _ => Stored::Not,
            }
        });
        self.stored.set(stored);
    }

    /// Forgets code and draft on this device.
    pub(super) fn forget(self) {
        Shelf::Lasting.forget(&shelf_key(&self.id, self.entry));
        arrival::forget(&self.id, Some(self.entry));
    }
}
