//! One cell of the table: a field that keeps what was typed when it is left, says what is wrong with it, goes
//! up and down by keys, and lets a pasted block spread.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::super::desk::focus;
use super::board::{Board, later};
use crate::live::signals::Memo;
use crate::live::{Piece, does, live, memo};
use crate::state::activities::row::{Column, Row};

/// The id of a cell's field.
pub fn id(row: usize, column: Column) -> String {
    format!("{}-{}", column.key(), row + 1)
}

/// One cell.
#[component]
pub fn Cell(board: Board, index: usize, column: Column, row: Memo<Row>) -> impl IntoView {
    let value = move || row.with(|row| row.cell(column).to_owned());
    let fault = memo(move || board.problems.with(|problems| problems.get(&(index, column)).cloned()));
    let invalid = move || {
        fault.with(|fault| {
            fault
                .as_ref()
                .is_some_and(|fault| !fault.is_for_later())
                .then_some("true")
        })
    };
    let disabled = move || board.frozen.get().is_fast();
    let change = move |event: ev::Event| {
        let text = event_target_value(&event);
        show(&event, &board.write(index, column, &text));
    };
    let keys = move |event: ev::KeyboardEvent| go(board, index, column, &event);
    let paste = move |event: ev::ClipboardEvent| spread(board, index, column, &event);
    let problem = format!("{}-problem", id(index, column));
    let label = format!("{}, activity {}", column.title(), index + 1);
    let field = if column == Column::Details {
        view! {
            <textarea id=id(index, column) rows="1" aria-label=label aria-describedby=problem.clone() aria-invalid=invalid
                disabled=disabled maxlength=column.longest().to_string() prop:value=value on:change=does(change) on:paste=does(paste)></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=id(index, column) type="text" autocomplete="off" aria-label=label aria-describedby=problem.clone()
                aria-invalid=invalid disabled=disabled inputmode=keyboard(column) placeholder=placeholder(column)
                enterkeyhint="next" maxlength=column.longest().to_string() prop:value=value
                on:change=does(change) on:keydown=does(keys) on:paste=does(paste)/>
        }
        .into_any()
    };
    view! {
        <td data-head=column.title() data-column=column.key()>
            {field}
            {live(move || fault.get().map(|fault| {
                let class = if fault.is_for_later() { "hint" } else { "problem" };
                let meant = move |_| board.desk.change(|event| event.activities.mean_zero(index));
                view! {
                    <p id=problem.clone() class=class><bdi>{fault.sentence()}</bdi></p>
                    {fault.is_question().then(|| view! {
                        <button type="button" disabled=disabled on:click=does(meant)>"Yes, 0 places"</button>
                    }).piece()}
                }
            }))}
        </td>
    }
}

fn keyboard(column: Column) -> Option<&'static str> {
    matches!(column, Column::Places | Column::Minimum).then_some("numeric")
}

fn placeholder(column: Column) -> Option<&'static str> {
    match column {
        Column::Classes => Some("everyone"),
        Column::Minimum => Some("none"),
        _ => None,
    }
}

/// Shows a text in the field as it was kept: tidied, it may differ from what was typed without the table
/// having changed.
fn show(event: &ev::Event, kept: &str) {
    let Some(target) = event.target() else { return };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.set_value(kept);
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(kept);
    }
}

/// Enter and the arrows go to the next row or the one before; Enter in the last row begins a new one.
fn go(board: Board, index: usize, column: Column, event: &ev::KeyboardEvent) {
    // Enter that ends the writing of a character is not meant for the table.
    if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let up = event.key() == "ArrowUp" || (event.key() == "Enter" && event.shift_key());
    let down = event.key() == "ArrowDown" || (event.key() == "Enter" && !event.shift_key());
    if !up && !down {
        return;
    }
    event.prevent_default();
    board.write(index, column, &event_target_value(event));
    let last = index + 1 == board.length.get_untracked();
    let to = match (up, last) {
        (true, _) => index.checked_sub(1),
        (false, false) => Some(index + 1),
        (false, true) if event.key() == "Enter" => Some(board.add()),
        (false, true) => None,
    };
    if let Some(to) = to {
        let column = if to > index && last { Column::Title } else { column };
        later(move || focus(&id(to, column)));
    }
}

fn spread(board: Board, index: usize, column: Column, event: &ev::ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let Some(text) = text else { return };
    if board.paste(|activities| activities.spread(index, column, &text)) {
        event.prevent_default();
    }
}
