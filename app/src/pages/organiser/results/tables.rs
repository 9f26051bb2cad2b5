//! The tables of the results: by person (unplaced first), by class, by activity, and as a file.

use std::collections::BTreeMap;

use leptos::prelude::*;
use turnwise_shared::table;

use super::super::desk::desk;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{Pieces, derived, does, live};
use crate::page::{Desk as Screen, Page};
use crate::state::event::Event;
use crate::state::opening::counted;
use crate::state::results::{Results, Row};
use crate::ui::download::Download;
use crate::ui::lot::Lot;
use crate::ui::ordinal::ordinal;
use crate::ui::places::Places;

/// How many rows are shown at first, and how many more each time.
const STEP: usize = 100;

/// What someone got, as one line.
fn got(event: &Event, row: &Row) -> String {
    let catalogue = event.catalogue();
    let parts: Vec<String> = row
        .got
        .iter()
        .map(|activity| {
            let title = catalogue
                .activity(*activity)
                .map(|text| text.title.clone())
                .unwrap_or_default();
            let rank = row.rank(*activity).map(ordinal).unwrap_or_default();
            format!("{title} ({rank} choice)")
        })
        .collect();
    match (parts.is_empty(), row.answered) {
        (false, _) => parts.join(", "),
        (true, false) => "no place: sent no list".to_owned(),
        (true, true) => "no place".to_owned(),
    }
}

fn person_href(event: &Event, entry: u32) -> String {
    Page::Organise(event.id, Screen::Person(entry)).href()
}

/// Everyone, unplaced first, with a filter.
#[component]
pub fn ByPerson(results: StoredValue<Results>) -> impl IntoView {
    let desk = desk();
    let filter = RwSignal::new(String::new());
    let shown = RwSignal::new(STEP);
    let rows = move || {
        let filter = filter.get().to_lowercase();
        desk.event.with(|event| {
            results.with_value(|results| {
                let matches = |row: &&Row| {
                    let name = event.name(row.entry).to_lowercase();
                    filter.is_empty() || name.contains(&filter) || row.entry.to_string().contains(&filter)
                };
                let all: Vec<Row> = results.rows.iter().filter(matches).cloned().collect();
                all
            })
        })
    };
    let list = move || {
        let rows = rows();
        let count = rows.len();
        let limit = shown.get();
        let items = rows
            .into_iter()
            .take(limit)
            .map(|row| view! { <PersonRow row/> })
            .pieces();
        let more = (count > limit).then(|| {
            view! { <p><button type="button" on:click=does(move |_| shown.update(|shown| *shown += STEP))>{format!("Show {} more", STEP.min(count - limit))}</button></p> }
        });
        let empty = (count == 0).then(|| view! { <p class="quiet">"Nobody of this name or number."</p> });
        view! {
            <div class="table"><table>
                <caption class="visually-hidden">"Everyone, those without a place first"</caption>
                <thead><tr><th scope="col">"Number"</th><th scope="col">"Name"</th><th scope="col">"Class"</th><th scope="col">"Got"</th></tr></thead>
                <tbody>{items}</tbody>
            </table></div>
            {empty}
            {more}
        }
    };
    view! {
        <section class="sheet stack">
            <div class="field">
                <label for="find-person">"Find a name or number"</label>
                <input id="find-person" type="search" autocomplete="off" prop:value=move || filter.get()
                    on:input=does(move |event| { filter.set(event_target_value(&event)); shown.set(STEP); })/>
            </div>
            {live(list)}
        </section>
    }
}

#[component]
fn PersonRow(row: Row) -> impl IntoView {
    let desk = desk();
    desk.event.with_untracked(|event| {
        view! {
            <tr>
                <td data-head="Number"><Lot number=row.entry/></td>
                <th scope="row"><a href=person_href(event, row.entry)><bdi>{event.name(row.entry)}</bdi></a></th>
                <td data-head="Class"><bdi>{event.class(row.entry).to_owned()}</bdi></td>
                <td data-head="Got"><bdi>{got(event, &row)}</bdi></td>
            </tr>
        }
    })
}

