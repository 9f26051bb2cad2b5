//! What a server could show before anything is published: an honest log is followed, and each thing that cannot be is named.

use super::*;
use crate::beacon;
use crate::hash::Hash32;

const NOTICE: u32 = 600;
const OPENED: u64 = 1_800_000_000;
/// When choosing ended.
const CLOSED: u64 = OPENED + 4_000;

fn rules(plan: ValuePlan) -> Rules {
    Rules {
        limit: None,
        pass_order: PassOrder::Same,
        notice: if plan.is_public() { NOTICE } else { 0 },
        closes_at: None,
        plan,
        activities: vec![],
        catalogue: Hash32::ZERO,
    }
}

/// A record of a log.
#[derive(Clone)]
struct Written {
    time: u64,
    event: Option<Event>,
    reason: bool,
}

fn at(time: u64, event: Event) -> Written {
    Written {
        time,
        event: Some(event),
        reason: false,
    }
}

fn opened() -> Written {
    at(
        OPENED,
        Event::Opened {
            rules: Hash32::ZERO,
            entries: 2,
        },
    )
}

fn closed(plan: ValuePlan, due: u64) -> Written {
    at(
        CLOSED,
        Event::Closed {
            list: Hash32::ZERO,
            entries: 2,
            saved: 1,
            plan,
            due,
        },
    )
}

fn redraw(time: u64, plan: ValuePlan) -> Written {
    Written {
        reason: true,
        ..at(
            time,
            Event::Redraw {
                plan,
                due: plan.due(time, NOTICE),
            },
        )
    }
}

fn withheld(time: u64) -> Written {
    Written {
        time,
        event: None,
        reason: false,
    }
}

/// Opened, closed, drawn by drand without anybody being told yet.
fn honest() -> Vec<Written> {
    let due = ValuePlan::Drand.due(CLOSED, NOTICE);
    let drawn = withheld(beacon::moment(due));
    vec![opened(), closed(ValuePlan::Drand, due), drawn]
}

fn found(plan: ValuePlan, log: &[Written]) -> Option<Slip> {
    let steps = log.iter().map(|written| Step {
        time: written.time,
        event: written.event.as_ref(),
        reason: written.reason,
    });
    follow(&rules(plan), steps).err()
}

#[test]
fn an_honest_log_is_followed_as_far_as_there_is_one() {
    let mut log = honest();
    let end = log[2].time;
    log.push(redraw(end + 5, ValuePlan::Drand));
    log.push(at(end + 6, Event::LinkReplaced));
    log.push(withheld(end + 5_000));
    log.push(at(end + 5_001, Event::Published));
    for many in 0..=log.len() {
        assert_eq!(found(ValuePlan::Drand, &log[..many]), None, "{many}");
    }
    for plan in [ValuePlan::Server, ValuePlan::OwnList] {
        assert_eq!(found(plan, &[opened(), closed(plan, 0), withheld(CLOSED)]), None);
    }
}

#[test]
fn a_value_that_could_be_known_is_not_let_pass() {
    let mut log = honest();
    let due = ValuePlan::Drand.due(CLOSED, NOTICE);
    for wrong in [due - 28_800, due - 1, due + 1] {
        log[1] = closed(ValuePlan::Drand, wrong);
        assert_eq!(found(ValuePlan::Drand, &log), Some(Slip::Due(2)));
    }
    let numbers = ValuePlan::Numbers {
        count: 6,
        low: 1,
        high: 49,
    };
    let due = CLOSED + u64::from(NOTICE);
    assert_eq!(
        found(numbers, &[opened(), closed(numbers, due - 1)]),
        Some(Slip::Due(2))
    );
    assert_eq!(found(numbers, &[opened(), closed(numbers, due + 90_000)]), None);
    let early = [opened(), closed(numbers, due), withheld(due - 1)];
    assert_eq!(found(numbers, &early), Some(Slip::Early(3)));
    // What was drawn may be entered once more, with a reason.
    let mut corrected = vec![opened(), closed(numbers, due), withheld(due), withheld(due + 9)];
    assert_eq!(found(numbers, &corrected), Some(Slip::Reason(4)));
    corrected[3].reason = true;
    assert_eq!(found(numbers, &corrected), None);
}

#[test]
fn each_thing_that_cannot_be_is_named() {
    type Lie = fn(&mut Vec<Written>);
    let lies: [(Lie, Slip); 9] = [
        (|log| log[1].time = OPENED - 1, Slip::Time(2)),
        (|log| drop(log.remove(0)), Slip::Sequence(1)),
        (|log| drop(log.remove(1)), Slip::Sequence(2)),
        (|log| log.push(withheld(u64::MAX)), Slip::Reason(4)),
        (|log| log.push(opened()), Slip::Time(4)),
        (|log| log[1] = closed(ValuePlan::Server, 0), Slip::Plan(2)),
        (|log| log[2].time -= 1, Slip::Early(3)),
        (
            |log| {
                let changed = Event::RulesChanged { rules: Hash32::ZERO };
                log.insert(1, at(CLOSED - u64::from(NOTICE) + 1, changed));
            },
            Slip::Notice(3),
        ),
        (
            |log| {
                log.push(Written {
                    reason: false,
                    ..redraw(u64::MAX >> 1, ValuePlan::Drand)
                });
            },
            Slip::Reason(4),
        ),
    ];
    for (index, (lie, slip)) in lies.into_iter().enumerate() {
        let mut log = honest();
        lie(&mut log);
        assert_eq!(found(ValuePlan::Drand, &log), Some(slip), "lie {index}");
    }
    // Before its value can be known, nobody draws by another one; and few numbers decide nothing.
    let sooner = [&honest()[..2], &[redraw(CLOSED + 9, ValuePlan::Drand)]].concat();
    assert_eq!(found(ValuePlan::Drand, &sooner), Some(Slip::Sequence(3)));
    let few = ValuePlan::Numbers {
        count: 1,
        low: 1,
        high: 6,
    };
    assert_eq!(found(few, &[opened()]), Some(Slip::Weak));
}
