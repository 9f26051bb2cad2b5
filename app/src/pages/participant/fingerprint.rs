//! The fingerprint everyone taking part compares: that of the record which fixed the lists, as the organiser's
//! page shows it.

use leptos::prelude::*;

/// The fingerprint, in groups of four, and what it is for.
#[component]
pub(super) fn Fingerprint(fingerprint: String) -> impl IntoView {
    let digits: Vec<char> = fingerprint.chars().collect();
    let groups = digits.chunks(4).map(|group| group.iter().collect::<String>());
    let groups = groups.map(|group| view! { <li>{group}</li> });
    view! {
        <section class="sheet stack">
            <h2>"Fingerprint"</h2>
            <ol class="fingerprint">{groups.collect_view()}</ol>
            <p class="quiet">
                "It stands for the rules, the texts, the people and every list as they were when choosing ended. Everyone taking \
                 part and the organiser see the same one: compare it with somebody else’s. If a single choice were changed \
                 later, it would be another."
            </p>
        </section>
    }
}
