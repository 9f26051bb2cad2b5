//! The lot: a slip with a number. The one object that is the same on every screen and in print.

use leptos::prelude::*;

use crate::live::signals::Signal;

/// A slip with this number.
#[component]
pub fn Lot(
    /// The number on it.
    number: u32,
    /// Whether it stands by itself, as on a first screen.
    #[prop(optional)]
    large: bool,
    /// Whether it is the one the reader is looking for.
    #[prop(optional, into)]
    current: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class="lot" data-size=large.then_some("large") data-current=move || current.get().then_some("")>{number}</span>
    }
}
