//! What a pasted table is taken for, before anything is added.

use leptos::prelude::*;

use crate::live::callback::Callback;
use crate::live::signals::Memo;
use crate::live::{For, Piece, Pieces, does, live, memo};
use crate::state::roster::import::{Double, Import, Meaning, Outcome};
use crate::state::roster::{MAX_CLASS, MAX_NAME, MAX_NOTE};

/// How many names are shown before they are added.
const SHOWN: usize = 5;
/// How many examples stand beside a column.
const EXAMPLES: usize = 3;
/// How many lines with a problem are named; the others are counted.
const NAMED: usize = 20;

/// Changes an import.
pub(super) type Changed = Callback<Box<dyn FnOnce(&mut Import)>>;

/// Each column with what it says, and the first of its cells.
#[component]
pub(super) fn Columns(current: Memo<Option<Import>>, change: Changed) -> impl IntoView {
    let header = memo(move || current.with(|import| import.as_ref().is_some_and(Import::header)));
    let width = memo(move || current.with(|import| import.as_ref().map_or(0, |import| import.meanings().len())));
    let count = memo(move || current.with(|import| import.as_ref().map_or(0, Import::count)));
    view! {
        <h3>{live(move || format!("{}: what their columns say", lines(count.get())))}</h3>
        <label class="choice">
            <input type="checkbox" prop:checked=move || header.get()
                on:change=does(move |event| {
                    let header = event_target_checked(&event);
                    change.run(Box::new(move |import| import.set_header(header)));
                })/>
            <span>"The first line has the headings of the columns"</span>
        </label>
        <ul class="list">
            <For each=move || 0..width.get() key=|column| *column let:column>
                <Column column current change/>
            </For>
        </ul>
    }
}

#[component]
fn Column(column: usize, current: Memo<Option<Import>>, change: Changed) -> impl IntoView {
    let title =
        memo(move || current.with(|import| import.as_ref().map(|import| import.title(column)).unwrap_or_default()));
    let meaning = memo(move || {
        let meaning = |import: &Import| import.meanings().get(column).copied();
        current
            .with(|import| import.as_ref().and_then(meaning))
            .unwrap_or(Meaning::Nothing)
    });
    let examples = memo(move || {
        let rows = current.with(|import| {
            import
                .as_ref()
                .map(|import| import.preview(EXAMPLES))
                .unwrap_or_default()
        });
        let cells = rows.into_iter().filter_map(|(_, cells)| cells.into_iter().nth(column));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    });
    let id = format!("people-column-{column}");
    let option = move |offered: Meaning| {
        let place = Meaning::ALL
            .iter()
            .position(|other| *other == offered)
            .unwrap_or_default();
        view! { <option value=place.to_string() selected=move || meaning.get() == offered>{offered.title()}</option> }
    };
    let place = move || {
        Meaning::ALL
            .iter()
            .position(|other| *other == meaning.get())
            .unwrap_or_default()
            .to_string()
    };
    let choose = move |event| {
        let place = event_target_value(&event).parse().ok();
        if let Some(chosen) = place.and_then(|place: usize| Meaning::ALL.get(place)) {
            let chosen = *chosen;
            change.run(Box::new(move |import| import.set_meaning(column, chosen)));
        }
    };
    view! {
        <li>
            <div class="field">
                <label for=id.clone()><bdi>{live(move || title.get())}</bdi></label>
                <select id=id.clone() prop:value=place on:change=does(choose)>{Meaning::ALL.map(option).pieces()}</select>
            </div>
            <p class="facts grow">
                {live(move || examples.get().into_iter().map(|example| view! { <span><bdi>{example}</bdi></span> }).pieces())}
            </p>
        </li>
    }
}

