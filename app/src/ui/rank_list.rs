//! A list that is put in order by dragging a handle, by buttons or by keys. It knows nothing of what stands
//! in its rows: they are numbers here, drawn by whoever uses it.
//!
//! Dragging is by the handle alone, so that a finger anywhere else scrolls the page. With the keyboard, Space
//! or Enter on a handle lifts the row, the arrows move it, Space or Enter drops it, Escape puts it back; Alt
//! and an arrow moves it at once. Every move is told in a live region. What is dragged is in [`drag`].

mod drag;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::ordinal::ordinal;
use drag::Drag;

use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, Signal, StoredValue};
use crate::live::{For, does, live, memo};

/// What one row is called and shows.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The keys, first row first.
    pub order: Signal<Vec<u32>>,
    /// What a row is called, for buttons and announcements.
    pub name: Callback<u32, String>,
    /// What stands in a row.
    pub words: Callback<u32, AnyView>,
    /// Told about every new order.
    pub on_order: Callback<Vec<u32>>,
    /// Told when a row is to be taken out.
    pub on_remove: Callback<u32>,
}

/// Everything the rows share.
#[derive(Clone, Copy)]
struct Desk {
    rows: Rows,
    /// Names this list's elements apart from another's.
    id: StoredValue<String>,
    /// The row lifted by keys, and the order to put back.
    lifted: RwSignal<Option<(u32, Vec<u32>)>>,
    /// The row being dragged.
    drag: RwSignal<Option<Drag>>,
    /// The last move, in words.
    said: RwSignal<String>,
}

/// The list.
#[component]
pub fn RankList(
    /// Its rows.
    rows: Rows,
    /// What it is called.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let desk = Desk {
        rows,
        id: StoredValue::new(super::fresh_id("rank")),
        lifted: RwSignal::new(None),
        drag: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let help = desk.element("help", 0);
    view! {
        <p id=help class="hint">
            "Drag a row by its handle, or use the arrows. With a keyboard: Space on a handle lifts the row, arrow keys \
             move it, Enter drops it, Escape puts it back."
        </p>
        <ol class="rank-list" id=desk.element("list", 0) aria-label=label data-moving=move || desk.drag.with(Option::is_some).then_some("")>
            <For each=move || rows.order.get() key=|key| *key let:key>
                <Row desk key/>
            </For>
        </ol>
        <p class="visually-hidden" role="status" aria-live="assertive">{live(move || desk.said.get())}</p>
    }
}

#[component]
fn Row(desk: Desk, key: u32) -> impl IntoView {
    let Rows {
        order,
        name,
        words,
        on_remove,
        ..
    } = desk.rows;
    let stand = memo(move || (desk.index(key), order.with(Vec::len)));
    let place = move || stand.get().0;
    let last = move || place() + 1 >= stand.get().1;
    let spoken = move || name.run(key);
    let lifted = move || desk.is_lifted(key).then_some("");
    let shift = move || {
        desk.drag
            .with(|drag| drag.as_ref().map_or(0, |drag| drag.shift(place())))
            .to_string()
    };
    view! {
        <li data-lifted=lifted style:--shift=shift>
            <button type="button" class="handle" id=desk.element("handle", key) aria-describedby=desk.element("help", 0)
                aria-label=move || format!("Move {}, {} of {}", spoken(), ordinal(count(place() + 1)), stand.get().1)
                aria-pressed=move || if desk.is_lifted(key) { "true" } else { "false" }
                on:keydown=does(move |event| desk.key(key, &event))
                on:blur=does(move |_| desk.left(key))
                on:pointerdown=does(move |event| drag::begin(desk, key, &event))
                on:pointermove=does(move |event| drag::follow(desk, &event))
                on:pointerup=does(move |event| drag::end(desk, &event))
                on:pointercancel=does(move |_| drag::cancel(desk))></button>
            <span class="place">{live(move || ordinal(count(place() + 1)))}</span>
            <div class="words">{words.run(key)}</div>
            <div class="keys">
                <button type="button" id=desk.element("up", key) aria-label=move || format!("{} up", spoken())
                    aria-disabled=move || (place() == 0).to_string()
                    on:click=does(move |_| desk.step(key, -1, "up"))>"↑"</button>
                <button type="button" id=desk.element("down", key) aria-label=move || format!("{} down", spoken())
                    aria-disabled=move || last().to_string()
                    on:click=does(move |_| desk.step(key, 1, "down"))>"↓"</button>
                <button type="button" id=desk.element("remove", key) aria-label=move || format!("Take {} off the list", spoken())
                    on:click=does(move |_| { desk.after_removal(key); on_remove.run(key); })>"×"</button>
            </div>
        </li>
    }
}

impl Desk {
    fn element(self, kind: &str, key: u32) -> String {
        self.id.with_value(|id| format!("{id}-{kind}-{key}"))
    }

