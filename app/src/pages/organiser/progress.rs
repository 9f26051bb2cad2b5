//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Progress() -> impl IntoView {
    view! { <h1>"Progress"</h1> }
}
