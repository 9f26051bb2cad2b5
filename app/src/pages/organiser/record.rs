//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Record() -> impl IntoView {
    view! { <h1>"Record"</h1> }
}
