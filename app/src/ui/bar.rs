//! Amounts as bars in a table: the words stand beside each bar, so that nothing hangs on length or colour.

use leptos::prelude::*;

use crate::live::signals::Signal;
use crate::live::{Pieces, live};

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// How much there is.
    pub amount: u32,
    /// How it is filled.
    pub fill: Fill,
    /// Where the mark stands, if there is one: what the amount is to be compared with.
    pub mark: Option<u32>,
    /// The same in words.
    pub words: String,
}

/// How a bar is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// All of it.
    Whole,
    /// So much of it; the rest is hatched.
    Part(u32),
    /// Nothing of it: an outline, for what is nothing.
    Empty,
}

/// The longest of all bars and marks, or the whole that they are shares of.
fn longest(bars: &[Bar], whole: u32) -> u32 {
    let longest = bars.iter().map(|bar| bar.amount.max(bar.mark.unwrap_or(0))).max();
    longest.unwrap_or(1).max(whole).max(1)
}

/// How long a bar is as a share of the longest, to three places.
fn share(amount: u32, longest: u32) -> String {
    let thousandths = u64::from(amount) * 1_000 / u64::from(longest);
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// Bars below each other, on one scale.
#[component]
pub fn Bars(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// What the first column names.
    #[prop(into)]
    subject: String,
    /// What the second column measures.
    #[prop(into)]
    measure: String,
    /// The bars.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
    /// How much would fill a whole line, if the bars are shares of something.
    #[prop(optional)]
    whole: u32,
) -> impl IntoView {
    let rows = move || {
        let bars = bars.get();
        let longest = longest(&bars, whole);
        let row = move |bar: Bar| {
            let length = share(bar.amount, longest);
            let (kind, filled) = match bar.fill {
                Fill::Part(filled) if filled < bar.amount => (Some("hatched"), Some(filled)),
                Fill::Whole | Fill::Part(_) => (None, None),
                Fill::Empty => (Some("empty"), None),
            };
            let filled = filled.map(|filled| {
                let length = share(filled, longest);
                view! { <span class="amount" style:--share=length></span> }
            });
            let mark = bar.mark.map(|mark| {
                let at = share(mark, longest);
                view! { <span class="mark" style:--at=at></span> }
            });
            view! {
                <tr>
                    <th scope="row"><bdi>{bar.label}</bdi></th>
                    <td class="figure">
                        <span class="track" aria-hidden="true">
                            <span class="amount" data-fill=kind style:--share=length></span>
                            {filled}
                            {mark}
                        </span>
                        <span class="words">{bar.words}</span>
                    </td>
                </tr>
            }
        };
        bars.into_iter().map(row).pieces()
    };
    view! {
        <table class="bars">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{subject}</th><th scope="col">{measure}</th></tr></thead>
            <tbody>{live(rows)}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_or_mark_sets_the_scale() {
        let bar = |amount, mark| Bar {
            label: String::new(),
            amount,
            fill: Fill::Whole,
            mark,
            words: String::new(),
        };
        assert_eq!(longest(&[bar(3, Some(14)), bar(9, None)], 0), 14);
        assert_eq!(longest(&[bar(3, None), bar(9, None)], 10), 10);
        assert_eq!(longest(&[bar(0, None)], 0), 1);
        assert_eq!(longest(&[], 0), 1);
    }

    #[test]
    fn shares_are_told_to_three_places() {
        let shares = [(0, 1), (1, 1), (1, 14), (2, 3), (u32::MAX, u32::MAX)];
        let told = shares.map(|(amount, longest)| share(amount, longest));
        assert_eq!(told, ["0.000", "1.000", "0.071", "0.666", "1.000"]);
    }
}
