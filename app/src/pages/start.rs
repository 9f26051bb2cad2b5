//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Start() -> impl IntoView {
    view! { <main class="page"><h1>"Turnwise"</h1></main> }
}
