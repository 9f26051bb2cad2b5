use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::Owner;

use super::*;

#[test]
fn a_value_is_read_set_and_changed_in_place() {
    Owner::new().with(|| {
        let words = RwSignal::new(vec!["one"]);
        words.update(|words| words.push("two"));
        assert_eq!(words.with_untracked(Vec::len), 2);
        assert_eq!(words.try_update(Vec::pop), Some(Some("two")));
        assert_eq!(words.try_set(vec!["three"]), None);
        assert_eq!(words.get_untracked(), ["three"]);
        let read: Signal<Vec<&str>> = words.into();
        assert_eq!(read.get_untracked(), ["three"]);

        let kept = StoredValue::new(1_u32);
        kept.update_value(|kept| *kept += 1);
        assert_eq!(kept.get_value(), 2);
        kept.set_value(5);
        assert_eq!(kept.try_get_value(), Some(5));
    });
}

#[test]
fn a_signal_can_be_set_while_it_is_read() {
    Owner::new().with(|| {
        let number = RwSignal::new(1_u32);
        number.with_untracked(|before| number.set(before + 1));
        assert_eq!(number.get_untracked(), 2);
    });
}

#[test]
#[should_panic(expected = "not changed while it is read")]
fn a_signal_cannot_be_changed_in_place_while_it_is_read() {
    Owner::new().with(|| {
        let number = RwSignal::new(1_u32);
        number.with_untracked(|before| number.update(|number| *number += before));
    });
}

#[test]
fn a_memo_that_stays_equal_tells_nobody() {
    Owner::new().with(|| {
        let number = RwSignal::new(3_u32);
        let odd = Memo::new(move || number.get() % 2 == 1);
        let asked = Arc::new(AtomicU32::new(0));
        let told = Arc::clone(&asked);
        let word = Memo::new(move || {
            told.fetch_add(1, Ordering::Relaxed);
            if odd.get() { "odd" } else { "even" }
        });
        for (next, expected, times) in [(3, "odd", 1), (5, "odd", 1), (6, "even", 2), (8, "even", 2)] {
            number.set(next);
            assert_eq!(word.get_untracked(), expected);
            assert_eq!(asked.load(Ordering::Relaxed), times, "after {next}");
        }
    });
}

#[test]
fn what_is_gone_takes_and_gives_nothing() {
    let owner = Owner::new();
    let (number, memo, kept) = owner.with(|| {
        let number = RwSignal::new(1_u32);
        (number, Memo::new(move || number.get()), StoredValue::new(1_u32))
    });
    owner.cleanup();
    assert!(number.is_disposed());
    assert_eq!(number.try_set(2), Some(2));
    assert_eq!(number.try_update(|number| *number), None);
    assert_eq!(number.try_get_untracked(), None);
    assert_eq!(memo.try_get_untracked(), None);
    assert_eq!(kept.try_get_value(), None);
    // Neither of these does anything.
    number.set(3);
    kept.set_value(3);
}
