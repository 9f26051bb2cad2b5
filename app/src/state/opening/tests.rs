use super::super::activities::Activities;
use super::super::key_file::Freshness;
use super::super::roster::Roster;
use super::super::seats::tests::{Fixed, draft};
use super::*;

/// One change as the desk makes it: it raises the edition.
fn change(event: &mut Event, change: impl FnOnce(&mut Event)) {
    change(event);
    event.edition += 1;
}

fn spoken(at: u64) -> String {
    format!("at {at}")
}

fn missing(event: &Event) -> Vec<Desk> {
    let points = points(event, 1_000, spoken);
    let missing = points.iter().filter(|point| point.state == State::Missing);
    missing.map(|point| point.screen).collect()
}

/// A change that leaves something missing.
type Break = fn(&mut Event);

/// Ready to be opened, with the key file saved.
fn saved() -> Event {
    let mut event = draft();
    change(&mut event, |event| assert!(prepare(event, &mut Fixed::new())));
    change(&mut event, |event| key_file::note(event, 5, false));
    event
}

#[test]
fn the_sample_is_complete_and_each_gap_is_named_at_its_screen() {
    assert_eq!(missing(&draft()), []);
    assert!(complete(&points(&draft(), 1_000, spoken)));
    // Without people there are no classes either, which some activities name.
    let cases: [(&[Desk], Break); 6] = [
        (&[Desk::Activities], |event| event.details.title = " ".to_owned()),
        (&[Desk::Activities], |event| event.activities = Activities::default()),
        (&[Desk::Activities, Desk::People], |event| {
            event.roster = Roster::default();
        }),
        (&[Desk::Rules], |event| event.settings.limit = None),
        (&[Desk::Rules], |event| event.settings.closes_at = Some(1_000)),
        (&[Desk::Activities], |event| event.details.welcome = "x".repeat(200_000)),
    ];
    for (screens, broken) in cases {
        let mut event = draft();
        broken(&mut event);
        assert_eq!(missing(&event), screens);
    }
}

#[test]
fn a_public_value_needs_its_figures_and_its_notice() {
    let mut event = draft();
    event.settings.closes_at = Some(100_000);
    event.settings.choose(ValuePlan::Drand);
    assert_eq!(missing(&event), [], "a day and more is left");
    event.settings.closes_at = Some(87_000);
    assert_eq!(missing(&event), [Desk::Rules], "less than a day is left");
    event.settings.notice = 300;
    assert_eq!(missing(&event), []);
    event.settings.choose(event.settings.numbers.plan());
    assert_eq!(missing(&event), [Desk::Rules], "no numbers are named");
    assert!(!prepare(&mut event.clone(), &mut Fixed::new()));
    let numbers = &mut event.settings.numbers;
    (numbers.count, numbers.low, numbers.high) = (Some(6), Some(1), Some(49));
    numbers.told.what = "Lotto 6aus49".to_owned();
    numbers.told.when = "on Wednesday".to_owned();
    event.settings.choose(event.settings.numbers.plan());
    assert_eq!(missing(&event), []);
    assert!(prepare(&mut event, &mut Fixed::new()));
    let opening = event.opening.as_ref().expect("it is made");
    assert_eq!((opening.rules.notice, opening.rules.plan.code()), (300, 3));
    let texts = event.catalogue().numbers.expect("people read which numbers");
    assert_eq!(texts.what, "Lotto 6aus49");
}

#[test]
fn small_classes_are_pointed_out() {
    let points = points(&draft(), 1_000, spoken);
    let look: Vec<&str> = points
        .iter()
        .filter(|point| point.state == State::Look)
        .map(|point| point.sentence.as_str())
        .collect();
    assert_eq!(
        look,
        ["Fewer than 10 people in 7a, 7b, 7c: there, results by number narrow down who is who."]
    );
}

#[test]
fn nothing_is_made_while_something_is_missing() {
    let mut event = draft();
    event.settings.limit = None;
    let before = event.clone();
    assert!(!prepare(&mut event, &mut Fixed::new()));
    assert_eq!(event, before);
}

#[test]
fn the_key_file_has_to_hold_what_is_sent() {
    let mut event = draft();
    assert!(!ready(&event));
    change(&mut event, |event| key_file::note(event, 5, false));
    assert!(!ready(&event), "nothing was made yet");

    let mut event = saved();
    assert!(ready(&event));
    change(&mut event, |event| event.settings.limit = Some(1));
    assert!(!ready(&event), "the rules changed since");
}

#[test]
fn an_interrupted_opening_goes_on_with_the_same_bytes() {
    let mut event = saved();
    let bytes = |event: &Event| serde_json::to_string(&(&event.opening, seats::blocks(event))).expect("JSON");
    let first = bytes(&event);
    change(&mut event, begin);
    assert!(prepare(&mut event, &mut Fixed::new()), "changes nothing any more");
    let stored = serde_json::to_string(&event).expect("JSON");
    let mut event: Event = serde_json::from_str(&stored).expect("what was stored");
    assert_eq!(bytes(&event), first);

    let numbers: Vec<u32> = event.seats.iter().map(|seat| seat.entry).collect();
    change(&mut event, |event| block_arrived(event, &numbers[..20]));
    assert_eq!((event.stage, seats::there(&event)), (Stage::Opening, 20));
    assert!(event.opening.is_some());
    change(&mut event, |event| block_arrived(event, &numbers));
    assert_eq!((event.stage, event.opening.is_none()), (Stage::Open, true));
    assert!(
        matches!(key_file::freshness(&event), Freshness::Current { at: 5 }),
        "arrivals need no new key file"
    );
    assert!(is_open(&event, None));
}

#[test]
fn a_key_file_from_before_opening_can_finish_it_elsewhere() {
    let mut event = draft();
    change(&mut event, |event| assert!(prepare(event, &mut Fixed::new())));
    let file = key_file::text(&event, None, 5);
    change(&mut event, |event| key_file::note(event, 5, false));
    let elsewhere: Event = serde_json::from_str(&file).expect("a key file");
    assert_eq!(elsewhere.stage, Stage::Opening);
    assert_eq!(elsewhere.edition, event.edition, "neither is newer than the other");
    assert_eq!(elsewhere.opening, event.opening);
    assert_eq!(seats::blocks(&elsewhere), seats::blocks(&event));
}

#[test]
fn going_back_to_setting_up_forgets_numbers_and_frees_activities() {
    let mut event = saved();
    change(&mut event, begin);
    assert!(event.activities.remove(0).is_none());
    change(&mut event, back_to_draft);
    assert_eq!((event.stage, event.seats.len()), (Stage::Draft, 0));
    assert!(event.activities.remove(0).is_some());
    assert!(!ready(&event));
}

#[test]
fn obstacles_that_need_their_own_words_have_them() {
    let closes_at = Problem::Invalid {
        field: "rules.closes_at".to_owned(),
        reason: "this moment has passed".to_owned(),
    };
    let what = "lottery".to_owned();
    assert!(obstacle(&closes_at).is_some_and(|words| words.contains("past")));
    assert!(obstacle(&Problem::Taken { what, number: 0 }).is_some_and(|words| words.contains("key file")));
    assert_eq!(obstacle(&Problem::TooMany), None);
}
