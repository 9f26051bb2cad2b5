//! An honest server raises no alarm; each lie that this browser can know of does, whoever computed all hashes again.

use turnwise_shared::api::{AttemptSummary, RecordEvent, Withheld};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Value, rules_hash};

use super::super::opened::tests::{ID, records, view as participants};
use super::account::{Account, Due, Since, Step};
use super::words::{alarming, rows, sentence};
use super::*;

const KEY: Hash32 = Hash32([9; 32]);
const KEEP: [u8; 32] = [1; 32];

fn line(entry: u32, choices: &[u32]) -> Line {
    let version = u32::from(!choices.is_empty());
    Line {
        entry,
        version,
        nonce: Nonce([5; 16]),
        credential: Hash32([6; 32]),
        choices: choices.to_vec(),
        ..nothing()
    }
}

fn lines() -> Vec<Line> {
    vec![line(1001, &[1, 2]), line(1002, &[2]), line(1003, &[])]
}

fn value() -> Value {
    Value::Server { bytes: Hash32([8; 32]) }
}

/// What has happened: opened with two, one more, and these.
fn events(more: &[Event]) -> Vec<Event> {
    let rules = rules_hash(&participants().lottery.rules);
    let begin = [Event::Opened { rules, entries: 2 }, Event::EntriesAdded { entries: 1 }];
    begin.into_iter().chain(more.iter().cloned()).collect()
}

fn closed(lines: &[Line]) -> Event {
    let hashes: Vec<Hash32> = lines.iter().map(Line::hash).collect();
    Event::Closed {
        list: list_hash(&hashes),
        entries: 3,
        saved: 2,
        plan: ValuePlan::Server,
        due: 0,
    }
}

/// What the server shows when that has happened; all of it follows. The records are dated from 101 on.
fn showing(phase: Phase, more: &[Event]) -> AdministratorView {
    let mut lottery = participants().lottery;
    (lottery.phase, lottery.log) = (phase, records(events(more), &[]));
    let entries = lines().into_iter().map(|line| EntryView {
        entry: line.entry,
        group: line.group,
        version: line.version,
        choices: line.choices,
    });
    AdministratorView {
        lottery,
        progress: 2,
        entries: entries.collect(),
        drand_relay: None,
    }
}

/// The same once it was drawn; before it is published the value is withheld.
fn drawn(published: bool) -> (AdministratorView, Attempt, Hash32) {
    let mut more = vec![closed(&lines()), Event::Drawn { value: value() }];
    more.extend(published.then_some(Event::Published));
    let phase = if published { Phase::Published } else { Phase::Drawn };
    let mut view = showing(phase, &more);
    let kind = Withheld::DrawnNotPublished;
    if !published {
        view.lottery.log[3].event = RecordEvent::Withheld { kind };
    }
    view.lottery.attempts = vec![AttemptSummary {
        attempt: 1,
        record: 3,
        drawn: Some(4),
        published: published.then_some(5),
    }];
    let attempt = Attempt {
        attempt: 1,
        record: 3,
        rules: view.lottery.rules.clone(),
        value: value(),
        lines: lines(),
        allocation: vec![vec![1], vec![2], vec![]],
    };
    let head = view.lottery.log[3].head;
    (view, attempt, head)
}

fn look(followed: &mut Followed, view: &AdministratorView) -> Vec<Alarm> {
    followed.look(&ID, &KEY, view, 102).alarms
}

/// What this browser keeps after it saw this.
fn having_seen(view: &AdministratorView) -> Followed {
    let mut followed = Followed::new(800);
    assert_eq!(look(&mut followed, view), []);
    followed
}

#[test]
fn what_is_kept_comes_back_with_its_own_link_and_in_its_own_form_only() {
    let followed = having_seen(&showing(Phase::Open, &[]));
    let text = followed.seal(&KEEP, &ID, [4; 12]).expect("seals");
    assert!(!text.contains("seen") && !Followed::is_beyond(&text, &KEEP, &ID));
    assert_eq!(Followed::open(&text, &KEEP, &ID), Some(followed.clone()));
    assert_eq!(Followed::open(&text, &[2; 32], &ID), None);
    assert_eq!(Followed::open(&text, &KEEP, &LotteryId([8; 16])), None);
    let newer = Followed {
        format: FORMAT + 1,
        ..followed
    };
    let text = newer.seal(&KEEP, &ID, [4; 12]).expect("seals");
    assert_eq!(Followed::open(&text, &KEEP, &ID), None);
    assert!(Followed::is_beyond(&text, &KEEP, &ID));
    assert!(!Followed::is_beyond(&text, &[2; 32], &ID) && !Followed::is_beyond("{}", &KEEP, &ID));
}

