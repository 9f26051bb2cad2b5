use super::super::opened::tests::view;
use super::*;
use turnwise_shared::api::Withheld;

const NUMBERS: ValuePlan = ValuePlan::Numbers {
    count: 6,
    low: 1,
    high: 49,
};

/// A draw with these records, each a hundred seconds after the one before; noted ones have a reason.
fn stands(phase: Phase, events: &[(Option<Event>, bool)], attempts: &[(u32, Option<u32>)]) -> LotteryView {
    let mut view = view().lottery;
    view.phase = phase;
    view.rules.plan = NUMBERS;
    view.rules.notice = 300;
    let record = |(index, (event, noted)): (u64, &(Option<Event>, bool))| Record {
        time: 100 * (index + 1),
        event: event.clone().map_or(
            RecordEvent::Withheld {
                kind: Withheld::DrawnNotPublished,
            },
            RecordEvent::Told,
        ),
        note: if *noted { Hash32([1; 32]) } else { Hash32::ZERO },
        sealed: None,
        head: Hash32::ZERO,
    };
    view.log = (0..).zip(events).map(record).collect();
    let attempt = |(attempt, &(record, drawn)): (u32, &(u32, Option<u32>))| AttemptSummary {
        attempt,
        record,
        drawn,
        published: None,
    };
    view.attempts = (1..).zip(attempts).map(attempt).collect();
    view
}

fn opened() -> (Option<Event>, bool) {
    let rules = Hash32::ZERO;
    (Some(Event::Opened { rules, entries: 3 }), false)
}

fn closed(due: u64) -> (Option<Event>, bool) {
    let event = Event::Closed {
        list: Hash32::ZERO,
        entries: 3,
        saved: 2,
        plan: NUMBERS,
        due,
    };
    (Some(event), false)
}

fn redraw(due: u64) -> (Option<Event>, bool) {
    (Some(Event::Redraw { plan: NUMBERS, due }), true)
}

const DRAWN: (Option<Event>, bool) = (None, false);

#[test]
fn after_closing_the_value_it_named_is_waited_for() {
    let view = stands(Phase::Closed, &[opened(), closed(500)], &[]);
    let awaited = awaited(&view).expect("a draw is to come");
    assert_eq!((awaited.record, awaited.due, awaited.moment()), (2, 500, 500));
    assert_eq!((next_draw(&view), last_draw(&view)), (1, None));
}

#[test]
fn once_drawn_nothing_is_waited_for_until_another_draw_is_allowed() {
    let made = stands(Phase::Drawn, &[opened(), closed(500), DRAWN], &[(2, Some(3))]);
    assert_eq!((awaited(&made), last_draw(&made)), (None, Some(1)));
    let again = stands(
        Phase::Drawn,
        &[opened(), closed(500), DRAWN, redraw(900)],
        &[(2, Some(3))],
    );
    assert_eq!(awaited(&again).map(|awaited| awaited.due), Some(900));
    assert_eq!(next_draw(&again), 2);
}

#[test]
fn a_draw_that_was_not_made_is_counted_and_has_the_reason_that_ended_it() {
    let reopened = (Some(Event::Reopened), true);
    let log = [opened(), closed(500), reopened, closed(900), DRAWN];
    let view = stands(Phase::Drawn, &log, &[(2, None), (4, Some(5))]);
    assert_eq!(reason_of(&view, &view.attempts[0]), Some(3));
    assert_eq!(reason_of(&view, &view.attempts[1]), None);
    assert_eq!((last_draw(&view), awaited(&view)), (Some(2), None));
    let passed = stands(Phase::Closed, &log[..4], &[(2, None)]);
    assert_eq!((next_draw(&passed), last_draw(&passed)), (2, None));
    assert!(awaits_draw(&passed));
}

#[test]
fn numbers_entered_again_have_the_reason_of_the_correction() {
    let corrected = (None, true);
    let log = [opened(), closed(500), DRAWN, redraw(900), DRAWN, corrected];
    let view = stands(Phase::Drawn, &log, &[(2, Some(3)), (4, Some(5)), (4, Some(6))]);
    let reasons: Vec<Option<u32>> = view.attempts.iter().map(|attempt| reason_of(&view, attempt)).collect();
    assert_eq!(reasons, [None, Some(4), Some(6)]);
}

#[test]
fn it_can_be_closed_a_notice_after_the_last_change_of_rules() {
    let rules = Hash32::ZERO;
    let changed = (Some(Event::RulesChanged { rules }), false);
    let more = (Some(Event::EntriesAdded { entries: 2 }), false);
    let mut view = stands(Phase::Open, &[opened(), changed, more.clone(), more], &[]);
    assert_eq!((closing_from(&view), added(&view)), (500, 4));
    view.rules.notice = 0;
    assert_eq!(closing_from(&view), 0);
}
