//! Changes to the list of people: each is said, and can be undone until the next one.

use leptos::prelude::*;

use super::super::desk::{Desk, focus};
use crate::live::signals::RwSignal;
use crate::live::{does, live};
use crate::state::roster::{self, MAX_PEOPLE, Refusal, Roster};
use crate::ui::notice::{Notice, Tone};

/// What the parts of the screen change the list with.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The draw.
    pub desk: Desk,
    last: RwSignal<Option<Change>>,
}

/// The last change.
#[derive(Clone, PartialEq)]
enum Change {
    /// It was done: what to say, and the people before.
    Done(String, Roster),
    /// It was not.
    Refused(Refusal),
}

/// Where focus goes to undo.
const UNDO: &str = "undo-people";

impl Hand {
    pub(super) fn new(desk: Desk) -> Self {
        Self {
            desk,
            last: RwSignal::new(None),
        }
    }

    /// Changes the people, and says so. False if it was refused, which is said too.
    pub(super) fn change(self, said: String, change: impl FnOnce(&Roster) -> Roster) -> bool {
        let before = self.desk.event.with_untracked(|event| event.roster.clone());
        let after = change(&before);
        match self.put(after) {
            Ok(()) => self.last.set(Some(Change::Done(said, before))),
            Err(refusal) => self.last.set(Some(Change::Refused(refusal))),
        }
        self.last.with_untracked(|last| matches!(last, Some(Change::Done(..))))
    }

    fn put(self, roster: Roster) -> Result<(), Refusal> {
        // Asked first, since a change raises the edition even if it comes to nothing.
        self.desk.event.with_untracked(|event| roster::check(event, &roster))?;
        let mut done = Ok(());
        self.desk.change(|event| done = roster::replace(event, roster));
        done
    }

    fn undo(self) {
        let Some(Change::Done(_, before)) = self.last.get_untracked() else {
            return;
        };
        let done = self.put(before);
        self.last.set(done.err().map(Change::Refused));
    }
}

/// Moves focus to the way back, after what was focused is gone.
pub(super) fn focus_undo() {
    request_animation_frame(|| focus(UNDO));
}

/// What was changed last, and the way back.
#[component]
pub(super) fn Said(hand: Hand) -> impl IntoView {
    let words = move |change: Change| match change {
        Change::Done(said, _) => view! {
            <div class="undo">
                <span><bdi>{said}</bdi></span>
                <button type="button" id=UNDO on:click=does(move |_| hand.undo())>"Undo"</button>
            </div>
        }
        .into_any(),
        Change::Refused(refusal) => view! { <Notice tone=Tone::Error><p>{refused(refusal)}</p></Notice> }.into_any(),
    };
    view! { <div role="status">{live(move || hand.last.get().map(words))}</div> }
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::TooMany => {
            format!("That would be more than {MAX_PEOPLE} people, the most for one draw. Nothing was changed.")
        }
        Refusal::Fixed => {
            "The draw is open, and somebody's number or class would change by this. Nothing was changed.".to_owned()
        }
    }
}
