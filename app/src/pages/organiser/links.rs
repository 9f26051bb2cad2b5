//! Links: everyone's number and personal link, class by class, to copy, print or download. Shown only once
//! the key file was saved, or knowingly not: whoever hands out links must be able to tell later whose is whose.

mod list;
mod message;
mod paper_list;
mod person;
pub mod words;

use leptos::prelude::*;
use turnwise_shared::sorted;
use turnwise_shared::table;

use super::desk::{Desk, desk};
use super::open::key_file::KeyFile;
use crate::app::base;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{derived, live, memo};
use crate::moment;
use crate::page::{Desk as Screen, Page};
use crate::state::event::Event;
use crate::state::key_file::{self, Freshness};
use crate::state::letters::{self, Letter, Said};
use crate::state::{opening, paper};
use crate::ui::download::Download;
use crate::ui::notice::{Notice, Tone};

/// What keeps links from being shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    NotOpen,
    NoKeyFile,
    Open,
}

/// Links.
#[component]
pub fn Links() -> impl IntoView {
    let desk = desk();
    let gate = memo(move || {
        let phase = desk.phase();
        desk.event.with(
            |event| match (opening::is_open(event, phase), key_file::settled(event)) {
                (false, _) => Gate::NotOpen,
                (true, false) => Gate::NoKeyFile,
                (true, true) => Gate::Open,
            },
        )
    });
    view! {
        <h1>"Links"</h1>
        {live(move || match gate.get() {
            Gate::NotOpen => view! { <NotOpen/> }.into_any(),
            Gate::NoKeyFile => view! { <KeyFileFirst/> }.into_any(),
            Gate::Open => view! { <All/> }.into_any(),
        })}
    }
}

#[component]
fn NotOpen() -> impl IntoView {
    let desk = desk();
    let open = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Open).href());
    view! {
        <div class="empty stack">
            <p>"There are no links before the draw is open: they would lead nowhere."</p>
            <p><a class="button" href=open>"To opening it"</a></p>
        </div>
    }
}

#[component]
fn KeyFileFirst() -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning>
            <p>"Save the key file first. Then everyone’s link is shown here."</p>
        </Notice>
        <KeyFile/>
    }
}

/// What the list shows: one class or everyone, narrowed down by a search.
#[derive(Clone, Copy)]
struct Showing {
    /// Everyone's letter.
    all: Memo<Vec<Letter>>,
    /// Those that are shown.
    letters: Memo<Vec<Letter>>,
    /// Which class, if one was picked.
    class: RwSignal<Option<String>>,
    /// What was typed.
    search: RwSignal<String>,
}

impl Showing {
    fn new(desk: Desk) -> Self {
        let (class, search) = (RwSignal::new(None), RwSignal::new(String::new()));
        let all = memo(move || desk.event.with(|event| letters::letters(event, &base())));
        let letters = memo(move || {
            let found = found(desk, &search.get());
            let fits = |letter: &&Letter| {
                let in_class = class.with(|class| class.as_ref().is_none_or(|class| *class == letter.class));
                in_class && found.as_ref().is_none_or(|found| found.contains(&letter.entry))
            };
            all.with(|all| all.iter().filter(fits).cloned().collect())
        });
        Self {
            all,
            letters,
            class,
            search,
        }
    }

    /// "everyone", "5a", or how many were found.
    fn whom(self) -> String {
        if !self.search.get().trim().is_empty() {
            return opening::counted(self.letters.with(Vec::len), "person found", "people found");
        }
        self.class.get().unwrap_or_else(|| "everyone".to_owned())
    }
}

/// The numbers of those who fit a search; none for no search.
fn found(desk: Desk, typed: &str) -> Option<std::collections::BTreeSet<u32>> {
    if typed.trim().is_empty() {
        return None;
    }
    let people = desk.event.with(paper::everyone);
    let found = paper::find(&people, typed, usize::MAX);
    Some(sorted::set(found.into_iter().map(|person| person.entry)))
}

/// What is said alike in everyone's message.
fn said(event: &Event) -> Said {
    Said::new(event, moment::sent)
}

#[component]
fn All() -> impl IntoView {
    let desk = desk();
    let showing = Showing::new(desk);
    let printing = RwSignal::new(false);
    let chosen = RwSignal::new(None::<u32>);
    let outdated = memo(move || {
        desk.event
            .with(|event| matches!(key_file::freshness(event), Freshness::Outdated { .. }))
    });
    view! {
        <div class=move || if printing.get() { "stack loose no-print" } else { "stack loose" }>
            {live(move || outdated.get().then(|| view! {
                <Notice tone=Tone::Warning>
                    <p>"The key file is older than your last change. Save it again, at the end of this page."</p>
                </Notice>
            }))}
            <Everything showing/>
            <list::Controls showing printing/>
            <list::List showing chosen/>
            <message::Message showing/>
            <KeyFile/>
        </div>
        {live(move || printing.get().then(|| view! { <paper_list::PaperList showing/> }))}
        <person::OnePerson showing chosen/>
    }
}

/// All links as one file.
#[component]
fn Everything(showing: Showing) -> impl IntoView {
    let desk = desk();
    let content = derived(move || {
        let head = letters::COLUMNS.map(str::to_owned).to_vec();
        let rows = showing.all.with(|all| letters::rows(all));
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        table::export(&rows, table::Delimiter::Semicolon)
    });
    let name = desk.event.with_untracked(|event| {
        let id = event.id.to_string();
        format!("links-{}.csv", id.get(..8).unwrap_or(&id))
    });
    let count = move || opening::counted(showing.all.with(Vec::len), "person", "people");
    view! {
        <section class="sheet stack" aria-labelledby="links-file">
            <h2 id="links-file">"All links"</h2>
            <p>
                {live(count)}" with name, class, number, code and link. Hand the links out as you like: in letters, by e-mail, with \
                 your school’s messenger. Whoever has a link can change that person’s list."
            </p>
            <Download label="Download all links (CSV)" name mime="text/csv" content primary=true/>
        </section>
    }
}
