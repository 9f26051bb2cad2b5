//! What is wanted against what there is: how many lists name each activity, and where its places end.

use leptos::prelude::*;
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::lottery::Phase;

use super::super::desk::{Live, desk};
use crate::live::{live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::progress::{Demand as Wanted, demand};
use crate::ui::bar::{Bar, Bars, Fill};

/// One activity's bar.
fn bar(wanted: &Wanted, catalogue: &Catalogue) -> Bar {
    let title = catalogue
        .activity(wanted.activity)
        .map_or("", |text| text.title.as_str());
    let lists = if wanted.any == 1 { "list" } else { "lists" };
    let places = if wanted.capacity == 1 { "place" } else { "places" };
    let short = wanted.any < wanted.minimum;
    let minimum = match (wanted.minimum, short) {
        (0, _) => String::new(),
        (minimum, true) => format!("; needs at least {minimum}: not enough lists yet"),
        (minimum, false) => format!("; needs at least {minimum}"),
    };
    Bar {
        label: format!("{} {title}", wanted.activity),
        amount: wanted.any,
        fill: Fill::Whole,
        mark: Some(wanted.capacity),
        words: format!(
            "on {} {lists}, {} as 1st choice; {} {places}{minimum}",
            wanted.any, wanted.first, wanted.capacity
        ),
    }
}

/// Demand against places.
#[component]
pub fn Demand() -> impl IntoView {
    let desk = desk();
    let wanted = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { view, .. } => demand(&view.lottery.rules, &view.entries),
            _ => Vec::new(),
        })
    });
    let bars = memo(move || {
        let catalogue = desk.event.with(crate::state::event::Event::catalogue);
        wanted.with(|wanted| wanted.iter().map(|wanted| bar(wanted, &catalogue)).collect::<Vec<_>>())
    });
    let forecast = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Forecast).href());
    // Once it is drawn, what a draw would give is no question any more.
    let ahead = memo(move || {
        let drawn = matches!(desk.phase(), Some(Phase::Drawn | Phase::Published));
        !drawn && wanted.with(|wanted| wanted.iter().any(|wanted| wanted.any > 0))
    });
    view! {
        <section class="sheet stack" aria-labelledby="demand">
            <h2 id="demand">"What is wanted"</h2>
            <p class="quiet">"The line across each bar is where the places end. Lists can change until choosing is over."</p>
            {live(move || ahead.get().then(|| view! {
                <p><a href=forecast.clone()>"What would a draw give?"</a></p>
            }))}
            <Bars caption="How many lists name each activity, against its places" subject="Activity" measure="Lists and places" bars/>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::catalogue::ActivityText;

    #[test]
    fn the_words_say_what_the_bar_shows() {
        let climbing = ActivityText {
            title: "Climbing".to_owned(),
            ..ActivityText::default()
        };
        let catalogue = Catalogue {
            activities: vec![climbing],
            ..Catalogue::default()
        };
        let wanted = |any, minimum| Wanted {
            activity: 1,
            capacity: 14,
            minimum,
            first: 1,
            any,
        };
        let said = |any, minimum| bar(&wanted(any, minimum), &catalogue).words;
        assert_eq!(bar(&wanted(3, 0), &catalogue).label, "1 Climbing");
        assert_eq!(said(1, 0), "on 1 list, 1 as 1st choice; 14 places");
        assert_eq!(
            said(3, 8),
            "on 3 lists, 1 as 1st choice; 14 places; needs at least 8: not enough lists yet"
        );
        assert_eq!(said(9, 8), "on 9 lists, 1 as 1st choice; 14 places; needs at least 8");
    }
}
