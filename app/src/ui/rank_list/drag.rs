//! Dragging one row of a list: where the pointer is, where the row would land, how far the others make room.
//! Near the upper and lower edge of the window, the page scrolls along.

use leptos::ev::PointerEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::Desk;

/// How close to an edge the page begins to scroll, in pixels.
const EDGE: f64 = 72.0;
/// How far it scrolls with every frame at most.
const PACE: f64 = 12.0;

/// A row that is being dragged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drag {
    /// Which row.
    pub(super) key: u32,
    pointer: i32,
    from: usize,
    /// Top and bottom of every row as the drag began, from the top of the document.
    rows: Vec<(f64, f64)>,
    /// Where the pointer was, from the top of the document.
    start: f64,
    /// Where it was in the window then, and where it is now.
    pressed: f64,
    at: f64,
    /// How far it has come.
    by: f64,
}

impl Drag {
    /// Where the row would land: it passes another when it covers more than half of it.
    fn landing(&self) -> usize {
        let Some(&(top, bottom)) = self.rows.get(self.from) else {
            return self.from;
        };
        let (top, bottom) = (top + self.by, bottom + self.by);
        let middle = |row: &(f64, f64)| f64::midpoint(row.0, row.1);
        let above = self.rows[..self.from].iter().filter(|row| middle(row) > top).count();
        let below = self.rows[self.from + 1..]
            .iter()
            .filter(|row| middle(row) < bottom)
            .count();
        self.from + below - above
    }

    /// How far the row at this index is shown from its place, in whole pixels.
    #[expect(clippy::cast_possible_truncation, reason = "no page is that long")]
    pub(super) fn shift(&self, index: usize) -> i32 {
        let to = self.landing();
        let shift = if index == self.from {
            self.by
        } else if (to..self.from).contains(&index) {
            self.room()
        } else if (self.from + 1..=to).contains(&index) {
            -self.room()
        } else {
            0.0
        };
        shift.round_ties_even() as i32
    }

    /// The height of the dragged row with the gap to the next.
    fn room(&self) -> f64 {
        let Some(&(top, bottom)) = self.rows.get(self.from) else {
            return 0.0;
        };
        let gap = match self.rows.as_slice() {
            [first, second, ..] => second.0 - first.1,
            _ => 0.0,
        };
        bottom - top + gap
    }
}

/// The handle was pressed.
pub(super) fn begin(desk: Desk, key: u32, event: &PointerEvent) {
    if event.button() != 0 || desk.drag.with_untracked(Option::is_some) {
        return;
    }
    let Some(handle) = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let rows = measure(&desk.element("list", 0));
    let from = untrack(|| desk.index(key));
    if from >= rows.len() {
        return;
    }
    event.prevent_default();
    // Without capture, the drag ends where the pointer leaves the handle.
    let _ = handle.set_pointer_capture(event.pointer_id());
    if let Some(handle) = handle.dyn_ref::<web_sys::HtmlElement>() {
        let _ = handle.focus();
    }
    let at = f64::from(event.client_y());
    desk.lifted.set(None);
    desk.drag.set(Some(Drag {
        key,
        pointer: event.pointer_id(),
        from,
        rows,
        start: at + scrolled(),
        pressed: at,
        at,
        by: 0.0,
    }));
    scroll_along(desk);
}

/// The pointer moved.
pub(super) fn follow(desk: Desk, event: &PointerEvent) {
    let at = f64::from(event.client_y());
    if desk
        .drag
        .with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.pointer == event.pointer_id()))
    {
        to(desk, at);
    }
}

/// The handle was let go.
pub(super) fn end(desk: Desk, event: &PointerEvent) {
    let Some(drag) = desk
        .drag
        .get_untracked()
        .filter(|drag| drag.pointer == event.pointer_id())
    else {
        return;
    };
    desk.drag.set(None);
    desk.put(drag.key, drag.landing());
    desk.focus("handle", drag.key);
}

/// The browser took the pointer away: everything stays as it was.
pub(super) fn cancel(desk: Desk) {
    desk.drag.set(None);
}

fn to(desk: Desk, at: f64) {
    desk.drag.update(|drag| {
        if let Some(drag) = drag {
            drag.at = at;
            drag.by = at + scrolled() - drag.start;
        }
    });
}

/// Every frame while something is dragged: near an edge, a step further.
fn scroll_along(desk: Desk) {
    request_animation_frame(move || {
        let pointer = desk
            .drag
            .try_with_untracked(|drag| drag.as_ref().map(|drag| (drag.pressed, drag.at)));
        let Some(Some((pressed, at))) = pointer else {
            return;
        };
        let height = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or(0.0);
        let step = pace(pressed, at, height);
        if step != 0.0 {
            window().scroll_by_with_x_and_y(0.0, step);
            to(desk, at);
        }
        scroll_along(desk);
    });
}

/// How far to scroll for a pointer at this height of a window: faster, the nearer to the edge. A row that was
/// grasped near an edge waits until it is pulled towards it.
fn pace(pressed: f64, at: f64, height: f64) -> f64 {
    let into = |distance: f64| ((EDGE - distance) / EDGE).clamp(0.0, 1.0) * PACE;
    if at > pressed {
        into(height - at)
    } else if at < pressed {
        -into(at)
    } else {
        0.0
    }
}

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

fn measure(list: &str) -> Vec<(f64, f64)> {
    let Some(list) = document().get_element_by_id(list) else {
        return Vec::new();
    };
    let children = list.children();
    let rows = (0..children.length()).filter_map(|at| children.item(at));
    rows.map(|row| {
        let rect = row.get_bounding_client_rect();
        (rect.top() + scrolled(), rect.bottom() + scrolled())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four rows of 50 pixels with gaps of 10.
    fn drag(from: usize, by: f64) -> Drag {
        Drag {
            key: 7,
            pointer: 1,
            from,
            rows: vec![(0.0, 50.0), (60.0, 110.0), (120.0, 170.0), (180.0, 230.0)],
            start: 0.0,
            pressed: 0.0,
            at: 0.0,
            by,
        }
    }

    #[test]
    fn a_row_lands_past_those_it_covers_by_half() {
        let cases = [
            (0, 0.0, 0),
            (0, 30.0, 0),
            (0, 40.0, 1),
            (0, 500.0, 3),
            (3, -34.0, 3),
            (3, -36.0, 2),
            (3, -500.0, 0),
            (1, -40.0, 0),
            (1, 100.0, 3),
        ];
        for (from, by, to) in cases {
            assert_eq!(drag(from, by).landing(), to, "from {from} by {by}");
        }
    }

    #[test]
    fn the_others_make_room_and_no_more() {
        let shifts = |from, by| (0..4).map(|row| drag(from, by).shift(row)).collect::<Vec<_>>();
        assert_eq!(shifts(0, 100.0), [100, -60, -60, 0]);
        assert_eq!(shifts(3, -100.0), [0, 60, 60, -100]);
        assert_eq!(shifts(2, 1.0), [0, 0, 1, 0]);
    }

    #[test]
    fn the_page_scrolls_near_its_edges_only() {
        let still = |pressed, at| pace(pressed, at, 800.0).abs() < f64::EPSILON;
        assert!(still(300.0, 400.0) && still(300.0, 200.0) && still(5.0, 5.0) && still(5.0, 20.0));
        assert!(pace(300.0, 5.0, 800.0) < -10.0 && pace(300.0, 795.0, 800.0) > 10.0);
        assert!(pace(300.0, -50.0, 800.0) >= -PACE);
    }
}
