//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Close() -> impl IntoView {
    view! { <h1>"Close"</h1> }
}
