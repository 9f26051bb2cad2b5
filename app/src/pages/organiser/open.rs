//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Open() -> impl IntoView {
    view! { <h1>"Open"</h1> }
}