#[test]
fn an_honest_server_raises_no_alarm_to_the_end() {
    let mut followed = Followed::new(800);
    let first = followed.look(&ID, &KEY, &showing(Phase::Open, &[]), 102);
    assert!(!first.compared && first.alarms.is_empty() && first.catalogue.is_some());
    let closed = showing(Phase::Closed, &[closed(&lines())]);
    let (drawn_view, attempt, head) = drawn(false);
    for view in [&closed, &closed, &drawn_view, &drawn(true).0] {
        let looked = followed.look(&ID, &KEY, view, 102);
        assert_eq!((looked.alarms, looked.compared), (vec![], true));
        assert!(view.lottery.log.len() < 4 || followed.draw(view, &attempt, head).is_ok());
    }
    assert!(followed.has_compared(&head));
    let seen: Vec<u32> = followed.seen.in_file().iter().map(|seen| seen.revision.get()).collect();
    assert_eq!(seen, [1, 2, 3, 4, 5]);
}

#[test]
fn a_log_written_anew_with_every_hash_is_noticed() {
    let kept = having_seen(&showing(Phase::Open, &[]));
    let mut other = showing(Phase::Open, &[]);
    let mut told = events(&[Event::LinkReplaced]);
    told[1] = Event::EntriesAdded { entries: 2 };
    other.lottery.log = records(told, &[]);
    assert_eq!(look(&mut kept.clone(), &other), [Alarm::Rewritten(2)]);
    // And it stays noticed.
    let mut again = kept.clone();
    look(&mut again, &other);
    assert_eq!(look(&mut again, &other), [Alarm::Rewritten(2)]);
    other.lottery.log.truncate(1);
    assert_eq!(look(&mut kept.clone(), &other), [Alarm::Rewritten(2)]);
    // Somebody who sees it for the first time notices nothing.
    assert_eq!(look(&mut Followed::new(0), &other), []);
}

#[test]
fn a_closing_dated_back_is_noticed() {
    let mut kept = having_seen(&showing(Phase::Open, &[]));
    let last = showing(Phase::Open, &[]).lottery.log[1].head;
    let closed = showing(Phase::Closed, &[closed(&lines())]);
    assert_eq!(look(&mut kept.clone(), &closed), []);
    // Two minutes may lie between two clocks.
    kept.seen.see(2, last, 103 + 120);
    assert_eq!(look(&mut kept.clone(), &closed), []);
    kept.seen.see(2, last, 103 + 121);
    assert_eq!(look(&mut kept, &closed), [Alarm::Backdated(3)]);
}

/// Looks that saw the closing as soon as it was there.
fn closing() -> (Followed, AdministratorView) {
    let view = showing(Phase::Closed, &[closed(&lines())]);
    (having_seen(&view), view)
}

#[test]
fn lists_told_otherwise_after_choosing_ended_are_noticed() {
    let changes: [fn(&mut EntryView); 4] = [
        |entry| entry.choices = vec![1],
        |entry| entry.choices = vec![2, 1],
        |entry| entry.version += 1,
        |entry| entry.group = 7,
    ];
    for change in changes {
        let (mut kept, mut view) = closing();
        change(&mut view.entries[1]);
        assert_eq!(look(&mut kept, &view), [Alarm::Lists]);
        assert_eq!(look(&mut kept, &closing().1), [Alarm::Lists], "it was told two ways");
    }
    let (mut kept, mut view) = closing();
    view.entries.pop();
    assert_eq!(look(&mut kept, &view), [Alarm::Counted]);
    let (mut kept, mut view) = closing();
    view.entries[2].version = 1;
    assert_eq!(look(&mut kept, &view), [Alarm::Counted]);
    // While choosing is open everyone may save another list, so nothing is held against anyone.
    let mut open = showing(Phase::Open, &[]);
    let mut kept = having_seen(&open);
    open.entries[1].choices = vec![1];
    assert_eq!(look(&mut kept, &open), []);
}

#[test]
fn a_draw_with_other_lists_or_another_value_is_noticed_before_it_is_published() {
    type Lie = fn(&mut Attempt);
    let lies: [(Lie, Alarm); 5] = [
        (|it| it.lines[1].choices = vec![1], Alarm::Draw(Doubt::Lists)),
        (
            |it| it.value = Value::Server { bytes: Hash32([7; 32]) },
            Alarm::Draw(Doubt::Value),
        ),
        (
            |it| it.value = Value::OwnList { order: vec![] },
            Alarm::Draw(Doubt::Value),
        ),
        (|it| it.rules.activities[0].capacity = 9, Alarm::Draw(Doubt::Rules)),
        (|it| it.record = 2, Alarm::Draw(Doubt::Record)),
    ];
    for (lie, alarm) in lies {
        for published in [false, true] {
            let (view, mut attempt, head) = drawn(published);
            let mut kept = having_seen(&view);
            lie(&mut attempt);
            assert_eq!(kept.draw(&view, &attempt, head), Err(alarm.clone()));
            assert!(!kept.has_compared(&head));
        }
    }
    // The lines hash to the list on the record, and were told otherwise.
    let (mut view, attempt, head) = drawn(false);
    view.entries[1].choices = vec![1];
    let mut kept = having_seen(&view);
    assert_eq!(kept.draw(&view, &attempt, head), Err(Alarm::Lists));
}

