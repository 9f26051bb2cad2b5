//! What the server told a participant, opened and compared with its own record: a text that is not the one
//! on the record, or a record that does not hang together, is never shown as if nothing were wrong.

use std::fmt;

use turnwise_shared::api::{LotteryView, ParticipantView, Record, RecordEvent};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::course::{Slip, Step, follow};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::{Event, first_head, head, rules_hash};
use turnwise_shared::seal::{Purpose, SaltedText};
use turnwise_shared::token::{Keys, Role, credential};

use super::log::{Drawn, draws};
use super::sealing;
use crate::json;

/// The draw as one participant may read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What the server said.
    pub view: ParticipantView,
    /// The texts.
    pub catalogue: Catalogue,
    /// The reason that goes with each record, where there is one.
    pub notes: Vec<Option<String>>,
}

/// Why the page does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The texts do not open with this link, or are not those on the record.
    Texts,
    /// The rules shown are not those on the record.
    Rules,
    /// The record with this number does not follow from the one before it.
    Record(u32),
    /// The records hang together and still cannot be: one stands or is dated where it cannot, or names what it may not.
    Course(Slip),
    /// The reason of this record is not the one that was recorded.
    Reason(u32),
    /// A draw that is on the record is missing from the list of draws.
    Draws,
    /// The list is said to belong to another link.
    Line,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Texts => write!(
                f,
                "the texts of this draw are not those that were recorded when it was opened"
            ),
            Self::Rules => write!(f, "the rules the server shows are not those on the record"),
            Self::Record(number) => write!(f, "record {number} does not follow from the one before it"),
            Self::Course(slip) => impossible(*slip, f),
            Self::Reason(number) => write!(f, "the reason given for record {number} is not the one recorded"),
            Self::Draws => write!(f, "a draw that is on the record is missing from the list of draws"),
            Self::Line => write!(f, "the list the server shows belongs to another link"),
        }
    }
}

/// What cannot be in a record, in words.
fn impossible(slip: Slip, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (number, words) = match slip {
        Slip::Weak => {
            return f.write_str("with these rules, a list could be arranged that wins whatever is drawn");
        }
        Slip::Time(number) => (number, "is dated before the one above it"),
        Slip::Reason(number) => (number, "takes something back without a reason"),
        Slip::Sequence(number) => (number, "cannot stand where it stands"),
        Slip::Plan(number) => (
            number,
            "lets something else decide than was announced when the draw was opened",
        ),
        Slip::Due(number) => (
            number,
            "names another public value than was announced, one that may have been known already",
        ),
        Slip::Notice(number) => (
            number,
            "ended choosing sooner after the last change of the rules than was announced",
        ),
        Slip::Early(number) => (number, "is dated before what decides the draw could be known"),
    };
    write!(f, "record {number} {words}")
}

impl Opened {
    /// Opens the texts and compares everything with the record.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn new(id: &LotteryId, keys: &Keys, view: ParticipantView) -> Result<Self, Mismatch> {
        let own = view.line.credential == credential(id, &keys.auth, Role::Participant);
        if !own && !replaced_since_closing(&view.lottery.log) {
            return Err(Mismatch::Line);
        }
        let key = catalogue_key(id, keys, &view.lottery);
        let Texts { catalogue, notes } = consistent(id, key.as_ref(), &view.lottery)?;
        Ok(Self { view, catalogue, notes })
    }

    /// What the record says of the draw as a whole.
    pub fn lottery(&self) -> &LotteryView {
        &self.view.lottery
    }

    /// The reason that goes with a record.
    pub fn reason(&self, record: &Record) -> Option<String> {
        let at = self.view.lottery.log.iter().position(|other| other == record)?;
        self.notes.get(at)?.clone()
    }

    /// Whether lists are taken at this moment of the server's clock.
    pub fn takes_lists(&self, now: u64) -> bool {
        let lottery = &self.view.lottery;
        lottery.phase == Phase::Open && lottery.rules.closes_at.is_none_or(|closes_at| now < closes_at)
    }

    /// What an activity is called.
    pub fn title(&self, activity: u32) -> String {
        let text = self.catalogue.activity(activity);
        let title = text.map(|text| text.title.trim()).filter(|title| !title.is_empty());
        title.map_or_else(|| format!("Activity {activity}"), str::to_owned)
    }
}

/// The texts of a draw, and the reason that goes with each record, where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    /// The texts.
    pub catalogue: Catalogue,
    /// The reasons.
    pub notes: Vec<Option<String>>,
}

