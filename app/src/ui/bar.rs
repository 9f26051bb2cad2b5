//! Amounts as bars in a table: the words stand beside each bar, so that nothing hangs on length or colour.

use leptos::prelude::*;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// How much there is.
    pub amount: u32,
    /// Where the mark stands, if there is one: what the amount is to be compared with.
    pub mark: Option<u32>,
    /// The same in words.
    pub words: String,
}

/// How long bars and marks are, as shares of the longest of all.
fn scale(bars: &[Bar]) -> f64 {
    let longest = bars.iter().map(|bar| bar.amount.max(bar.mark.unwrap_or(0))).max();
    f64::from(longest.unwrap_or(1).max(1))
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
) -> impl IntoView {
    let rows = move || {
        let bars = bars.get();
        let scale = scale(&bars);
        let row = move |bar: Bar| {
            let share = f64::from(bar.amount) / scale;
            let mark = bar.mark.map(|mark| {
                let at = f64::from(mark) / scale;
                view! { <span class="mark" style:--at=at.to_string()></span> }
            });
            view! {
                <tr>
                    <th scope="row"><bdi>{bar.label}</bdi></th>
                    <td class="figure">
                        <span class="track" aria-hidden="true">
                            <span class="amount" style:--share=share.to_string()></span>
                            {mark}
                        </span>
                        <span class="words">{bar.words}</span>
                    </td>
                </tr>
            }
        };
        bars.into_iter().map(row).collect_view()
    };
    view! {
        <table class="bars">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{subject}</th><th scope="col">{measure}</th></tr></thead>
            <tbody>{rows}</tbody>
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
            mark,
            words: String::new(),
        };
        assert!((scale(&[bar(3, Some(14)), bar(9, None)]) - 14.0).abs() < f64::EPSILON);
        assert!((scale(&[bar(0, None)]) - 1.0).abs() < f64::EPSILON);
        assert!((scale(&[]) - 1.0).abs() < f64::EPSILON);
    }
}
