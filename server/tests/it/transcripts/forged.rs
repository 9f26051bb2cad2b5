//! What somebody does who changes a transcript and is clever about it: every hash, seed, order and result computed again, so
//! that one thing follows from the other.

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::{Event, Line, first_head, head, list_hash, rules_hash};
use turnwise_shared::replay::Replay;
use turnwise_shared::transcript::{Recorded, Transcript};

/// Makes everything follow from log, rules, lines and values as they stand now. `before` are the rules' hashes as the log
/// still names them.
pub(super) fn forge(transcript: &mut Transcript, before: &[Hash32]) {
    let hashes: Vec<Hash32> = transcript.rules.iter().map(rules_hash).collect();
    let renamed = |hash: &mut Hash32| {
        let version = before.iter().position(|known| known == hash);
        *hash = version
            .and_then(|version| hashes.get(version))
            .copied()
            .unwrap_or(*hash);
    };
    let lines: Vec<Hash32> = transcript.lines.iter().map(Line::hash).collect();
    let entries = u32::try_from(lines.len()).expect("few lines");
    let saved = transcript.lines.iter().filter(|line| line.version > 0).count();
    let closing = transcript
        .log
        .iter()
        .rposition(|record| matches!(record.event, Event::Closed { .. }));
    let added: u32 = transcript
        .log
        .iter()
        .map(|record| match record.event {
            Event::EntriesAdded { entries } => entries,
            _ => 0,
        })
        .sum();
    for (at, record) in transcript.log.iter_mut().enumerate() {
        match &mut record.event {
            Event::Opened { rules, entries: all } => {
                renamed(rules);
                *all = entries - added;
            }
            Event::RulesChanged { rules } => renamed(rules),
            Event::Closed {
                list,
                entries: all,
                saved: of_them,
                ..
            } if Some(at) == closing => {
                *list = list_hash(&lines);
                *all = entries;
                *of_them = u32::try_from(saved).expect("few lines");
            }
            _ => {}
        }
    }
    chain(&transcript.lottery, &mut transcript.log);
    results(transcript, &hashes);
}

fn chain(lottery: &LotteryId, log: &mut [Recorded]) {
    let mut before = first_head(lottery);
    for (number, record) in (1..).zip(log) {
        record.head = head(&before, number, record.time, &record.note, &record.event);
        before = record.head;
    }
}

/// Seeds, orders and allocations.
fn results(transcript: &mut Transcript, hashes: &[Hash32]) {
    let named = transcript.log.iter().rev().find_map(|record| match record.event {
        Event::Opened { rules, .. } | Event::RulesChanged { rules } => Some(rules),
        _ => None,
    });
    let version = hashes
        .iter()
        .position(|hash| Some(*hash) == named)
        .expect("rules in force");
    let rules: Rules = transcript.rules[version].clone();
    for attempt in &mut transcript.attempts {
        let record = &transcript.log[attempt.record as usize - 1];
        let Some(drawn) = attempt.drawn else {
            continue;
        };
        let Event::Drawn { value } = &transcript.log[drawn as usize - 1].event else {
            continue;
        };
        // Lists that cannot be have no result.
        if let Ok(replay) = Replay::new(&rules, &record.head, value, &transcript.lines) {
            attempt.seed = replay.seed;
            attempt.order = replay.pass(1);
            attempt.allocation = replay.allocation();
        }
    }
}
