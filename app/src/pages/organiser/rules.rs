//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Rules() -> impl IntoView {
    view! { <h1>"Rules"</h1> }
}
