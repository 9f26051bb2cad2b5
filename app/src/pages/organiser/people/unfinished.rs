//! What was typed and not added yet: kept with the tab, so that looking at another screen loses nothing.

use super::super::desk::Desk;
use crate::live::effect;
use crate::live::signals::RwSignal;
use crate::storage::Shelf;

/// A text that survives leaving the screen and reloading the page.
pub(super) fn kept(desk: Desk, what: &str) -> RwSignal<String> {
    let id = desk.event.with_untracked(|event| event.id);
    let key = format!("people/{id}/{what}");
    let text = RwSignal::new(Shelf::Tab.get(&key).unwrap_or_default());
    effect(move || {
        text.with(|text| {
            if text.is_empty() {
                Shelf::Tab.forget(&key);
            } else {
                // A tab that cannot keep it remembers it until it is reloaded.
                let _ = Shelf::Tab.put(&key, text);
            }
        });
    });
    text
}
