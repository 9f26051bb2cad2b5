//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Person(entry: u32) -> impl IntoView {
    view! { <h1>{entry}</h1> }
}
