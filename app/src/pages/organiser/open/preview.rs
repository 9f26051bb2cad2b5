//! What people will see, as a preview: the texts and the activities, for everyone or for one class.

use leptos::prelude::*;
use turnwise_shared::catalogue::{ActivityText, Catalogue};
use turnwise_shared::lottery::Activity;

use super::super::desk::desk;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, does, live, memo};
use crate::moment;
use crate::state::event::Event;
use crate::ui::places::Places;

/// The preview.
#[component]
pub fn Preview() -> impl IntoView {
    let desk = desk();
    let group = RwSignal::new(0_u32);
    let classes = memo(move || desk.event.with(|event| event.roster.classes().to_vec()));
    let picker = move || {
        let classes = classes.get();
        (classes.len() > 1).then(|| {
            let options = (1_u32..).zip(classes).map(|(number, class)| view! { <option value=number.to_string()>{class}</option> });
            view! {
                <div class="field">
                    <label for="preview-class">"As seen by"</label>
                    <select id="preview-class" on:change=does(move |ev| group.set(event_target_value(&ev).parse().unwrap_or(0)))>
                        <option value="0">"everyone together"</option>
                        {options.pieces()}
                    </select>
                </div>
            }
        })
    };
    view! {
        <section class="stack" aria-labelledby="open-preview">
            <h2 id="open-preview">"What people will see"</h2>
            {live(picker)}
            <div class="preview stack">
                {live(move || desk.event.with(head))}
                {live(move || desk.event.with(|event| cards(event, group.get())))}
            </div>
        </section>
    }
}

fn head(event: &Event) -> AnyView {
    let details = event.details.clone();
    let until = event
        .settings
        .closes_at
        .map(|at| format!("Choose until {}.", moment::spoken(at)));
    let limit = event.settings.limit.map(|limit| match limit {
        0 => "You may get as many places as your turns give.".to_owned(),
        1 => "At most 1 place each.".to_owned(),
        limit => format!("At most {limit} places each."),
    });
    let title = if details.title.trim().is_empty() {
        "No title yet".to_owned()
    } else {
        details.title
    };
    let line = |before: &'static str, text: String| {
        (!text.trim().is_empty()).then(|| view! { <p>{before}<bdi>{text}</bdi></p> })
    };
    view! {
        <div class="stack tight">
            {line("", details.organiser)}
            <p class="lead"><strong><bdi>{title}</bdi></strong></p>
            {until.map(|until| view! { <p>{until}</p> }).piece()}
            {limit.map(|limit| view! { <p>{limit}</p> }).piece()}
            {line("", details.welcome)}
            {line("A place means: ", details.commitment)}
            {line("Results: ", details.results)}
            {line("Questions: ", details.contact)}
        </div>
    }
    .into_any()
}

fn cards(event: &Event, group: u32) -> AnyView {
    let catalogue = event.catalogue();
    let rules = event.activities.to_shared(event.roster.classes());
    if catalogue.activities.is_empty() {
        return view! { <p class="quiet">"No activities yet."</p> }.into_any();
    }
    let Some(rules) = rules else {
        return view! { <p class="quiet">"The activities appear here once their problems are mended."</p> }.into_any();
    };
    let pairs = (1_u32..).zip(catalogue.activities.iter().zip(&rules));
    let open = pairs.filter(|(_, (_, rule))| group == 0 || rule.open_to(group));
    let cards: Vec<AnyView> = open
        .map(|(number, (text, rule))| card(number, text, rule, &catalogue))
        .collect();
    if cards.is_empty() {
        return view! { <p class="quiet">"Nothing is open to this class."</p> }.into_any();
    }
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

fn card(number: u32, text: &ActivityText, rule: &Activity, catalogue: &Catalogue) -> AnyView {
    let named = |names: Vec<&str>| names.join(", ");
    let times = named(rule.slots.iter().map(|slot| catalogue.slot(*slot)).collect());
    let classes = named(rule.groups.iter().map(|group| catalogue.group(*group)).collect());
    let classes = if classes.is_empty() {
        String::new()
    } else {
        format!("for {classes}")
    };
    let minimum = match rule.minimum {
        0 => String::new(),
        minimum => format!("needs at least {minimum}"),
    };
    let facts = [times, text.place.clone(), classes, minimum];
    let facts = facts
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .map(|fact| view! { <bdi>{fact}</bdi> });
    let more = (!text.description.is_empty()).then(|| {
        let description = text.description.clone();
        view! { <details><summary>"More"</summary><p><bdi>{description}</bdi></p></details> }
    });
    view! {
        <li class="card">
            <h3>{number}" "<bdi>{text.title.clone()}</bdi></h3>
            <p class="facts">{facts.pieces()}</p>
            <Places capacity=rule.capacity taken=0/>
            {more}
        </li>
    }
    .into_any()
}
