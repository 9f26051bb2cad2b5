//! Text that people typed, with its line breaks, and apart from the direction of what stands around it.

use leptos::prelude::*;

use crate::live::Pieces;

/// One paragraph per line.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
pub fn Lines(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| view! { <p><bdi>{line.to_owned()}</bdi></p> });
    lines.pieces()
}
