//! The draw as pictures, a part of its own: what it shows is in [`crate::pages::pictures`].

use std::sync::Arc;

use leptos::prelude::*;
use turnwise_shared::replay::Replay;

use super::super::desk::desk;
use crate::live::Piece;
use crate::live::signals::StoredValue;
use crate::pages::pictures::pictures;
use crate::state::event::Event;

/// The draw that is shown, for the pictures: they are a part of their own, which finds it in its context.
#[derive(Clone, Copy)]
struct Shown(StoredValue<Option<Arc<Replay>>>);

/// Has this draw shown; none if it could not be repeated.
pub fn provide(replay: Option<Arc<Replay>>) {
    provide_context(Shown(StoredValue::new(replay)));
}

/// The pictures of the draw that is shown.
#[component]
pub fn Pictures() -> impl IntoView {
    let catalogue = desk().event.with_untracked(Event::catalogue);
    let shown = use_context::<Shown>();
    let shown = shown.and_then(|Shown(replay)| {
        replay.with_value(|replay| replay.as_deref().map(|replay| pictures(replay, &catalogue)))
    });
    shown.piece()
}
