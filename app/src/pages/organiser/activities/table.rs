//! The rows: a table on a desk, one card per activity on a phone; adding, moving, removing, taking back.

use leptos::prelude::*;

use super::super::desk::focus;
use super::board::{Board, Step, later};
use super::cell::{self, Cell};
use crate::live::{For, Pieces, does, live};
use crate::state::activities::paste::Spread;
use crate::state::activities::row::Column;

/// The id of the table's heading, which takes the focus when rows were taken over.
pub const HEADING: &str = "activities-table";

/// The table.
#[component]
pub fn Table(board: Board) -> impl IntoView {
    let classes = move || {
        let classes = board.desk.event.with(|event| event.roster.classes().join(", "));
        (!classes.is_empty()).then(|| view! { <span>" Classes: " <bdi>{classes}</bdi> "."</span> })
    };
    let add = move |_| {
        let row = board.add();
        later(move || focus(&cell::id(row, Column::Title)));
    };
    view! {
        <section class="stack" aria-labelledby=HEADING>
            <h2 id=HEADING class="visually-hidden" tabindex="-1">"The activities"</h2>
            <p class="hint">
                "Put ; between several times and , between several classes. Activities with the same time cannot both be had; \
                 times are the same only if they are written the same." {classes}
            </p>
            <div class="scroll">
                <table class="cells activities">
                    <thead>
                        <tr>
                            <th scope="col">"No."</th>
                            {Column::ALL.map(|column| view! {
                                <th scope="col" data-column=column.key()>{column.title()}</th>
                            }).pieces()}
                            <th scope="col"><span class="visually-hidden">"Move or remove"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || 0..board.length.get() key=|index| *index
                            children=move |index| view! { <Line board index/> }/>
                    </tbody>
                </table>
            </div>
            <Undo board/>
            <p>
                <button type="button" disabled=move || board.frozen.get().is_fast() on:click=does(add)>"Add an activity"</button>
            </p>
            <p class="visually-hidden" role="status">{live(move || board.said.get())}</p>
        </section>
    }
}

#[component]
fn Line(board: Board, index: usize) -> impl IntoView {
    let row = board.row(index);
    let number = index + 1;
    view! {
        <tr>
            <th scope="row" class="nr"><span class="visually-hidden">"Activity "</span>{number}</th>
            {Column::ALL.map(|column| view! { <Cell board index column row/> }).pieces()}
            <td class="keys">
                {live(move || board.movable(index).then(|| view! { <Keys board index/> }))}
            </td>
        </tr>
    }
}

#[component]
fn Keys(board: Board, index: usize) -> impl IntoView {
    let number = index + 1;
    let last = move || index + 1 >= board.length.get();
    let first = move || index == 0 || !board.movable(index - 1);
    let shift = move |to: Option<usize>, key: &'static str| {
        let Some(to) = to else { return };
        board.shift(index, to);
        later(move || focus(&format!("{key}-{}", to + 1)));
    };
    let up = move |_| shift((!untrack(first)).then(|| index - 1), "up");
    let down = move |_| shift((!untrack(last)).then_some(index + 1), "down");
    let remove = move |_| {
        board.remove(index);
        let back = untrack(|| board.latest().is_some());
        later(move || {
            let title = || cell::id(index.saturating_sub(1), Column::Title);
            focus(&if back { "take-back".to_owned() } else { title() });
        });
    };
    view! {
        <div class="cluster">
            <button type="button" id=format!("up-{number}") aria-label=format!("Move activity {number} up")
                aria-disabled=move || first().to_string() on:click=does(up)>"↑"</button>
            <button type="button" id=format!("down-{number}") aria-label=format!("Move activity {number} down")
                aria-disabled=move || last().to_string() on:click=does(down)>"↓"</button>
            <button type="button" aria-label=format!("Remove activity {number}") on:click=does(remove)>"✕"</button>
        </div>
    }
}

/// What was done last, and the way back.
#[component]
pub fn Undo(board: Board) -> impl IntoView {
    let told = move |step: Step| match step {
        Step::Removed(removed) => match removed.row.title.as_str() {
            "" => "An activity without a title was removed.".to_owned(),
            title => format!("“{title}” was removed."),
        },
        Step::Pasted { spread, .. } => pasted(spread),
    };
    view! {
        <div class="undo" role="status">
            {live(move || board.latest().map(|step| view! {
                <span><bdi>{told(step)}</bdi></span>
                <button type="button" id="take-back" on:click=does(move |_| board.take_back())>"Undo"</button>
            }))}
        </div>
    }
}

fn pasted(spread: Spread) -> String {
    let rows = match spread.rows {
        1 => "1 row was taken over.".to_owned(),
        rows => format!("{rows} rows were taken over."),
    };
    match spread.left_out {
        0 => rows,
        1 => format!("{rows} 1 more did not fit: a draw has room for 1,000 activities."),
        more => format!("{rows} {more} more did not fit: a draw has room for 1,000 activities."),
    }
}
