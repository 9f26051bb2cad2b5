//! The list of links on paper: name, class, number, code and link, for those who are shown.

use leptos::prelude::*;

use super::super::desk::desk;
use super::{Showing, said};
use crate::live::{Pieces, live};
use crate::state::letters::Letter;

/// Everyone who is shown, for print alone.
#[component]
pub fn PaperList(showing: Showing) -> impl IntoView {
    let desk = desk();
    let title = move || desk.event.with(|event| event.details.title.clone());
    let row = |letter: Letter| {
        view! {
            <tr>
                <th scope="row"><bdi>{letter.name}</bdi></th>
                <td><bdi>{letter.class}</bdi></td>
                <td>{letter.entry}</td>
                <td><code>{letter.code}</code></td>
                <td><code>{letter.link}</code></td>
            </tr>
        }
    };
    view! {
        <section class="only-print paper-list">
            <h2><bdi>{live(title)}</bdi></h2>
            {live(move || desk.event.with(|event| said(event).decides).map(|decides| view! { <p>{decides}</p> }))}
            <table>
                <thead><tr>
                    <th scope="col">"Name"</th><th scope="col">"Class"</th><th scope="col">"Number"</th>
                    <th scope="col">"Code"</th><th scope="col">"Link"</th>
                </tr></thead>
                <tbody>{live(move || showing.letters.get().into_iter().map(row).pieces())}</tbody>
            </table>
        </section>
    }
}
