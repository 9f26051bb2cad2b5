//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn People() -> impl IntoView {
    view! { <h1>"People"</h1> }
}