/// Opens the texts with their key, if it is known, and compares everything with the record.
///
/// # Errors
/// The first thing that does not fit.
pub fn consistent(id: &LotteryId, key: Option<&[u8; 32]>, lottery: &LotteryView) -> Result<Texts, Mismatch> {
    check_log(id, &lottery.log)?;
    if recorded_rules(&lottery.log) != Some(rules_hash(&lottery.rules)) {
        return Err(Mismatch::Rules);
    }
    follow(&lottery.rules, lottery.log.iter().map(step)).map_err(Mismatch::Course)?;
    let mut made = draws(&lottery.log).into_iter().filter(|draw| draw.record.is_some());
    let listed = |draw: Drawn| {
        let mut listed = lottery.attempts.iter();
        listed.any(|listed| (listed.record, listed.drawn) == (draw.made_for, draw.record))
    };
    if !made.all(listed) {
        return Err(Mismatch::Draws);
    }
    let key = key.ok_or(Mismatch::Texts)?;
    let catalogue = catalogue(id, key, lottery).ok_or(Mismatch::Texts)?;
    let notes = (1..)
        .zip(&lottery.log)
        .map(|(number, record)| note(id, key, number, record))
        .collect::<Result<_, _>>()?;
    Ok(Texts { catalogue, notes })
}

/// Whether a link was replaced after the list was fixed: the list then names the link of that time.
fn replaced_since_closing(log: &[Record]) -> bool {
    let kind = |record: &Record, wanted: fn(&Event) -> bool| match &record.event {
        RecordEvent::Told(event) => wanted(event),
        RecordEvent::Withheld { .. } => false,
    };
    let closed = log
        .iter()
        .rposition(|record| kind(record, |event| matches!(event, Event::Closed { .. })));
    closed.is_some_and(|closed| {
        let later = log.iter().skip(closed);
        later
            .into_iter()
            .any(|record| kind(record, |event| matches!(event, Event::LinkReplaced)))
    })
}

/// Whether every head follows from the one before it. What is withheld until publication cannot be
/// computed yet: its head is taken as given, and everything after it follows from that.
fn check_log(id: &LotteryId, log: &[Record]) -> Result<(), Mismatch> {
    let mut before = first_head(id);
    for (number, record) in (1..).zip(log) {
        if let RecordEvent::Told(event) = &record.event
            && head(&before, number, record.time, &record.note, event) != record.head
        {
            return Err(Mismatch::Record(number));
        }
        before = record.head;
    }
    Ok(())
}

/// A record as it stands in the course of the log: a draw that is withheld is a draw all the same.
fn step(record: &Record) -> Step<'_> {
    Step {
        time: record.time,
        event: match &record.event {
            RecordEvent::Told(event) => Some(event),
            RecordEvent::Withheld { .. } => None,
        },
        reason: record.note != Hash32::ZERO,
    }
}

fn recorded_rules(log: &[Record]) -> Option<Hash32> {
    log.iter().rev().find_map(|record| match &record.event {
        RecordEvent::Told(Event::Opened { rules, .. } | Event::RulesChanged { rules }) => Some(*rules),
        _ => None,
    })
}

fn catalogue_key(id: &LotteryId, keys: &Keys, lottery: &LotteryView) -> Option<[u8; 32]> {
    sealing::unwrap_key(&keys.wrap, id, &lottery.wrap).ok().map(|key| key.0)
}

fn catalogue(id: &LotteryId, key: &[u8; 32], lottery: &LotteryView) -> Option<Catalogue> {
    let on_record = &lottery.rules.catalogue;
    let text = SaltedText::open(key, Purpose::Catalogue, id, &lottery.catalogue, on_record).ok()?;
    json::read(text.text().ok()?).ok()
}

