//! The whole draw as pictures: they come when somebody opens them.

use leptos::prelude::*;

use super::super::visit::visit;
use crate::pages::pictures::pictures;

/// The pictures of the draw that is shown.
#[component]
pub fn Pictures() -> impl IntoView {
    let drawn = visit().drawn.get_value();
    drawn
        .repeated
        .map(|(_, published)| pictures(&published.replay, &published.catalogue))
}
