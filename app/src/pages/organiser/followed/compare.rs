//! The comparisons that take an answer of their own: the record that anyone can read, the last draw, and everything worked
//! out again from the record of the draw, beside the page. Each is made once at a visit, when the page is at rest.

use std::time::Duration;

use gloo_timers::future::sleep;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::File;
use turnwise_shared::api::AdministratorView;
use turnwise_shared::hash::Hash32;

use super::super::desk::Live;
use super::follow::Follow;
use crate::api::Failure;
use crate::state::followed::account::{Account, Due, Step};
use crate::state::followed::{Alarm, ends_with};
use crate::state::recorded::{Compared, compare_lists};
use crate::text;
use crate::verification::Heard;
use crate::verification::told::Told;

/// After this the page is at rest.
const AT_REST: Duration = Duration::from_secs(2);

/// Where a comparison's result stands.
type Place = fn(&mut Account) -> &mut Step;

const LISTS: Place = |account| &mut account.lists;
const DRAW: Place = |account| &mut account.draw;
const WHOLE: Place = |account| &mut account.whole;

/// Makes every comparison that is due; what came of earlier ones goes.
pub(super) fn begin(follow: Follow, (due, turn): (Due, u32)) {
    let state = |due: bool| if due { Step::Going } else { Step::NotDue };
    let compared = |head: &Hash32| follow.kept.with_value(|kept| kept.has_compared(head));
    let known = due.draw.is_some_and(|(_, head)| compared(&head));
    let account = follow.desk.account;
    account.update(|account| {
        account.lists = state(due.lists.is_some());
        account.draw = if known { Step::Fits } else { state(due.draw.is_some()) };
        account.whole = state(due.whole.is_some());
    });
    if due == Due::default() {
        return;
    }
    spawn_local(async move {
        sleep(AT_REST).await;
        let current = Current { follow, due, turn };
        if due.lists.is_some() {
            current.lists().await;
        }
        if let Some((number, head)) = due.draw.filter(|_| !known) {
            current.draw(number, head).await;
        }
        if let Some(head) = due.whole {
            current.whole(head).await;
        }
    });
}

/// Comparisons as long as they are of what is shown.
#[derive(Clone, Copy)]
struct Current {
    follow: Follow,
    due: Due,
    turn: u32,
}

impl Current {
    /// What the server shows; none once the draw was left, or something else is due.
    fn view(self) -> Option<AdministratorView> {
        let turn = self.follow.desk.account.try_with_untracked(|account| account.turn)?;
        let view = self.follow.desk.live.try_with_untracked(|live| match live {
            Live::Here { view, .. } => Some((**view).clone()),
            _ => None,
        });
        view?.filter(|view| turn == self.turn && Due::of(&view.lottery) == self.due)
    }

    fn tell(self, place: Place, step: Step) {
        if self.view().is_some() {
            self.follow.desk.account.update(|account| *place(account) = step);
        }
    }

    async fn lists(self) {
        let Some(server) = self.follow.desk.server() else {
            return;
        };
        let answer = server.record().await;
        let Some(view) = self.view() else { return };
        let step = match answer.map(|public| compare_lists(&view.lottery, &public)) {
            Ok(Compared::Fits) => Step::Fits,
            Ok(Compared::Misfit(misfit)) => Step::Wrong(Alarm::Public(misfit)),
            Ok(Compared::Later) => Step::Not(LATER.to_owned()),
            Err(failure) => did_not_come(&failure),
        };
        self.tell(LISTS, step);
    }

    async fn draw(self, number: u32, head: Hash32) {
        let Some(server) = self.follow.desk.server() else {
            return;
        };
        let answer = server.attempt(number).await;
        let Some(view) = self.view() else { return };
        let step = match answer.map(|attempt| self.follow.with(|kept| kept.draw(&view, &attempt, head))) {
            Ok(Ok(())) => Step::Fits,
            Ok(Err(alarm)) => Step::Wrong(alarm),
            Err(failure) => did_not_come(&failure),
        };
        self.follow.store();
        self.tell(DRAW, step);
    }

    async fn whole(self, head: Hash32) {
        let Some(server) = self.follow.desk.server() else {
            return;
        };
        let answer = server.transcript().await;
        if self.view().is_none() {
            return;
        }
        let file = match answer {
            Ok(text) if !ends_with(&text, &head) => {
                // Something may have been published meanwhile: then that is due instead.
                self.follow.desk.refresh().await;
                return self.tell(WHOLE, Step::Wrong(Alarm::Elsewhere));
            }
            Ok(text) => file(&text),
            Err(failure) => return self.tell(WHOLE, did_not_come(&failure)),
        };
        let Some(file) = file else {
            return self.tell(WHOLE, Step::Not(CANNOT.to_owned()));
        };
        let verification = self.follow.verification;
        verification.check(Array::of1(&file), move |heard| {
            if let Some(step) = said(heard) {
                self.tell(WHOLE, step);
                set_timeout(move || verification.finish(), Duration::ZERO);
            }
        });
    }
}

/// What comes of what was heard; none as long as more follows.
fn said(heard: Heard) -> Option<Step> {
    let Heard::Told(told) = heard else {
        return Some(Step::Not(CANNOT.to_owned()));
    };
    match *told {
        Told {
            verdict: Some(verdict), ..
        } => Some(match verdict.fault {
            None => Step::Fits,
            Some(line) => Step::Wrong(Alarm::Whole(line.sentence)),
        }),
        Told { unread: Some(_), .. } => Some(Step::Not(CANNOT.to_owned())),
        _ => None,
    }
}

const LATER: &str = "The record that everyone can read is newer or older than what is shown here.";
const CANNOT: &str =
    "This browser could not work out the draw again: a part of the page did not load, or the memory is full.";

fn did_not_come(failure: &Failure) -> Step {
    Step::Not(text::failure(failure))
}

/// The text as a file, which the worker takes.
fn file(text: &str) -> Option<File> {
    let parts = Array::of1(&JsValue::from_str(text));
    File::new_with_str_sequence(&parts, "record.json").ok()
}