/// Every line with a problem.
#[component]
pub(super) fn Lines(current: Memo<Option<Import>>, outcome: Memo<Outcome>, change: Changed) -> impl IntoView {
    let leave_out = memo(move || current.with(|import| import.as_ref().is_some_and(|import| import.leave_out)));
    let has_names = memo(move || current.with(|import| import.as_ref().is_some_and(Import::has_names)));
    let nameless = move || {
        let lines = outcome.with(|outcome| outcome.nameless.clone());
        (has_names.get() && !lines.is_empty()).then(|| format!("{} without a name: left out.", numbered(&lines)))
    };
    let cut = move || {
        let lines = outcome.with(|outcome| outcome.cut.clone());
        let most = format!("{MAX_NAME} characters for a name, {MAX_CLASS} for a class, {MAX_NOTE} for a note");
        (!lines.is_empty()).then(|| format!("{} too long: cut to {most}.", numbered(&lines)))
    };
    let doubles = memo(move || outcome.with(|outcome| outcome.doubles.clone()));
    view! {
        {live(move || nameless().map(|sentence| view! { <p class="problem">{sentence}</p> }))}
        {live(move || cut().map(|sentence| view! { <p class="problem">{sentence}</p> }))}
        {live(move || doubles.with(|doubles| (!doubles.is_empty()).then(|| view! {
            <p class="problem">{format!("{} for somebody with the same name in the same class:", lines(doubles.len()))}</p>
            <ul>{doubles.iter().take(NAMED).map(double).pieces()}</ul>
            {(doubles.len() > NAMED).then(|| view! { <p class="quiet">{format!("… and {} more.", doubles.len() - NAMED)}</p> }).piece()}
            <label class="choice">
                <input type="checkbox" prop:checked=move || leave_out.get()
                    on:change=does(move |event| {
                        let leave_out = event_target_checked(&event);
                        change.run(Box::new(move |import| import.leave_out = leave_out));
                    })/>
                <span>"Leave these lines out. Without the tick, they are added as other people of the same name."</span>
            </label>
        })))}
    }
}

fn double(double: &Double) -> AnyView {
    let where_first = match double.first {
        Some(first) => format!(" is in line {first} too"),
        None => " is in the list of people already".to_owned(),
    };
    view! { <li>{format!("Line {}: ", double.line)}<bdi>{double.name.clone()}</bdi>{where_first}</li> }.into_any()
}

/// "1 line", "3 lines".
fn lines(count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} line{s}")
}

/// "Line 3 is", "Lines 3, 4 and 2 more are".
fn numbered(lines: &[usize]) -> String {
    let named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let (word, is) = if lines.len() == 1 {
        ("Line", "is")
    } else {
        ("Lines", "are")
    };
    let more = lines.len().saturating_sub(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{word} {}{more} {is}", named.join(", "))
}

/// The first of those who would be added.
#[component]
pub(super) fn Added(outcome: Memo<Outcome>) -> impl IntoView {
    live(move || {
        outcome.with(|outcome| {
            let rows = outcome.people.iter().take(SHOWN).map(|person| {
                view! {
                    <tr>
                        <th scope="row"><bdi>{person.name.clone()}</bdi></th>
                        <td data-head="Class" data-card=person.class.is_empty().then_some("no")><bdi>{person.class.clone()}</bdi></td>
                        <td data-head="Note" data-card=person.note.is_empty().then_some("no")><bdi>{person.note.clone()}</bdi></td>
                    </tr>
                }
            });
            let more = outcome.people.len().saturating_sub(SHOWN);
            (!outcome.people.is_empty()).then(|| view! {
                <div class="table">
                    <table>
                        <caption>"What will be added"</caption>
                        <thead><tr><th scope="col">"Name"</th><th scope="col">"Class"</th><th scope="col">"Note"</th></tr></thead>
                        <tbody>{rows.pieces()}</tbody>
                    </table>
                    {(more > 0).then(|| view! { <p class="quiet">{format!("… and {more} more.")}</p> }).piece()}
                </div>
            })
        })
    })
}
