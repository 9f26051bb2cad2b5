//! The list of one person, typed as numbers and read back as titles before it is saved.

use leptos::prelude::*;
use turnwise_shared::api::EntryView;

use super::super::super::desk::focus;
use super::{Desktop, Entered};
use crate::live::signals::{Memo, RwSignal, StoredValue};
use crate::live::{Pieces, does, live, memo};
use crate::state::event::Event;
use crate::state::paper::{self, Findable, PaperFault};
use crate::ui::lot::Lot;
use crate::ui::ordinal::ordinal;

fn title(event: &Event, number: u32) -> String {
    let catalogue = event.catalogue();
    catalogue
        .activity(number)
        .map(|text| text.title.clone())
        .unwrap_or_default()
}

/// Numbers with their titles, best first.
fn read_back(event: &Event, choices: &[u32]) -> AnyView {
    let line = |(rank, &number): (u32, &u32)| {
        view! { <li><span class="quiet">{ordinal(rank)}</span>" "{number}" "<bdi>{title(event, number)}</bdi></li> }
    };
    view! { <ol>{(1..).zip(choices).map(line).pieces()}</ol> }.into_any()
}

/// One list on its way.
#[derive(Clone, Copy)]
struct Sheet {
    at: Desktop,
    who: StoredValue<Findable>,
    /// What was typed.
    typed: RwSignal<String>,
    /// What is wrong with it.
    problem: RwSignal<Option<String>>,
    /// Whether to replace the person's own list is being asked.
    asking: RwSignal<bool>,
    /// The person's line at the server.
    line: Memo<Option<EntryView>>,
}

impl Sheet {
    fn new(at: Desktop, person: Findable) -> Self {
        let entry = person.entry;
        let line = memo(move || {
            at.desk.live.track();
            at.line(entry).map(|(line, _)| line)
        });
        Self {
            at,
            who: StoredValue::new(person),
            typed: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            asking: RwSignal::new(false),
            line,
        }
    }

    fn choices(self) -> Result<Vec<u32>, PaperFault> {
        let typed = self.typed.get();
        let entry = self.who.with_value(|who| who.entry);
        let Some((line, rules)) = self.at.line(entry) else {
            return Ok(Vec::new());
        };
        paper::read(&typed, &rules, line.group)
    }

    /// Enter: says what is wrong, asks before the person's own list is replaced, or saves.
    fn submit(self) {
        let choices = match untrack(|| self.choices()) {
            Ok(choices) if choices.is_empty() => {
                self.refuse("Type the numbers of the activities, best first: 3 7 12.".to_owned());
                return;
            }
            Ok(choices) => choices,
            Err(fault) => {
                let event = self.at.desk.event;
                self.refuse(event.with_untracked(|event| paper::fault(&fault, |number| title(event, number))));
                return;
            }
        };
        self.problem.set(None);
        let Some(line) = self.line.get_untracked() else { return };
        let entry = line.entry;
        if let Some((replaces, before)) = self.at.unanswered_for(entry, &choices) {
            // The same once more: no question, since it may well be there already.
            self.save(replaces, choices, before);
        } else if line.version > 0 {
            self.asking.set(true);
            request_animation_frame(|| focus("paper-replace"));
        } else {
            self.save(0, choices, Vec::new());
        }
    }

    fn refuse(self, sentence: String) {
        self.problem.set(Some(sentence));
        focus("paper-list");
    }

    /// The person's own list is to go.
    fn replace(self) {
        self.asking.set(false);
        let Ok(choices) = untrack(|| self.choices()) else {
            return;
        };
        let Some(line) = self.line.get_untracked() else { return };
        self.save(line.version, choices, line.choices);
    }

    fn save(self, replaces: u32, choices: Vec<u32>, before: Vec<u32>) {
        let who = self.who.get_value();
        let (entry, name, at) = (who.entry, who.name.clone(), self.at);
        at.save(entry, replaces, before.clone(), choices.clone(), move |receipt| {
            at.last.set(Some(Entered {
                entry,
                name,
                choices,
                before,
                version: receipt.line.version,
            }));
            self.leave();
        });
    }

    /// Back to finding somebody.
    fn leave(self) {
        self.at.person.set(None);
        request_animation_frame(|| focus("paper-who"));
    }
}

/// Typing one list.
#[component]
pub fn Typing(at: Desktop, person: Findable) -> impl IntoView {
    let (entry, name, class) = (person.entry, person.name.clone(), person.class.clone());
    let sheet = Sheet::new(at, person);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        sheet.submit();
    };
    let busy = at.act.busy;
    let read = move || {
        sheet.line.track();
        let choices = sheet.choices().ok().filter(|choices| !choices.is_empty())?;
        Some(at.desk.event.with(|event| read_back(event, &choices)))
    };
    view! {
        <form class="stack tight" on:submit=does(submit)>
            <p class="cluster"><Lot number=entry/><strong><bdi>{name}</bdi></strong><bdi class="quiet">{class}</bdi></p>
            <div class="paper">
                <div class="field grow">
                    <label for="paper-list">"Numbers of the activities, best first"</label>
                    <input id="paper-list" type="text" inputmode="text" autocomplete="off" placeholder="3 7 12" prop:value=move || sheet.typed.get()
                        aria-describedby="paper-list-problem" aria-invalid=move || sheet.problem.get().map(|_| "true")
                        on:input=does(move |ev| {
                            sheet.problem.set(None);
                            sheet.asking.set(false);
                            sheet.typed.set(event_target_value(&ev));
                        })/>
                </div>
                <button type="submit" disabled=move || busy.get()>{live(move || if busy.get() { "Saving…" } else { "Save this list" })}</button>
                <button type="button" class="plain" on:click=does(move |_| sheet.leave())>"Somebody else"</button>
            </div>
            <p id="paper-list-problem" class="problem" aria-live="polite">{live(move || sheet.problem.get())}</p>
            {at.act.problem()}
            {live(read)}
            <Asking sheet/>
        </form>
    }
}

/// Whether to replace a list the person has sent already.
#[component]
fn Asking(sheet: Sheet) -> impl IntoView {
    let keep = move |_| sheet.leave();
    let event = sheet.at.desk.event;
    live(move || {
        let line = sheet.line.get().filter(|_| sheet.asking.get())?;
        let theirs = if line.choices.is_empty() {
            view! { <p>"The list is empty."</p> }.into_any()
        } else {
            event.with(|event| read_back(event, &line.choices))
        };
        Some(view! {
            <div class="sheet stack tight" role="group" aria-labelledby="paper-asking">
                <p id="paper-asking"><strong>"There is a list of this person already:"</strong></p>
                {theirs}
                <div class="cluster">
                    <button type="button" id="paper-replace" on:click=does(move |_| sheet.replace())>"Replace it"</button>
                    <button type="button" on:click=does(keep)>"Keep it"</button>
                </div>
            </div>
        })
    })
}
