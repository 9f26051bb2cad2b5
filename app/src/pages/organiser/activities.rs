//! To come.

use leptos::prelude::*;

/// To come.
#[component]
pub fn Activities() -> impl IntoView {
    view! { <h1>"Activities"</h1> }
}
