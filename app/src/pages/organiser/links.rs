//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Links() -> impl IntoView {
    view! { <h1>"Links"</h1> }
}