/// Everyone by class.
#[component]
pub fn ByClass(results: StoredValue<Results>) -> impl IntoView {
    let desk = desk();
    let classes = move || {
        desk.event.with(|event| {
            results.with_value(|results| {
                let mut classes: BTreeMap<String, Vec<Row>> = BTreeMap::new();
                for row in &results.rows {
                    classes
                        .entry(event.class(row.entry).to_owned())
                        .or_default()
                        .push(row.clone());
                }
                classes
            })
        })
    };
    let section = |(class, rows): (String, Vec<Row>)| {
        let without = rows.iter().filter(|row| row.got.is_empty()).count();
        let summary = format!("{} people, {without} without a place", rows.len());
        let name = if class.is_empty() { "No class".to_owned() } else { class };
        view! {
            <details class="sheet">
                <summary><bdi>{name}</bdi>{format!(": {summary}")}</summary>
                <div class="table"><table>
                    <thead><tr><th scope="col">"Number"</th><th scope="col">"Name"</th><th scope="col">"Class"</th><th scope="col">"Got"</th></tr></thead>
                    <tbody>{rows.into_iter().map(|row| view! { <PersonRow row/> }).pieces()}</tbody>
                </table></div>
            </details>
        }
    };
    live(move || classes().into_iter().map(section).pieces())
}

/// Every activity with its places and its people.
#[component]
pub fn ByActivity(results: StoredValue<Results>) -> impl IntoView {
    let desk = desk();
    live(move || {
        desk.event.with(|event| {
            let catalogue = event.catalogue();
            results.with_value(|results| {
                let sections = results.activities.iter().map(|taken| {
                    let title = catalogue.activity(taken.activity).map(|text| text.title.clone()).unwrap_or_default();
                    let used = u32::try_from(taken.entries.len()).unwrap_or(u32::MAX);
                    let lists = counted(taken.wanted as usize, "list", "lists");
                    let summary = if taken.runs {
                        format!(": {used} of {} places taken, on {lists}", taken.capacity)
                    } else {
                        format!(": does not run: too few, on {lists}")
                    };
                    let people = taken.entries.iter().map(|entry| {
                        view! { <li><Lot number=*entry/>" "<a href=person_href(event, *entry)><bdi>{event.name(*entry)}</bdi></a></li> }
                    });
                    view! {
                        <details class="sheet">
                            <summary>
                                {taken.activity}" "<bdi>{title}</bdi>
                                {summary}
                            </summary>
                            <Places capacity=taken.capacity taken=used/>
                            <ul class="people">{people.pieces()}</ul>
                        </details>
                    }
                });
                sections.pieces()
            })
        })
    })
}

/// The results as a file for a spreadsheet. Names are put to numbers in this browser.
#[component]
pub fn Export(results: StoredValue<Results>) -> impl IntoView {
    let desk = desk();
    let text = move || {
        desk.event.with(|event| {
            let catalogue = event.catalogue();
            let mut rows = vec![
                ["Number", "Name", "Class", "Place", "Activity", "Choice"]
                    .map(str::to_owned)
                    .to_vec(),
            ];
            results.with_value(|results| {
                for row in &results.rows {
                    let person = [
                        row.entry.to_string(),
                        event.name(row.entry),
                        event.class(row.entry).to_owned(),
                    ];
                    if row.got.is_empty() {
                        rows.push([person.as_slice(), &[String::new(), String::new(), String::new()]].concat());
                    }
                    for (place, activity) in (1..).zip(&row.got) {
                        let title = catalogue
                            .activity(*activity)
                            .map(|text| text.title.clone())
                            .unwrap_or_default();
                        let rank = row.rank(*activity).map(|rank| rank.to_string()).unwrap_or_default();
                        rows.push([person.as_slice(), &[place.to_string(), title, rank]].concat());
                    }
                }
            });
            table::export(&rows, table::Delimiter::Semicolon)
        })
    };
    view! {
        <section class="sheet stack">
            <h2>"As a file"</h2>
            <p class="quiet">"One row per place, for a spreadsheet. The names are put in here, in this browser."</p>
            <Download label="Download the results (CSV)" name="results.csv" mime="text/csv" content=derived(text)/>
        </section>
    }
}
