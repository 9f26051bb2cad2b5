//! A check under way: what has come of it, how far it is, and how it is stopped.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::File;

use crate::live::signals::RwSignal;
use crate::live::{does, live, memo};
use crate::state::checking::{COUNT, done, how_far, why_not};
use crate::ui::notice::{Notice, Tone};
use crate::ui::progress::Progress;
use crate::verification::told::{Line, Told, Unread, Verdict};
use crate::verification::{Heard, Verification};

/// What takes longer than this says how far it is, and can be stopped.
const LONG: Duration = Duration::from_secs(1);

/// How a check stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// No file was chosen yet.
    Idle,
    /// It is being checked.
    Going,
    /// There is a verdict.
    Done,
    /// There is nothing to check.
    Unread(Unread),
    /// It was stopped.
    Stopped,
    /// This browser cannot, or what it needs did not come.
    Failed,
}

/// A check and what has come of it.
#[derive(Clone, Copy)]
pub struct Run {
    verification: Verification,
    /// How it stands.
    pub stand: RwSignal<Stand>,
    /// How many were begun: what belongs to an earlier one is not heard any more.
    turn: RwSignal<u32>,
    /// Whether it takes long.
    long: RwSignal<bool>,
    made: RwSignal<(u32, u32)>,
    /// The file's name, once there is something to say of it.
    pub name: RwSignal<Option<String>>,
    /// The checks that were passed.
    pub passed: RwSignal<Vec<Line>>,
    /// What came of it.
    pub verdict: RwSignal<Option<Verdict>>,
    /// The eight words that were typed, or what there is of them.
    pub typed: RwSignal<String>,
}

impl Run {
    /// Nothing is checked yet.
    pub fn new() -> Self {
        Self {
            verification: Verification::new(),
            stand: RwSignal::new(Stand::Idle),
            turn: RwSignal::new(0),
            long: RwSignal::new(false),
            made: RwSignal::new((0, COUNT)),
            name: RwSignal::new(None),
            passed: RwSignal::new(Vec::new()),
            verdict: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
        }
    }

    /// Brings what a check needs.
    pub fn expect(self) {
        // The page may have been left.
        if !self.stand.is_disposed() {
            self.verification.expect();
        }
    }

    /// Checks a file; what came of the one before goes.
    pub fn begin(self, file: File) {
        let turn = self.turn.get_untracked() + 1;
        self.turn.set(turn);
        self.name.set(None);
        self.passed.set(Vec::new());
        self.verdict.set(None);
        self.made.set((0, COUNT));
        self.long.set(false);
        self.stand.set(Stand::Going);
        let name = file.name();
        self.verification.check(file, move |heard| self.hear(&name, heard));
        let still = move || {
            if self.turn.try_get_untracked() == Some(turn) {
                self.long.set(true);
            }
        };
        set_timeout(still, LONG);
    }

    /// Stops; what has come stays.
    fn stop(self) {
        self.verification.stop();
        self.stand.set(Stand::Stopped);
        self.verification.expect();
    }

    fn hear(self, name: &str, heard: Heard) {
        // The page may have been left.
        if self.stand.is_disposed() {
            return;
        }
        let Heard::Told(Told {
            passed,
            unread,
            verdict,
        }) = heard
        else {
            return self.stand.set(Stand::Failed);
        };
        if let Some(line) = passed {
            if self.name.with_untracked(Option::is_none) {
                self.name.set(Some(name.to_owned()));
            }
            self.made.set((done(&line.check), COUNT));
            let mut lines = self.passed.get_untracked();
            lines.push(line);
            self.passed.set(lines);
        }
        if let Some(unread) = unread {
            self.stand.set(Stand::Unread(unread));
        }
        if verdict.is_some() {
            self.name.set(Some(name.to_owned()));
            self.verdict.set(verdict);
            self.stand.set(Stand::Done);
        }
    }
}

/// How far it is with a button that stops it, and what there is to say when nothing could be checked.
#[component]
pub fn Running(run: Run) -> impl IntoView {
    let stand = memo(move || run.stand.get());
    let slow = memo(move || run.stand.get() == Stand::Going && run.long.get());
    view! {
        // Told to screen readers when it begins, and not with every step.
        <p class="visually-hidden" role="status">{live(move || (stand.get() == Stand::Going).then_some("Checking…"))}</p>
        {live(move || slow.get().then(|| view! {
            <div class="sheet stack tight no-print">
                <Progress what="Checks done" made=run.made words=how_far/>
                <p><button type="button" on:click=does(move |_| run.stop())>"Cancel"</button></p>
            </div>
        }))}
        {live(move || said(&stand.get()).map(|(tone, sentence)| view! { <Notice tone><p>{sentence}</p></Notice> }))}
    }
}

/// What there is to say when it ended without a verdict.
fn said(stand: &Stand) -> Option<(Tone, String)> {
    match stand {
        Stand::Idle | Stand::Going | Stand::Done => None,
        Stand::Unread(unread) => Some((Tone::Error, why_not(unread))),
        Stand::Stopped => Some((
            Tone::Note,
            "Stopped: nothing is known of what was not checked. Choose the file again to check all of it.".to_owned(),
        )),
        Stand::Failed => Some((
            Tone::Error,
            "This browser could not check the record: a part of the page did not load, or the memory is full. Reload the page and \
             choose the file again, or use another device."
                .to_owned(),
        )),
    }
}
