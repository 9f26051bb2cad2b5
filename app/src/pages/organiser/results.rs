//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Results() -> impl IntoView {
    view! { <h1>"Results"</h1> }
}