    fn index(self, key: u32) -> usize {
        self.rows
            .order
            .with(|order| order.iter().position(|other| *other == key).unwrap_or(0))
    }

    fn is_lifted(self, key: u32) -> bool {
        self.lifted
            .with(|lifted| lifted.as_ref().is_some_and(|(row, _)| *row == key))
            || self.drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.key == key))
    }

    /// Puts a row at an index, if it is not there already, and says so.
    fn put(self, key: u32, to: usize) {
        let order = self.rows.order.get_untracked();
        let moved = moved(&order, key, to);
        if moved != order {
            self.rows.on_order.run(moved);
        }
        self.say(key, "");
    }

    fn say(self, key: u32, how: &str) {
        self.say_more(key, how, "");
    }

    fn say_more(self, key: u32, how: &str, more: &str) {
        let (place, all) = (self.index(key) + 1, self.rows.order.with_untracked(Vec::len));
        let name = self.rows.name.run(key);
        self.said
            .set(format!("{name}{how}: {} of {all}.{more}", ordinal(count(place))));
    }

    fn step(self, key: u32, by: isize, button: &'static str) {
        let to = untrack(|| self.index(key)).saturating_add_signed(by);
        self.put(key, to);
        self.focus(button, key);
    }

    fn key(self, key: u32, event: &KeyboardEvent) {
        let lifted = self.lifted.with_untracked(Option::is_some);
        match event.key().as_str() {
            "ArrowUp" if lifted || event.alt_key() => self.step(key, -1, "handle"),
            "ArrowDown" if lifted || event.alt_key() => self.step(key, 1, "handle"),
            "Home" if lifted => self.jump(key, 0),
            "End" if lifted => self.jump(key, usize::MAX),
            " " | "Enter" if lifted => self.drop_lifted(key),
            " " | "Enter" => {
                self.lifted.set(Some((key, self.rows.order.get_untracked())));
                self.say_more(
                    key,
                    " lifted",
                    " Arrow keys move it, Enter drops it, Escape puts it back.",
                );
            }
            "Escape" if lifted => self.put_back(key),
            "Escape" if self.drag.with_untracked(Option::is_some) => drag::cancel(self),
            _ => return,
        }
        event.prevent_default();
    }

    fn jump(self, key: u32, to: usize) {
        self.put(key, to);
        self.focus("handle", key);
    }

    fn drop_lifted(self, key: u32) {
        self.lifted.set(None);
        self.say(key, " dropped");
    }

    fn put_back(self, key: u32) {
        let Some((_, order)) = self.lifted.get_untracked() else {
            return;
        };
        self.lifted.set(None);
        if order != self.rows.order.get_untracked() {
            self.rows.on_order.run(order);
        }
        self.say(key, " put back");
        self.focus("handle", key);
    }

    /// Focus went elsewhere: a lifted row stays where it is. A row that moves in the document loses focus for
    /// a moment and gets it back, so this looks again a frame later.
    fn left(self, key: u32) {
        if self.lifted.with_untracked(Option::is_none) {
            return;
        }
        let handle = self.element("handle", key);
        request_animation_frame(move || {
            let active = document().active_element().map(|element| element.id());
            if active.as_deref() != Some(handle.as_str()) {
                // The list may be gone by now.
                let _ = self.lifted.try_set(None);
            }
        });
    }

    /// Focus goes to the row that takes the place of a removed one.
    fn after_removal(self, key: u32) {
        let order = self.rows.order.get_untracked();
        let at = order.iter().position(|other| *other == key).unwrap_or(0);
        let next = order
            .get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|before| order.get(before)));
        if let Some(next) = next {
            self.focus("remove", *next);
        }
        self.lifted.set(None);
        self.said.set(format!("{} is off the list.", self.rows.name.run(key)));
    }

    fn focus(self, kind: &str, key: u32) {
        let id = self.element(kind, key);
        request_animation_frame(move || {
            let element = document().get_element_by_id(&id);
            if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                // What cannot take focus leaves it where it was.
                let _ = element.focus();
            }
        });
    }
}

/// The order with this key at that index, or at the end.
fn moved(order: &[u32], key: u32, to: usize) -> Vec<u32> {
    let mut rest: Vec<u32> = order.iter().copied().filter(|other| *other != key).collect();
    rest.insert(to.min(rest.len()), key);
    rest
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_row_moves_to_its_new_place_and_the_others_keep_their_order() {
        let cases: [(u32, usize, &[u32]); 5] = [
            (1, 0, &[1, 2, 3, 4]),
            (4, 0, &[4, 1, 2, 3]),
            (1, 2, &[2, 3, 1, 4]),
            (2, 99, &[1, 3, 4, 2]),
            (3, 2, &[1, 2, 3, 4]),
        ];
        for (key, to, order) in cases {
            assert_eq!(moved(&[1, 2, 3, 4], key, to), order, "{key} to {to}");
        }
    }
}
