//! The eight words, for whoever takes part: of the record that counts next, or of the draw that is shown. Found once,
//! and kept.

use leptos::prelude::*;
use turnwise_shared::draw::word_numbers;

use super::visit::{Visit, visit};
use crate::live::{live, memo};
use crate::moment;
use crate::pages::words::words;
use crate::state::fixing::{Fixing, fixing};
use crate::state::kept::Worded;

/// Of the record that counts next, as long as one does.
#[component]
pub fn Words() -> impl IntoView {
    let visit = visit();
    let fixing = memo(move || visit.opened.with(|opened| fixing(opened.lottery())));
    live(move || fixing.get().map(|fixing| shown(visit, &fixing)))
}

/// Of the draw that is shown.
#[component]
pub fn WordsOfDraw() -> impl IntoView {
    let visit = visit();
    let drawn = visit.drawn.get_value();
    drawn.repeated.map(|(_, published)| shown(visit, &published.fixing))
}

fn shown(visit: Visit, fixing: &Fixing) -> AnyView {
    let to_come = |at: &u64| *at > visit.clock.get_untracked();
    let until = fixing.moment().filter(to_come).map(moment::spoken);
    let title = visit.opened.with_untracked(|opened| opened.catalogue.title.clone());
    words(fixing, numbers(visit, fixing), &title, until.as_deref())
}

fn numbers(visit: Visit, fixing: &Fixing) -> [u16; 8] {
    let known = visit.kept.with_untracked(|kept| kept.words.clone());
    if let Some(known) = known.filter(|known| known.head == fixing.head) {
        return known.numbers;
    }
    let numbers = word_numbers(&fixing.head);
    let head = fixing.head;
    visit.keep(|kept| kept.words = Some(Worded { head, numbers }));
    numbers
}
