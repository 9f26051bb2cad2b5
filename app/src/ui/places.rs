//! Places as squares in tens, above forty as a bar; what is left always stands beside them in words.

use leptos::prelude::*;

use crate::live::Pieces;

/// The most places shown one by one.
const SQUARES: u32 = 40;
const ROW: usize = 10;

/// How many of the places are taken.
#[component]
pub fn Places(
    /// All of them.
    capacity: u32,
    /// Those taken.
    taken: u32,
    /// Whether the last one taken is the reader's.
    #[prop(optional)]
    yours: bool,
) -> impl IntoView {
    let taken = taken.min(capacity);
    let words = if taken == 0 {
        format!("{capacity} places")
    } else {
        format!("{} of {capacity} left", capacity - taken)
    };
    let squares = if capacity <= SQUARES {
        let states: Vec<&'static str> = (0..capacity).map(|place| state(place, taken, yours)).collect();
        let tens = states.chunks(ROW).map(|ten| {
            let seats = ten
                .iter()
                .map(|state| view! { <span class="seat" data-state=*state></span> });
            view! { <span class="ten">{seats.pieces()}</span> }
        });
        view! { <span class="seats" aria-hidden="true">{tens.pieces()}</span> }.into_any()
    } else {
        view! { <meter min="0" max=capacity.to_string() value=taken.to_string() aria-hidden="true"></meter> }.into_any()
    };
    view! { <span class="places">{squares}<span class="left">{words}</span></span> }
}

fn state(place: u32, taken: u32, yours: bool) -> &'static str {
    match (place < taken, yours && place + 1 == taken) {
        (_, true) => "yours",
        (true, false) => "taken",
        (false, false) => "free",
    }
}

#[cfg(test)]
mod tests {
    use super::state;

    #[test]
    fn the_last_taken_place_may_be_yours() {
        let row: Vec<&str> = (0..4).map(|place| state(place, 2, true)).collect();
        assert_eq!(row, ["taken", "yours", "free", "free"]);
        assert_eq!(state(0, 0, true), "free");
    }
}
