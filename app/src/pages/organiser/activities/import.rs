//! Activities from a spreadsheet: pasted or from a file, shown with what each column is taken for before
//! anything happens.

use leptos::prelude::*;
use turnwise_shared::table::{self, TableFault};

use super::super::desk::focus;
use super::board::{Board, later};
use super::table::HEADING;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{Pieces, does, live, memo};
use crate::state::activities::paste::Mapping;
use crate::state::activities::row::Column;
use crate::text;
use crate::ui::file_drop::FileDrop;
use crate::ui::fold::Fold;

/// How many rows of the table are shown.
const SHOWN: usize = 6;

/// The same, below a table that is there already.
#[component]
pub fn More(board: Board) -> impl IntoView {
    live(move || {
        (!board.frozen.get().is_fast()).then(|| {
            view! {
                <Fold summary="Add from a spreadsheet or a file"><Import board/></Fold>
            }
        })
    })
}

/// A place to paste a table or choose a file, and what it is taken for.
#[component]
pub fn Import(board: Board) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Result<table::Table, TableFault>>);
    let mapping = RwSignal::new(Mapping::default());
    let take = move |found: Result<table::Table, TableFault>| {
        if let Ok(table) = &found {
            mapping.set(Mapping::guess(table));
        }
        read.set(Some(found));
    };
    let typed = move |text: String| {
        if text.trim().is_empty() {
            read.set(None);
        } else {
            take(table::read_text(&text));
        }
        pasted.set(text);
    };
    let file = Callback::new(move |(_, bytes): (String, Vec<u8>)| {
        pasted.set(String::new());
        take(table::read(&bytes));
    });
    let add = move |()| {
        let rows = read.with_untracked(|read| match read {
            Some(Ok(table)) => mapping.with_untracked(|mapping| mapping.rows(table)),
            _ => Vec::new(),
        });
        if board.paste(|activities| (!rows.is_empty()).then(|| activities.append(rows))) {
            // Where the table was empty, this part is gone by now.
            let _ = read.try_set(None);
            let _ = pasted.try_set(String::new());
            later(|| focus(HEADING));
        }
    };
    let view = move || match read.get() {
        None => ().into_any(),
        Some(Err(fault)) => view! { <p class="problem" role="alert">{text::table_fault(fault)}</p> }.into_any(),
        Some(Ok(table)) => view! { <Preview table mapping add=Callback::new(add)/> }.into_any(),
    };
    view! {
        <div class="stack">
            <div class="field">
                <label for="paste-activities">"Paste the cells here"</label>
                <textarea id="paste-activities" rows="4" aria-describedby="paste-activities-hint" prop:value=move || pasted.get()
                    on:input=does(move |event| typed(event_target_value(&event)))></textarea>
                <p id="paste-activities-hint" class="hint">
                    "Copied from a spreadsheet, with or without headings such as Title, Time, Places."
                </p>
            </div>
            <FileDrop label="or choose a CSV file" accept=".csv,.tsv,.txt,text/csv,text/plain" on_file=file/>
            {live(view)}
        </div>
    }
}

#[component]
fn Preview(table: table::Table, mapping: RwSignal<Mapping>, add: Callback<()>) -> impl IntoView {
    let table = StoredValue::new(table);
    let width = table.with_value(table::Table::width);
    let headings = memo(move || mapping.with(|mapping| mapping.headings));
    let count = memo(move || mapping.with(|mapping| table.with_value(|table| mapping.rows(table).len())));
    let titled = memo(move || mapping.with(|mapping| mapping.columns.contains(&Some(Column::Title))));
    let button = move || match count.get() {
        1 => "Take over 1 activity".to_owned(),
        count => format!("Take over {count} activities"),
    };
    let more = move || {
        let left = count.get().saturating_sub(SHOWN);
        (left > 0).then(|| format!("and {left} more"))
    };
    view! {
        <div class="scroll">
            <table class="preview-table">
                <caption>"What is what?"</caption>
                <thead>
                    <tr>{(0..width).map(|index| view! { <th scope="col"><Meaning mapping index/></th> }).pieces()}</tr>
                </thead>
                <tbody>{live(move || rows(table, headings.get(), width))}</tbody>
            </table>
        </div>
        <p class="quiet">{live(more)}</p>
        <label class="choice">
            <input type="checkbox" prop:checked=move || headings.get()
                on:change=does(move |event| mapping.update(|mapping| mapping.headings = event_target_checked(&event)))/>
            <span>"The first row holds headings"</span>
        </label>
        {live(move || (!titled.get()).then(|| view! {
            <p class="problem">"No column is the title yet. Say above which one it is."</p>
        }))}
        <p><button type="button" disabled=move || count.get() == 0 || !titled.get() on:click=does(move |_| add.run(()))>{live(button)}</button></p>
    }
}

fn rows(table: StoredValue<table::Table>, headings: bool, width: usize) -> Vec<AnyView> {
    table.with_value(|table| {
        let rows = table.rows.iter().skip(usize::from(headings)).take(SHOWN);
        let cells = |row: &table::Row| {
            let cells = (0..width).map(|index| view! { <td><bdi>{row.cell(index).to_owned()}</bdi></td> });
            cells.pieces()
        };
        rows.map(|row| view! { <tr>{cells(row)}</tr> }).pieces()
    })
}

/// What one column is.
#[component]
fn Meaning(mapping: RwSignal<Mapping>, index: usize) -> impl IntoView {
    let chosen = move || {
        let column = mapping.with(|mapping| mapping.columns.get(index).copied().flatten());
        column.map_or("", Column::key)
    };
    let choose = move |key: String| {
        let column = Column::ALL.into_iter().find(|column| column.key() == key);
        mapping.update(|mapping| {
            if let Some(place) = mapping.columns.get_mut(index) {
                *place = column;
            }
        });
    };
    let options = Column::ALL.map(|column| {
        let selected = move || chosen() == column.key();
        view! { <option value=column.key() prop:selected=selected>{column.title()}</option> }
    });
    view! {
        <select aria-label=format!("What is column {}?", index + 1) on:change=does(move |event| choose(event_target_value(&event)))>
            <option value="" prop:selected=move || chosen().is_empty()>"not used"</option>
            {options.pieces()}
        </select>
    }
}
