//! A check under way: what has come of it, how far it is, and how it is stopped.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{File, FileList};
use send_wrapper::SendWrapper;

use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{does, live, memo};
use crate::state::checking::{COUNT, done, how_far, why_not};
use crate::ui::notice::{Notice, Tone};
use crate::ui::progress::Progress;
use crate::verification::told::{Line, Taken, Told, Unread, Verdict, Why};
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

/// The files that are looked at; a browser reads them again for each check.
#[derive(Default)]
struct Held {
    draw: Option<SendWrapper<File>>,
    kept: Option<SendWrapper<File>>,
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
    held: StoredValue<Held>,
    /// The file's name, once there is something to say of it.
    pub name: RwSignal<Option<String>>,
    /// The name of the small file that a device kept, if there is one.
    pub kept: RwSignal<Option<String>>,
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
            held: StoredValue::new(Held::default()),
            name: RwSignal::new(None),
            kept: RwSignal::new(None),
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

    /// Checks what was chosen, with what was chosen before and nothing new stands in for; what came of that goes.
    pub fn begin(self, chosen: &FileList) {
        let files = self.files();
        for at in 0..chosen.length() {
            files.push(&chosen.get(at).into());
        }
        self.check(files);
    }

    /// Goes on without the small file.
    pub fn leave_out(self) {
        self.held.update_value(|held| held.kept = None);
        self.kept.set(None);
        if self.held.with_value(|held| held.draw.is_some()) {
            self.check(self.files());
        } else {
            self.stand.set(Stand::Idle);
        }
    }

    /// What is held, each in its place.
    fn files(self) -> Array {
        let place =
            |file: &Option<SendWrapper<File>>| file.as_ref().map_or(JsValue::NULL, |file| JsValue::from(&**file));
        self.held
            .with_value(|held| Array::of2(&place(&held.draw), &place(&held.kept)))
    }

    fn check(self, files: Array) {
        let turn = self.turn.get_untracked() + 1;
        self.turn.set(turn);
        self.name.set(None);
        self.passed.set(Vec::new());
        self.verdict.set(None);
        self.made.set((0, COUNT));
        self.long.set(false);
        self.stand.set(Stand::Going);
        let posted = SendWrapper::new(files.clone());
        self.verification.check(files, move |heard| self.hear(&posted, heard));
        let still = move || {
            if self.turn.try_get_untracked() == Some(turn) {
                self.long.set(true);
            }
        };
        set_timeout(still, LONG);
    }

    /// From now on these of the files are looked at.
    fn hold(self, files: &Array, taken: Taken) {
        let file = |at: Option<u32>| files.get(at?).dyn_into::<File>().ok().map(SendWrapper::new);
        let held = Held {
            draw: file(taken.draw),
            kept: file(taken.kept),
        };
        self.kept.set(held.kept.as_ref().map(|file| file.name()));
        self.held.set_value(held);
    }

    /// There is something to say of the record.
    fn named(self) {
        if self.name.with_untracked(Option::is_none) {
            self.name
                .set(self.held.with_value(|held| held.draw.as_ref().map(|file| file.name())));
        }
    }

    /// Stops; what has come stays.
    fn stop(self) {
        self.verification.stop();
        self.stand.set(Stand::Stopped);
        self.verification.expect();
    }

    fn hear(self, files: &Array, heard: Heard) {
        // The page may have been left.
        if self.stand.is_disposed() {
            return;
        }
        let Heard::Told(told) = heard else {
            return self.stand.set(Stand::Failed);
        };
        let Told {
            taken,
            passed,
            unread,
            verdict,
        } = *told;
        if let Some(taken) = taken {
            self.hold(files, taken);
        }
        if let Some(line) = passed {
            self.named();
            self.made.set((done(&line.check), COUNT));
            let mut lines = self.passed.get_untracked();
            lines.push(line);
            self.passed.set(lines);
        }
        if let Some(unread) = unread {
            // What cannot be read is not compared with the next file.
            if !matches!(unread.why, Why::Alone | Why::Several | Why::Beacon) {
                self.held.update_value(|held| held.draw = None);
            }
            self.stand.set(Stand::Unread(unread));
        }
        if verdict.is_some() {
            self.named();
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
        Stand::Unread(unread) => {
            let tone = if unread.why == Why::Alone { Tone::Note } else { Tone::Error };
            Some((tone, why_not(unread)))
        }
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