#[test]
fn what_does_not_fit_together_is_noticed_and_not_remembered() {
    let mut kept = having_seen(&showing(Phase::Open, &[]));
    let before = kept.clone();
    let mut other = showing(Phase::Open, &[]);
    other.lottery.rules.activities[0].capacity = 9;
    assert_eq!(look(&mut kept, &other), [Alarm::Mismatch(Mismatch::Rules)]);
    let mut other = showing(Phase::Open, &[]);
    other.lottery.log[1].time += 1;
    assert_eq!(look(&mut kept, &other), [Alarm::Mismatch(Mismatch::Record(2))]);
    let mut other = showing(Phase::Open, &[]);
    other.lottery.catalogue.0[20] ^= 1;
    assert_eq!(look(&mut kept, &other), [Alarm::Mismatch(Mismatch::Texts)]);
    assert_eq!(kept, before);
}

#[test]
fn what_came_with_a_key_file_is_compared_with_too_and_says_so() {
    let (open, closed) = (showing(Phase::Open, &[]), closing().1);
    let mut here = Followed::new(5_000);
    let elsewhere = having_seen(&open);
    here.absorb_key_file(&elsewhere);
    assert_eq!((here.since, here.before, here.beginning()), (5_000, Some(800), 800));
    let mut other = open.clone();
    other.lottery.log[1].head = Hash32([1; 32]);
    other.lottery.log = records(events(&[])[..1].to_vec(), &[]);
    assert_eq!(look(&mut here.clone(), &other), [Alarm::Rewritten(2)]);
    // Another tab of the same browser is no other device.
    let mut tab = Followed::new(900);
    look(&mut tab, &closed);
    here.absorb(&tab);
    assert_eq!((here.since, here.beginning()), (900, 800));
    let both = here.clone();
    here.absorb(&tab);
    assert_eq!(here, both, "once is enough");
}

#[test]
fn what_is_due_follows_the_record() {
    let due = |view: &AdministratorView| Due::of(&view.lottery);
    assert_eq!(due(&showing(Phase::Open, &[])), Due::default());
    let closed = closing().1;
    let lists = Some(closed.lottery.log[2].head);
    assert_eq!(
        due(&closed),
        Due {
            lists,
            ..Due::default()
        }
    );
    let (view, _, head) = drawn(true);
    let whole = Some(view.lottery.log[4].head);
    let draw = Some((1, head));
    assert_eq!(due(&view), Due { lists, draw, whole });
}

#[test]
fn a_file_is_of_this_record_if_it_ends_with_its_head() {
    let head = Hash32([0xab; 32]);
    let file = format!(
        "{{\"log\":[{{\"head\":\"{}\"}},{{\"head\":\"{head}\"}}],\"rules\":[]}}",
        Hash32::ZERO
    );
    assert!(ends_with(&file, &head));
    assert!(!ends_with(&file, &Hash32::ZERO) && !ends_with("", &head));
}

fn day(at: u64) -> String {
    format!("day {at}")
}

#[test]
fn nothing_sounds_checked_that_was_not() {
    let mut account = Account {
        there: true,
        ..Account::default()
    };
    let said = sentence(&account, day).expect("a sentence");
    assert!(said.starts_with("Not checked on this device"), "{said}");
    assert_eq!(rows(&account, day)[0].right, None);
    account.since = Some(Since { at: 3, carried: false });
    let said = sentence(&account, day).expect("a sentence");
    assert_eq!(
        said,
        "This browser has followed the record since day 3: nothing in it was changed afterwards."
    );
    for (step, right) in [
        (Step::Going, None),
        (Step::Not("It did not come.".to_owned()), None),
        (Step::Fits, Some(true)),
        (Step::Wrong(Alarm::Elsewhere), Some(false)),
    ] {
        account.whole = step;
        let last = rows(&account, day).pop().expect("a row");
        assert_eq!((last.about, last.right), ("Everything again", right));
        assert_eq!(last.says.starts_with("Not checked"), right.is_none());
        assert_eq!(sentence(&account, day).is_none(), right == Some(false));
        let whole = sentence(&account, day).is_some_and(|said| said.contains("worked out again"));
        assert_eq!(whole, right == Some(true));
    }
    assert_eq!(account.all_alarms(), [Alarm::Elsewhere]);
}

#[test]
fn every_alarm_says_what_was_found_and_what_it_means() {
    let alarms = [
        Alarm::Mismatch(Mismatch::Rules),
        Alarm::Rewritten(3),
        Alarm::Backdated(3),
        Alarm::Counted,
        Alarm::Lists,
        Alarm::Public(Misfit::Log(2)),
        Alarm::Public(Misfit::List),
        Alarm::Draw(Doubt::Value),
        Alarm::Whole("The order does not follow.".to_owned()),
        Alarm::Elsewhere,
    ];
    for alarm in alarms {
        let (found, means) = alarming(&alarm);
        for words in [&*found, means] {
            assert!(words.ends_with('.') && !words.contains(".."), "{words}");
            assert!(!words.contains("transcript") && !words.contains("entry"), "{words}");
        }
    }
}
