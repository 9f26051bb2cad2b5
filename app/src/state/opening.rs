//! Opening as a plan: what is missing, what will be sent, what has arrived. Everything is made before the
//! first request and kept, so that an interrupted opening goes on with the very same bytes.

use turnwise_shared::api::Open;
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::seal::{MAX_SEALED, SALT};
use turnwise_shared::token::{Role, Token};

use super::event::{Event, Settings, Stage};
use super::key_file;
use super::sealing::{self, Fresh};
use super::seats::{self, Random};
use super::settings::span;
use crate::page::Desk;

/// One line of the check list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it is decided.
    pub screen: Desk,
    /// How it stands.
    pub state: State,
    /// What to read.
    pub sentence: String,
}

/// How a line of the check list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// Possible, but worth a second look.
    Look,
    /// Opening has to wait for it.
    Missing,
}

/// Below this many people in a class, a number alone narrows down who is who.
const SMALL: usize = 10;

/// Everything that has to be, or should be, looked at before opening; `now` in UTC seconds, `spoken` puts a
/// moment into words.
pub fn points(event: &Event, now: u64, spoken: impl Fn(u64) -> String) -> Vec<Point> {
    let mut points = vec![title(event), activities(event), people(event)];
    points.extend(small_classes(event));
    points.extend([limit(event), source(event), closing(event, now, spoken), contact(event)]);
    points
}

/// Whether nothing is missing.
pub fn complete(points: &[Point]) -> bool {
    points.iter().all(|point| point.state != State::Missing)
}

fn point(screen: Desk, state: State, sentence: impl Into<String>) -> Point {
    Point {
        screen,
        state,
        sentence: sentence.into(),
    }
}

fn title(event: &Event) -> Point {
    match event.details.title.trim() {
        "" => point(Desk::Activities, State::Missing, "The event needs a title."),
        title => point(Desk::Activities, State::Fine, format!("“{title}”")),
    }
}

fn activities(event: &Event) -> Point {
    let count = event.catalogue().activities.len();
    let sealed = serde_json::to_vec(&event.catalogue()).map_or(0, |text| text.len());
    if count == 0 {
        return point(Desk::Activities, State::Missing, "There is no activity yet.");
    }
    if event.activities.to_shared(event.roster.classes()).is_none() {
        return point(
            Desk::Activities,
            State::Missing,
            "Some activities have a problem; it is marked there.",
        );
    }
    if sealed + SALT + 64 > MAX_SEALED {
        return point(
            Desk::Activities,
            State::Missing,
            "All texts together are too long: shorten the longest ones.",
        );
    }
    let places = event.activities.places();
    let fine = format!(
        "{} with {} in all.",
        counted(count, "activity", "activities"),
        places_word(places)
    );
    point(Desk::Activities, State::Fine, fine)
}

fn people(event: &Event) -> Point {
    let count = event.roster.people().len();
    if count == 0 {
        return point(
            Desk::People,
            State::Missing,
            "There is nobody in the list of people yet.",
        );
    }
    let classes = match event.roster.classes().len() {
        0 => String::new(),
        classes => format!(" in {}", counted(classes, "class", "classes")),
    };
    point(
        Desk::People,
        State::Fine,
        format!("{}{classes}.", counted(count, "person", "people")),
    )
}

fn small_classes(event: &Event) -> Option<Point> {
    let people = event.roster.people();
    let size = |class: &str| people.iter().filter(|person| person.class == class).count();
    let classes = event.roster.classes();
    let mut small: Vec<&str> = classes
        .iter()
        .map(String::as_str)
        .filter(|class| !class.is_empty() && size(class) < SMALL)
        .collect();
    // Beside classes, those without one are a group of their own; without any class, everyone is.
    let without = size("");
    if without > 0 && without < SMALL && without < people.len() {
        small.push("no class");
    }
    if small.is_empty() {
        return None;
    }
    let names = small.join(", ");
    let sentence = format!("Fewer than {SMALL} people in {names}: there, results by number narrow down who is who.");
    Some(point(Desk::People, State::Look, sentence))
}

fn limit(event: &Event) -> Point {
    match event.settings.limit {
        None => point(
            Desk::Rules,
            State::Missing,
            "How many places each? Nothing is chosen yet.",
        ),
        Some(0) => point(
            Desk::Rules,
            State::Fine,
            "As many places each as the turns give, without a limit.",
        ),
        Some(limit) => point(
            Desk::Rules,
            State::Fine,
            format!("At most {} each.", places_word(u64::from(limit))),
        ),
    }
}

fn source(event: &Event) -> Point {
    let settings = &event.settings;
    let fault = settings.public_numbers().and_then(|_| settings.numbers.fault());
    if let Some(fault) = fault {
        return point(Desk::Rules, State::Missing, fault);
    }
    let notice = span(settings.notice);
    let sentence = match settings.plan {
        ValuePlan::Server => "The server draws the order.".to_owned(),
        ValuePlan::OwnList => "You shuffle a list, and give the order.".to_owned(),
        ValuePlan::Drand => {
            format!("A public random number decides the order, made {notice} after choosing has ended.")
        }
        ValuePlan::Numbers { .. } => {
            let what = settings.numbers.told.what.trim();
            format!("The numbers of “{what}” decide the order, drawn {notice} or more after choosing has ended.")
        }
    };
    point(Desk::Rules, State::Fine, sentence)
}

