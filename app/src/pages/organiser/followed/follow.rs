//! Following the record while a draw is shown: every answer of the server's is compared with what this browser kept, and
//! kept in turn; so is that it was still the last one, every minute.

use turnwise_shared::api::AdministratorView;
use turnwise_shared::hash::{Hash32, LotteryId};

use super::super::desk::{Desk, Live, followed_key};
use super::compare;
use crate::chance;
use crate::live::signals::StoredValue;
use crate::live::{effect, memo};
use crate::state::followed::account::{Due, Since, as_here};
use crate::state::followed::{Followed, Looked};
use crate::state::heads::{clocks, seen_at};
use crate::state::key_file;
use crate::storage::Shelf;
use crate::verification::Verification;

/// What this browser keeps, and how.
#[derive(Clone, Copy)]
pub(super) struct Follow {
    pub(super) desk: Desk,
    pub(super) kept: StoredValue<Followed>,
    pub(super) verification: Verification,
    /// The `ETag` of the answer that was looked at last.
    looked: StoredValue<String>,
    id: LotteryId,
    /// Which seals what is kept, and which the texts.
    keep: [u8; 32],
    texts: Hash32,
}

/// Begins where this browser left off; nothing where the stored code is broken.
pub(super) fn begin(desk: Desk) {
    let event = desk
        .event
        .with_untracked(|event| Some((event.id, event.keys().ok()?.keep, event.catalogue_key)));
    let Some((id, keep, texts)) = event else { return };
    let follow = Follow {
        desk,
        kept: StoredValue::new(Followed::new(chance::now().min(desk.now()))),
        verification: Verification::new(),
        looked: StoredValue::new(String::new()),
        id,
        keep,
        texts,
    };
    effect(move || {
        desk.live.with(|live| {
            if let Live::Here {
                view,
                etag,
                stale: None,
            } = live
            {
                follow.heard(view, etag);
            }
        });
    });
    let due = memo(move || {
        let clear = desk.account.with(|account| account.there && account.alarms.is_empty());
        let due = desk.live.with(|live| match live {
            Live::Here { view, .. } if clear => Due::of(&view.lottery),
            _ => Due::default(),
        });
        (due, desk.account.with(|account| account.turn))
    });
    effect(move || compare::begin(follow, due.get()));
}

impl Follow {
    /// The server has answered, perhaps that nothing is new.
    fn heard(self, view: &AdministratorView, etag: &str) {
        let now = chance::now();
        if self.looked.get_value() == etag {
            let clear = self.desk.account.with_untracked(|account| account.alarms.is_empty());
            let at = seen_at(now, self.desk.now());
            if !clear || !self.with(|kept| kept.seen.renew(&view.lottery, at)) {
                return;
            }
        } else {
            self.adopt();
            let looked = self.with(|kept| kept.look(&self.id, &self.texts, view, now));
            self.tell(view, looked);
        }
        self.looked.set_value(etag.to_owned());
        self.store();
    }

    /// Changes what is kept.
    pub(super) fn with<T>(self, change: impl FnOnce(&mut Followed) -> T) -> T {
        let mut kept = self.kept.get_value();
        let answer = change(&mut kept);
        self.kept.set_value(kept);
        answer
    }

    /// What came of looking, for all screens.
    fn tell(self, view: &AdministratorView, looked: Looked) {
        let here = self.desk.event.with_untracked(|event| {
            let texts = looked.catalogue.as_ref();
            texts.is_some_and(|texts| as_here(event, &view.lottery, texts))
        });
        let (at, carried) = self.kept.with_value(|kept| (kept.beginning(), kept.before.is_some()));
        self.desk.account.update(|account| {
            account.there = true;
            account.alarms = looked.alarms;
            account.since = looked.compared.then_some(Since { at, carried });
            account.as_here = here;
            account.apart = clocks(chance::now(), view.lottery.now);
        });
    }

    /// What another tab keeps, or what came with a key file, is taken over.
    fn adopt(self) {
        if let Some(kept) = self
            .on_shelf()
            .and_then(|text| Followed::open(&text, &self.keep, &self.id))
        {
            self.with(|own| own.absorb(&kept));
        }
        let Some(sealed) = self.desk.event.with_untracked(|event| event.followed.clone()) else {
            return;
        };
        let text = serde_json::to_string(&sealed).unwrap_or_default();
        if let Some(kept) = Followed::open(&text, &self.keep, &self.id) {
            self.with(|own| own.absorb_key_file(&kept));
        }
        self.desk.change(|event| {
            event.followed = None;
            key_file::carry(event);
        });
    }

    fn on_shelf(self) -> Option<String> {
        Shelf::Lasting.get(&followed_key(&self.id))
    }

    /// Keeps it, unless a newer page kept something that must not be lost.
    pub(super) fn store(self) {
        let beyond = self
            .on_shelf()
            .is_some_and(|text| Followed::is_beyond(&text, &self.keep, &self.id));
        let text = self
            .kept
            .with_value(|kept| kept.seal(&self.keep, &self.id, chance::bytes()));
        let put = |text: String| Shelf::Lasting.put(&followed_key(&self.id), &text).is_ok();
        let keeps = !beyond && text.is_some_and(put);
        let seen = self.kept.with_value(|kept| kept.seen.clone());
        let account = self.desk.account;
        if account.with_untracked(|account| account.keeps != keeps || account.seen != seen) {
            account.update(|account| (account.keeps, account.seen) = (keeps, seen));
        }
    }
}
