//! Every address of the product: the only place where they are written and read.
//!
//! Pages are flat documents with a query, so that they work on any static file host and below any path:
//! `./?l=…&n=…` for participants, `organise.html?d=…` for organisers, `check.html` for anybody. No secret ever stands in
//! a query.

use turnwise_shared::hash::LotteryId;

/// Where one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What it is, my draws on this device, "I have a code".
    Start,
    /// A screen of the organiser's.
    Organise(LotteryId, Desk),
    /// A screen of a participant's; the number is not known before the first answer.
    Take(LotteryId, Option<u32>, Seat),
    /// Where anybody checks a record, without a server.
    Check,
}

/// The document on which records are checked; some hosts show it without its ending.
const CHECK: &str = "check.html";

/// The organiser's screens, in the order in which they are gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// Title, activities, times.
    #[default]
    Activities,
    /// Who takes part.
    People,
    /// Places each, order per round, dates, contact.
    Rules,
    /// Preview, key file, opening.
    Open,
    /// Links by class.
    Links,
    /// Who has answered; entering from paper.
    Progress,
    /// What these lists would probably give.
    Forecast,
    /// The check before closing; closing; drawing.
    Close,
    /// Who got what.
    Results,
    /// One person's answer, by number.
    Person(u32),
    /// The log, expiry, deletion.
    Record,
}

impl Desk {
    /// The screens of the rail, in order; the others are reached from these.
    pub const RAIL: [Self; 9] = [
        Self::Activities,
        Self::People,
        Self::Rules,
        Self::Open,
        Self::Links,
        Self::Progress,
        Self::Close,
        Self::Results,
        Self::Record,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Activities => "activities",
            Self::People => "people",
            Self::Rules => "rules",
            Self::Open => "open",
            Self::Links => "links",
            Self::Progress => "progress",
            Self::Forecast => "forecast",
            Self::Close => "close",
            Self::Results => "results",
            Self::Person(_) => "person",
            Self::Record => "record",
        }
    }

    /// What the screen is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Activities => "Activities",
            Self::People => "People",
            Self::Rules => "Rules and dates",
            Self::Open => "Open",
            Self::Links => "Links",
            Self::Progress => "Progress",
            Self::Forecast => "Forecast",
            Self::Close => "Close and draw",
            Self::Results => "Results",
            Self::Person(_) => "One person",
            Self::Record => "Record",
        }
    }
}

/// The participant's screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seat {
    /// Whatever fits the phase: welcome, the saved list, waiting, the result.
    #[default]
    Home,
    /// Choosing activities.
    Choose,
    /// Putting them in order.
    Order,
    /// The list as saved.
    Saved,
    /// Why the result is what it is, round by round.
    Why,
    /// The whole draw.
    Draw,
}

impl Seat {
    const ALL: [Self; 6] = [
        Self::Home,
        Self::Choose,
        Self::Order,
        Self::Saved,
        Self::Why,
        Self::Draw,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Home => "",
            Self::Choose => "choose",
            Self::Order => "order",
            Self::Saved => "saved",
            Self::Why => "why",
            Self::Draw => "draw",
        }
    }
}

impl Page {
    /// The relative address.
    pub fn href(self) -> String {
        match self {
            Self::Start => "./".to_owned(),
            Self::Check => CHECK.to_owned(),
            Self::Organise(id, Desk::Person(entry)) => format!("organise.html?d={id}&s=person&p={entry}"),
            Self::Organise(id, desk) => format!("organise.html?d={id}&s={}", desk.name()),
            Self::Take(id, entry, seat) => {
                let number = entry.map(|entry| format!("&n={entry}")).unwrap_or_default();
                let screen = match seat.name() {
                    "" => String::new(),
                    name => format!("&s={name}"),
                };
                format!("./?l={id}{number}{screen}")
            }
        }
    }

    /// The page an address stands for: the name of its document, and its query; anything unknown is the start.
    pub fn read(document: &str, query: impl Fn(&str) -> Option<String>) -> Self {
        if document == CHECK || CHECK.strip_suffix(".html") == Some(document) {
            return Self::Check;
        }
        let id = |key: &str| query(key).and_then(|text| text.parse::<LotteryId>().ok());
        let number = |key: &str| query(key).and_then(|text| text.parse::<u32>().ok());
        let screen = query("s").unwrap_or_default();
        if let Some(id) = id("d") {
            return Self::Organise(id, desk(&screen, number("p")));
        }
        if let Some(id) = id("l") {
            let seat = Seat::ALL.into_iter().find(|seat| seat.name() == screen);
            return Self::Take(id, number("n"), seat.unwrap_or_default());
        }
        Self::Start
    }
}

fn desk(screen: &str, person: Option<u32>) -> Desk {
    if let ("person", Some(entry)) = (screen, person) {
        return Desk::Person(entry);
    }
    let mut named = Desk::RAIL.into_iter().chain([Desk::Forecast]);
    let found = named.find(|desk| desk.name() == screen);
    found.unwrap_or_default()
}

/// The link people receive: the base is the folder this page was served from; the secret stands in the
/// fragment only.
pub fn personal_link(base: &str, id: &LotteryId, token: &str) -> String {
    format!("{base}?l={id}#{token}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(href: &str) -> Page {
        let (document, query) = href.split_once('?').unwrap_or((href, ""));
        Page::read(document.trim_start_matches("./"), |key| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
                .map(str::to_owned)
        })
    }

    #[test]
    fn every_address_leads_back_to_its_page() {
        let id = LotteryId([7; 16]);
        let desks = Desk::RAIL.into_iter().chain([Desk::Forecast, Desk::Person(4711)]);
        let seats = Seat::ALL.into_iter();
        let pages = desks
            .map(|desk| Page::Organise(id, desk))
            .chain(seats.flat_map(|seat| [Page::Take(id, None, seat), Page::Take(id, Some(4711), seat)]))
            .chain([Page::Start, Page::Check]);
        for page in pages {
            assert_eq!(read(&page.href()), page);
        }
    }

    #[test]
    fn unknown_addresses_lead_somewhere() {
        assert_eq!(read("./?l=zz"), Page::Start);
        assert_eq!(read("check"), Page::Check);
        assert_eq!(read("checks.html"), Page::Start);
        let id = LotteryId([7; 16]);
        assert_eq!(
            read(&format!("organise.html?d={id}&s=zz")),
            Page::Organise(id, Desk::Activities)
        );
    }
}