fn closing(event: &Event, now: u64, spoken: impl Fn(u64) -> String) -> Point {
    match event.settings.closes_at {
        None => point(Desk::Rules, State::Fine, "Choosing ends when you close it."),
        Some(at) if at <= now => point(
            Desk::Rules,
            State::Missing,
            "The moment at which choosing ends is past.",
        ),
        Some(at) => {
            let settings = &event.settings;
            if let Some(sentence) = too_short(settings, now) {
                return point(Desk::Rules, State::Missing, sentence);
            }
            let (state, sentence) = counting(settings, at, &spoken).unwrap_or((State::Fine, String::new()));
            point(Desk::Rules, state, format!("Choosing ends {}.{sentence}", spoken(at)))
        }
    }
}

/// Where choosing ends by itself, nobody names the moment of the numbers then: the first draw after the notice counts.
fn counting(settings: &Settings, closes_at: u64, spoken: impl Fn(u64) -> String) -> Option<(State, String)> {
    let announced = settings.public_numbers()?.moment;
    let due = closes_at.saturating_add(u64::from(settings.notice_in_force()));
    let from = spoken(due);
    Some(if announced.is_some_and(|announced| announced < due) {
        let sentence = format!(
            " Numbers drawn before {from} cannot count then, so the announced moment is too soon. Let choosing end earlier, \
             or announce a later draw."
        );
        (State::Missing, sentence)
    } else {
        let sentence = format!(" Then the first such draw from {from} on decides: it must be the one you announce.");
        (State::Look, sentence)
    })
}

/// What to say if choosing would end before the notice has passed, were everything sent now.
pub fn too_short(settings: &Settings, now: u64) -> Option<String> {
    let notice = settings.notice_in_force();
    let earliest = now.saturating_add(u64::from(notice));
    let short = notice > 0 && settings.closes_at.is_some_and(|at| at < earliest);
    short.then(|| {
        format!(
            "Choosing has to stay open for {} from now on: that is the notice. Choose a later end.",
            span(notice)
        )
    })
}

fn contact(event: &Event) -> Point {
    match event.details.contact.trim() {
        "" => point(
            Desk::Rules,
            State::Look,
            "Nobody is named to ask. People with a lost link will look for someone.",
        ),
        contact => point(Desk::Rules, State::Fine, format!("Questions go to {contact}.")),
    }
}

/// "1 place", "14 places".
fn places_word(places: u64) -> String {
    let s = if places == 1 { "" } else { "s" };
    format!("{places} place{s}")
}

/// "1 person", "3 people".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    format!("{count} {word}")
}

/// Makes everything that opening will send: a number and a code for everyone, the sealed texts, the rules.
/// Before anything was sent this starts afresh, since the people may have changed. False if something is
/// missing; then nothing is changed.
pub fn prepare(event: &mut Event, random: &mut impl Random) -> bool {
    if event.stage != Stage::Draft {
        return true;
    }
    let Some(opening) = make_opening(event, random) else {
        return false;
    };
    event.opening = Some(opening);
    event.seats.clear();
    seats::make(event, &[], random);
    true
}

fn make_opening(event: &Event, random: &mut impl Random) -> Option<Open> {
    let fresh = Fresh {
        salt: random.bytes(),
        nonce: random.bytes(),
    };
    let key = &event.catalogue_key;
    let (catalogue, hash) = sealing::seal_catalogue(key, &event.id, &event.catalogue(), fresh).ok()?;
    let administrator: Token = event.administrator.parse().ok()?;
    let rules = event.rules(hash)?;
    rules.check().ok()?;
    Some(Open {
        rules,
        entries: u32::try_from(event.roster.people().len()).ok()?,
        catalogue,
        wrap: seats::wrap(event, &administrator, Role::Administrator, random)?,
        keep_days: event.settings.keep_days,
    })
}

/// The first request is about to be sent: from here on nothing may be made anew.
pub fn begin(event: &mut Event) {
    key_file::carry(event);
    event.activities.fix();
    event.stage = Stage::Opening;
}

/// These have arrived; with the last of them, the draw is open.
pub fn block_arrived(event: &mut Event, entries: &[u32]) {
    key_file::carry(event);
    seats::arrived(event, entries);
    if seats::there(event) == event.seats.len() {
        event.stage = Stage::Open;
        event.opening = None;
    }
}

/// Nothing has arrived, the server says: set up on as if opening had not been tried.
pub fn back_to_draft(event: &mut Event) {
    event.stage = Stage::Draft;
    event.activities.release();
    event.opening = None;
    event.seats.clear();
    event.key_file = None;
}

/// Whether everything that will be sent is made and in the key file, or in none knowingly.
pub fn ready(event: &Event) -> bool {
    event.opening.is_some() && key_file::holds_everything(event)
}

/// What keeps an opening from going on, where the usual words about failures would mislead.
pub fn obstacle(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::Taken { .. } => Some(
            "This draw was opened before, from another tab or device, with other numbers than those here. Open the key \
             file that was saved there; the draw goes on with it.",
        ),
        Problem::Invalid { field, .. } if field.ends_with("closes_at") => Some(
            "The server does not accept the moment at which choosing ends: it is past, too soon for the notice, or more \
             than a year away. Go back to setting up and choose another one.",
        ),
        Problem::WrongPhase { .. } => Some("Choosing is over already, so nobody can be added any more."),
        _ => None,
    }
}

/// Whether links and lists exist: everything has arrived, or the draw is past choosing.
pub fn is_open(event: &Event, phase: Option<Phase>) -> bool {
    event.stage == Stage::Open || phase.is_some_and(|phase| phase != Phase::Open)
}

#[cfg(test)]
mod tests;
