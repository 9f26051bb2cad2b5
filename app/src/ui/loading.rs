//! Something is under way and takes a moment.

use leptos::prelude::*;

/// Says what is being waited for.
#[component]
pub fn Loading(
    /// "Fetching the result…"
    #[prop(into)]
    what: String,
) -> impl IntoView {
    view! { <p class="busy" role="status" aria-busy="true">{what}</p> }
}