fn note(id: &LotteryId, key: &[u8; 32], number: u32, record: &Record) -> Result<Option<String>, Mismatch> {
    let Some(sealed) = &record.sealed else {
        return Ok(None);
    };
    SaltedText::open(key, Purpose::Note, id, sealed, &record.note)
        .and_then(|text| text.text().map(|text| Some(text.to_owned())))
        .map_err(|_| Mismatch::Reason(number))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use turnwise_shared::hash::Nonce;
    use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
    use turnwise_shared::record::Line;
    use turnwise_shared::seal;
    use turnwise_shared::token::Token;

    /// Which draw.
    pub const ID: LotteryId = LotteryId([7; 16]);

    fn keys() -> Keys {
        let token: Token = "40BAQPAAQSPP7FT4Y5M95EDQ0PX".parse().expect("a code");
        token.keys(&ID, Role::Participant)
    }

    /// A log of these events, each a second after the one before, with these reasons.
    pub fn records(events: Vec<Event>, notes: &[(usize, &SaltedText)]) -> Vec<Record> {
        let mut before = first_head(&ID);
        let mut log = Vec::new();
        for (index, event) in events.into_iter().enumerate() {
            let text = notes.iter().find(|(at, _)| *at == index).map(|(_, text)| *text);
            let note = text.map_or(Hash32::ZERO, SaltedText::hash);
            let number = u32::try_from(index).expect("few") + 1;
            let head = head(&before, number, 100 + u64::from(number), &note, &event);
            before = head;
            log.push(Record {
                time: 100 + u64::from(number),
                event: RecordEvent::Told(event),
                note,
                sealed: text.map(|text| text.seal(&[9; 32], Purpose::Note, &ID, [3; 12]).expect("short")),
                head,
            });
        }
        log
    }

    /// An honest answer: a draw of two activities that was opened, got one more entry, and a reason.
    pub fn view() -> ParticipantView {
        let text = SaltedText::new(&[1; 32], r#"{"title":"Projektwoche"}"#);
        let rules = Rules {
            limit: None,
            pass_order: PassOrder::Same,
            notice: 0,
            closes_at: None,
            plan: ValuePlan::Server,
            activities: vec![
                Activity {
                    capacity: 1,
                    minimum: 0,
                    slots: vec![1],
                    groups: vec![],
                },
                Activity {
                    capacity: 2,
                    minimum: 0,
                    slots: vec![2],
                    groups: vec![1],
                },
            ],
            catalogue: text.hash(),
        };
        let why = SaltedText::new(&[2; 32], "late");
        let opened = Event::Opened {
            rules: rules_hash(&rules),
            entries: 2,
        };
        let log = records(vec![opened, Event::EntriesAdded { entries: 1 }], &[(1, &why)]);
        ParticipantView {
            lottery: LotteryView {
                phase: Phase::Open,
                now: 1_000,
                expires_at: 9_000,
                entries: 3,
                rules,
                catalogue: text.seal(&[9; 32], Purpose::Catalogue, &ID, [1; 12]).expect("short"),
                wrap: seal::seal(&keys().wrap, Purpose::Wrap, &ID, [2; 12], &[9; 32]).expect("short"),
                log,
                attempts: vec![],
            },
            line: Line {
                entry: 4711,
                group: 1,
                credential: credential(&ID, &keys().auth, Role::Participant),
                version: 0,
                nonce: Nonce::ZERO,
                choices: vec![],
            },
        }
    }

    /// The same, opened.
    pub fn opened() -> Opened {
        Opened::new(&ID, &keys(), view()).expect("honest")
    }

    #[test]
    fn an_honest_answer_opens() {
        let opened = opened();
        assert_eq!(opened.catalogue.title, "Projektwoche");
        assert_eq!(opened.notes, [None, Some("late".to_owned())]);
        assert_eq!(opened.reason(&opened.lottery().log[1]).as_deref(), Some("late"));
        assert_eq!(
            (opened.title(1), opened.title(9)),
            ("Activity 1".to_owned(), "Activity 9".to_owned())
        );
    }

    #[test]
    fn lists_are_taken_until_the_closing_time_and_while_open() {
        let mut opened = opened();
        assert!(opened.takes_lists(u64::MAX));
        opened.view.lottery.rules.closes_at = Some(500);
        assert!(opened.takes_lists(499) && !opened.takes_lists(500));
        opened.view.lottery.rules.closes_at = None;
        opened.view.lottery.phase = Phase::Closed;
        assert!(!opened.takes_lists(0));
    }

    #[test]
    fn a_link_replaced_after_closing_still_opens_the_list_that_was_fixed() {
        let mut view = view();
        view.line.credential = Hash32([1; 32]);
        let closed = closed(0);
        let opened = Event::Opened {
            rules: rules_hash(&view.lottery.rules),
            entries: 2,
        };
        view.lottery.log = records(vec![opened.clone(), Event::LinkReplaced, closed.clone()], &[]);
        assert_eq!(Opened::new(&ID, &keys(), view.clone()).err(), Some(Mismatch::Line));
        view.lottery.log = records(vec![opened, closed, Event::LinkReplaced], &[]);
        assert!(Opened::new(&ID, &keys(), view).is_ok());
    }

    #[test]
    fn every_lie_is_found() {
        type Lie = fn(&mut ParticipantView);
        let lies: [(Lie, Mismatch); 7] = [
            (|view| view.lottery.rules.activities[0].capacity = 9, Mismatch::Rules),
            (|view| view.lottery.log[0].time += 1, Mismatch::Record(1)),
            (|view| view.lottery.log[1].head = Hash32([1; 32]), Mismatch::Record(2)),
            (|view| view.lottery.wrap.0[20] ^= 1, Mismatch::Texts),
            (|view| view.lottery.catalogue.0[20] ^= 1, Mismatch::Texts),
            (
                |view| view.lottery.log[1].sealed.as_mut().expect("a reason").0[20] ^= 1,
                Mismatch::Reason(2),
            ),
            (|view| view.line.credential = Hash32([1; 32]), Mismatch::Line),
        ];
        for (lie, found) in lies {
            let mut view = view();
            lie(&mut view);
            assert_eq!(Opened::new(&ID, &keys(), view).err(), Some(found));
        }
    }

    #[test]
    fn another_text_with_the_right_key_is_refused() {
        let mut view = view();
        let other = SaltedText::new(&[1; 32], r#"{"title":"Other"}"#);
        view.lottery.catalogue = other.seal(&[9; 32], Purpose::Catalogue, &ID, [1; 12]).expect("short");
        assert_eq!(Opened::new(&ID, &keys(), view).err(), Some(Mismatch::Texts));
    }

    /// The end of choosing, naming this value.
    fn closed(due: u64) -> Event {
        Event::Closed {
            list: Hash32::ZERO,
            entries: 2,
            saved: 0,
            plan: ValuePlan::Server,
            due,
        }
    }

    #[test]
    fn a_record_that_hangs_together_and_cannot_be_is_refused() {
        let mut honest = view();
        let opened = Event::Opened {
            rules: rules_hash(&honest.lottery.rules),
            entries: 2,
        };
        let mut found = |events| {
            honest.lottery.log = records(events, &[]);
            Opened::new(&ID, &keys(), honest.clone()).err()
        };
        assert_eq!(found(vec![opened.clone(), closed(0)]), None);
        let due = Mismatch::Course(Slip::Due(2));
        assert_eq!(found(vec![opened.clone(), closed(5)]), Some(due));
        assert_eq!(
            due.to_string(),
            "record 2 names another public value than was announced, one that may have been known already"
        );
        let again = vec![opened.clone(), closed(0), Event::Reopened];
        assert_eq!(found(again), Some(Mismatch::Course(Slip::Reason(3))));
        assert_eq!(
            found(vec![opened, Event::Published]),
            Some(Mismatch::Course(Slip::Sequence(2)))
        );
    }

    #[test]
    fn a_withheld_draw_is_passed_over_and_what_follows_is_checked() {
        use turnwise_shared::api::{AttemptSummary, Withheld};
        let mut view = view();
        let opened = Event::Opened {
            rules: rules_hash(&view.lottery.rules),
            entries: 2,
        };
        view.lottery.log = records(vec![opened, closed(0)], &[]);
        let before = Hash32([5; 32]);
        let kind = Withheld::DrawnNotPublished;
        let withheld = Record {
            time: 200,
            event: RecordEvent::Withheld { kind },
            note: Hash32::ZERO,
            sealed: None,
            head: before,
        };
        let after = Record {
            time: 201,
            event: RecordEvent::Told(Event::Published),
            head: head(&before, 4, 201, &Hash32::ZERO, &Event::Published),
            ..withheld.clone()
        };
        view.lottery.log.extend([withheld, after]);
        // No draw is hidden by leaving it off the list.
        assert_eq!(Opened::new(&ID, &keys(), view.clone()).err(), Some(Mismatch::Draws));
        let (attempt, record) = (1, 2);
        let published = Some(4);
        view.lottery.attempts = vec![AttemptSummary {
            attempt,
            record,
            published,
            drawn: Some(3),
        }];
        assert!(Opened::new(&ID, &keys(), view.clone()).is_ok());
        view.lottery.log[3].time += 1;
        assert_eq!(Opened::new(&ID, &keys(), view).err(), Some(Mismatch::Record(4)));
    }
}
