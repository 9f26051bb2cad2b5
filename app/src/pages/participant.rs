//! To come.

use leptos::prelude::*;
use turnwise_shared::hash::LotteryId;

/// To come.
#[component]
pub fn Participant(id: LotteryId) -> impl IntoView {
    view! { <main class="page"><h1>{id.to_string()}</h1></main> }
}
