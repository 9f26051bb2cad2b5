//! Entering lists that came on paper: find the person, type `3 7 12`, Enter, next. It goes with the person's
//! own key, as if typed on their phone, so that a list they sent themselves is never replaced unasked.

mod typing;

use leptos::prelude::*;
use turnwise_shared::api::{EntryView, Receipt, SaveBallot};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Nonce;
use turnwise_shared::lottery::Rules;

use super::super::act::Act;
use super::super::desk::{Desk, Live, desk, focus};
use super::Shared;
use crate::api::{Failure, Server};
use crate::chance;
use crate::live::signals::RwSignal;
use crate::live::{Pieces, does, live, memo};
use crate::state::paper::{self, Findable};
use crate::ui::lot::Lot;
use crate::ui::notice::{Notice, Tone};

/// How many people are offered at once.
const OFFERED: usize = 8;

/// A list that was saved from here, and what it replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entered {
    entry: u32,
    name: String,
    choices: Vec<u32>,
    before: Vec<u32>,
    version: u32,
}

/// A save that got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unanswered {
    entry: u32,
    request: SaveBallot,
    before: Vec<u32>,
}

/// The state of this part of the screen.
#[derive(Clone, Copy)]
struct Desktop {
    desk: Desk,
    /// Who is being entered.
    person: RwSignal<Option<Findable>>,
    /// The last list entered.
    last: RwSignal<Option<Entered>>,
    /// A save that got no answer: repeated as it was.
    unanswered: RwSignal<Option<Unanswered>>,
    act: Act,
}

impl Desktop {
    /// The person's line at the server, and the rules in force.
    fn line(self, entry: u32) -> Option<(EntryView, Rules)> {
        self.desk.live.with_untracked(|live| match live {
            Live::Here { view, .. } => {
                let line = view.entries.iter().find(|line| line.entry == entry)?;
                Some((line.clone(), view.lottery.rules.clone()))
            }
            _ => None,
        })
    }

    /// A save of this very list that got no answer: what it was to replace, by number and by content.
    fn unanswered_for(self, entry: u32, choices: &[u32]) -> Option<(u32, Vec<u32>)> {
        let unanswered = self.unanswered.get_untracked();
        let same = unanswered.filter(|sent| sent.entry == entry && sent.request.choices == choices);
        same.map(|sent| (sent.request.replaces, sent.before))
    }

    /// Saves a list in the place of the one `before`, with the person's own key; `after` once it is there.
    fn save(
        self,
        entry: u32,
        replaces: u32,
        before: Vec<u32>,
        choices: Vec<u32>,
        after: impl FnOnce(Receipt) + 'static,
    ) {
        let Some((_, rules)) = self.line(entry) else { return };
        let server = self.desk.event.with_untracked(|event| {
            let keys = event.seat(entry)?.keys(&event.id).ok()?;
            Some(Server::new(event.id, keys.auth))
        });
        let Some(server) = server else { return };
        let sent = self.unanswered.get_untracked().filter(|sent| sent.entry == entry);
        let sent = sent.map(|sent| sent.request);
        let request = paper::request(sent.as_ref(), replaces, &rules, choices, Nonce(chance::bytes()));
        let unanswered = self.unanswered;
        unanswered.set(Some(Unanswered {
            entry,
            request: request.clone(),
            before,
        }));
        let act = async move {
            let done = server.save(&request).await;
            if !unknown(&done) {
                // The screen may have been left meanwhile.
                let _ = unanswered.try_set(None);
            }
            done
        };
        self.act.run(self.desk, act, after);
    }
}

/// Whether nobody knows what became of it.
fn unknown(done: &Result<Receipt, Failure>) -> bool {
    matches!(
        done,
        Err(Failure::Offline | Failure::Garbled | Failure::Refused(Problem::OutcomeUnknown))
    )
}

/// Entering from paper.
#[component]
pub fn Paper(shared: Shared) -> impl IntoView {
    let desk = desk();
    let at = Desktop {
        desk,
        person: RwSignal::new(None),
        last: RwSignal::new(None),
        unanswered: RwSignal::new(None),
        act: Act::new(),
    };
    view! {
        <section class="sheet stack" aria-labelledby="paper">
            <h2 id="paper">"Enter from paper"</h2>
            <p class="quiet">"Find the person, type the activities’ numbers, best first, and press Enter. Then the next one."</p>
            <Last at/>
            {live(move || match at.person.get() {
                None => view! { <Who at shared/> }.into_any(),
                Some(person) => view! { <typing::Typing at person/> }.into_any(),
            })}
        </section>
    }
}

#[component]
fn Who(at: Desktop, shared: Shared) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let found = memo(move || {
        shared.people.with(|people| {
            let found = paper::find(people, &typed.get(), OFFERED);
            found.into_iter().cloned().collect::<Vec<_>>()
        })
    });
    let choose = move |person: Findable| {
        at.act.failed.set(None);
        at.person.set(Some(person));
        request_animation_frame(|| focus("paper-list"));
    };
    let first = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let first = found.with_untracked(|found| found.first().cloned());
        missing.set(first.is_none());
        if let Some(person) = first {
            choose(person);
        }
    };
    let answered = move |entry: u32| shared.count.with(|count| count.silent.binary_search(&entry).is_err());
    let offer = move |person: Findable| {
        let (entry, name, class) = (person.entry, person.name.clone(), person.class.clone());
        view! {
            <li>
                <button type="button" class="plain" on:click=does(move |_| choose(person.clone()))>
                    <Lot number=entry/>" "<bdi>{name}</bdi>" "<bdi class="quiet">{class}</bdi>
                </button>
                {live(move || answered(entry).then(|| view! { <span class="quiet small">"has sent a list"</span> }))}
            </li>
        }
    };
    view! {
        <form class="stack tight" on:submit=does(first)>
            <div class="field">
                <label for="paper-who">"Name or number"</label>
                <input id="paper-who" type="search" autocomplete="off" prop:value=move || typed.get() aria-describedby="paper-who-problem"
                    aria-invalid=move || missing.get().then_some("true")
                    on:input=does(move |ev| { missing.set(false); typed.set(event_target_value(&ev)); })/>
                <p id="paper-who-problem" class="problem" aria-live="polite">
                    {live(move || missing.get().then_some("Nobody of this name or number. Type the beginning of a name, or the number."))}
                </p>
            </div>
            <ul class="list">{live(move || found.get().into_iter().map(offer).pieces())}</ul>
        </form>
    }
}

/// What was entered last, with a way back.
#[component]
fn Last(at: Desktop) -> impl IntoView {
    let undo = move |last: Entered| {
        at.save(last.entry, last.version, last.choices, last.before, move |_| {
            at.last.set(None);
        });
    };
    live(move || {
        at.last.get().map(|last| {
            let list = last.choices.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
            let back = last.clone();
            let consequence = if last.before.is_empty() { "Undo: leave the list empty" } else { "Undo: back to the list before" };
            view! {
                <Notice tone=Tone::Good>
                    <p>"Saved for "<Lot number=last.entry/>" "<bdi>{last.name.clone()}</bdi>{format!(": {list}")}</p>
                    <p><button type="button" disabled=move || at.act.busy.get() on:click=does(move |_| undo(back.clone()))>{consequence}</button></p>
                </Notice>
            }
        })
    })
}
