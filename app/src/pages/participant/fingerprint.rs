//! The fingerprint everyone taking part compares: that of the record which fixed the lists, as the organiser's
//! page shows it.

use leptos::prelude::*;

/// The fingerprint, in groups of four, and what it is for.
#[component]
pub(super) fn Fingerprint(fingerprint: String) -> impl IntoView {
    let mut groups = Vec::new();
    let mut rest = fingerprint;
    while !rest.is_empty() {
        let later = rest.split_off(rest.floor_char_boundary(4));
        groups.push(view! { <li>{rest}</li> });
        rest = later;
    }
    view! {
        <section class="sheet stack">
            <h2>"Fingerprint"</h2>
            <ol class="fingerprint">{groups}</ol>
            <p class="quiet">
                "It stands for the rules, the texts, the people and every list as they were when choosing ended. Everyone taking \
                 part and the organiser see the same one: compare it with somebody else’s. If a single choice were changed \
                 later, it would be another."
            </p>
        </section>
    }
}
