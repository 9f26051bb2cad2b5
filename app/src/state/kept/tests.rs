//! An honest server raises no alarm; each lie it could tell one number does.

use super::super::opened::tests::view;
use super::own::{Own, Stage};
use super::*;
use turnwise_shared::api::{Record, RecordEvent, Withheld};
use turnwise_shared::hash::Nonce;
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

const ID: LotteryId = LotteryId([7; 16]);

fn kept() -> Kept {
    Kept::of(&view().line, &view().lottery.rules)
}

fn showing(version: u32, nonce: u8, choices: &[u32]) -> ParticipantView {
    let mut view = view();
    view.line.version = version;
    view.line.nonce = Nonce([nonce; 16]);
    view.line.choices = choices.to_vec();
    view
}

/// When each head was last the last one.
fn times(kept: &Kept) -> Vec<u64> {
    kept.seen.in_file().iter().map(|seen| seen.at).collect()
}

#[test]
fn what_is_kept_comes_back_and_only_with_its_own_link() {
    let mut kept = kept();
    kept.draft.choices = vec![2, 1];
    let text = kept.seal(&[1; 32], &ID, [4; 12]).expect("seals");
    assert_eq!(Kept::open(&text, &[1; 32], &ID), Some(kept));
    assert_eq!(Kept::open(&text, &[2; 32], &ID), None);
    assert_eq!(Kept::open(&text, &[1; 32], &LotteryId([8; 16])), None);
    assert!(!text.contains("choices"));
}

#[test]
fn what_a_newer_page_kept_is_not_read_and_not_written_over() {
    let mut kept = kept();
    let text = |kept: &Kept| kept.seal(&[1; 32], &ID, [4; 12]).expect("seals");
    assert!(!Kept::is_beyond(&text(&kept), &[1; 32], &ID));
    kept.format = FORMAT + 1;
    assert_eq!(Kept::open(&text(&kept), &[1; 32], &ID), None);
    assert!(Kept::is_beyond(&text(&kept), &[1; 32], &ID));
    assert!(!Kept::is_beyond(&text(&kept), &[2; 32], &ID));
    assert!(!Kept::is_beyond("{}", &[1; 32], &ID));
}

#[test]
fn an_honest_server_raises_no_alarm() {
    let mut kept = kept();
    assert_eq!(kept.look(&view(), 5), (Relation::Same, vec![]));
    let saved = showing(1, 1, &[2]);
    kept.draft.choices = vec![2];
    kept.saved(&saved.line, &view().lottery.rules);
    assert_eq!(kept.look(&saved, 1_006), (Relation::Same, vec![]));
    assert_eq!(times(&kept), [1_006]);
    // Saved from another device: no lie, but somebody has to choose.
    assert_eq!(kept.look(&showing(2, 2, &[1]), 7), (Relation::Parted, vec![]));
}

#[test]
fn only_the_list_that_was_last_saved_from_here_is_vouched_for() {
    let mut kept = kept();
    let (none, first) = (showing(0, 0, &[]).line, showing(1, 1, &[2]).line);
    assert_eq!(kept.own(&none), Own::NoneSent);
    assert_eq!(kept.own(&first), Own::NotHere);
    kept.saved(&first, &view().lottery.rules);
    assert_eq!(kept.own(&first), Own::AsSaved);
    assert_eq!(kept.own(&none), Own::Wrong);
    assert_eq!(kept.own(&showing(1, 2, &[2]).line), Own::Wrong);
    assert_eq!(kept.own(&showing(1, 1, &[1]).line), Own::Wrong);
    kept.saved(&showing(2, 2, &[1]).line, &view().lottery.rules);
    assert_eq!(kept.own(&first), Own::Wrong);
}

#[test]
fn a_newer_list_that_was_not_saved_from_here_is_a_question_and_no_alarm() {
    let mut kept = kept();
    kept.saved(&showing(1, 1, &[2]).line, &view().lottery.rules);
    // The same choices under another nonce are another list.
    for newer in [showing(2, 2, &[2]), showing(3, 1, &[2]), showing(2, 1, &[1])] {
        assert_eq!(kept.look(&newer, 5).1, []);
        assert_eq!(kept.own(&newer.line), Own::Newer);
        let mut answered = kept.clone();
        answered.claimed = Some(newer.line.clone());
        assert_eq!(answered.own(&newer.line), Own::Claimed);
        assert_eq!(answered.own(&showing(4, 4, &[1]).line), Own::Newer);
    }
    assert_eq!(kept.look(&showing(0, 0, &[]), 5).1, [Alarm::Older]);
    // What was said to be one's own cannot go or change either.
    kept.claimed = Some(showing(3, 3, &[2, 1]).line);
    assert_eq!(kept.look(&showing(2, 2, &[1]), 5).1, [Alarm::Older]);
    assert_eq!(kept.look(&showing(3, 3, &[1, 2]), 5).1, [Alarm::Other]);
}

#[test]
fn nothing_sounds_checked_that_was_not() {
    let recorded = Stage::Recorded { until: None };
    let all = [
        Own::AsSaved,
        Own::NoneSent,
        Own::Claimed,
        Own::Newer,
        Own::NotHere,
        Own::Wrong,
    ];
    for own in all {
        for stage in [Stage::Open, recorded.clone(), Stage::Unrecorded, Stage::Repeated] {
            let sentence = own.sentence(&stage);
            assert_eq!(sentence.is_none(), matches!(own, Own::Newer | Own::Wrong));
            let says_not = sentence.is_none_or(|sentence| sentence.starts_with("Not checked"));
            assert_eq!(says_not, !own.is_checked(&stage), "{own:?} {stage:?}");
            // Where nothing is kept there is nothing to compare with.
            assert!(own != Own::NoneSent || says_not);
        }
    }
    let until = Some("20:15".to_owned());
    assert_eq!(
        Own::AsSaved.sentence(&Stage::Recorded { until }).as_deref(),
        Some("Your list is in exactly as you saved it. Others can check theirs until 20:15; then the draw is made.")
    );
}

#[test]
fn a_save_without_an_answer_is_vouched_for_once_the_server_has_it() {
    let mut kept = kept();
    kept.draft.choices = vec![2];
    kept.draft.request(&view().lottery.rules, Nonce([1; 16]));
    let arrived = showing(1, 1, &[2]);
    kept.look(&arrived, 5);
    assert_eq!(kept.own(&arrived.line), Own::AsSaved);
    assert_eq!(kept.ranked, Some(view().lottery.rules));
}

#[test]
fn what_an_older_page_kept_is_read() {
    let text = serde_json::to_string(&kept()).expect("text");
    let older = text.replace(",\"ranked\":null,\"claimed\":null,\"misfit\":null,\"words\":null", "");
    assert_ne!(older, text);
    assert_eq!(json::read(&older), Ok(kept()));
}

#[test]
fn the_fingerprint_of_the_words_is_seen_and_cannot_be_exchanged_later() {
    let mut kept = kept();
    let mut drawn = closed(1_900);
    let published = drawn.lottery.log[2].clone();
    drawn.lottery.log.push(Record {
        head: Hash32([4; 32]),
        event: RecordEvent::Told(Event::LinkReplaced),
        ..published
    });
    kept.look(&drawn, 2_000);
    let seen: Vec<u32> = kept.seen.in_file().iter().map(|seen| seen.revision.get()).collect();
    assert_eq!(seen, [3, 4]);
    drawn.lottery.log.truncate(3);
    drawn.lottery.log[2].head = Hash32([9; 32]);
    assert_eq!(kept.look(&drawn, 2_000).1, [Alarm::Rewritten(3)]);
}

#[test]
fn what_did_not_fit_the_record_that_anyone_can_read_stays_an_alarm() {
    for misfit in [Misfit::Log(3), Misfit::List, Misfit::Own] {
        let mut kept = kept();
        kept.misfit = Some(misfit);
        let text = kept.seal(&[1; 32], &ID, [4; 12]).expect("seals");
        let mut later = Kept::open(&text, &[1; 32], &ID).expect("it opens");
        assert_eq!(later.look(&view(), 1_000).1, [Alarm::Public(misfit)]);
        assert_eq!(later.look(&view(), 1_001).1, [Alarm::Public(misfit)]);
    }
}

#[test]
fn a_lost_or_changed_list_raises_an_alarm() {
    let mut kept = kept();
    kept.draft.choices = vec![2];
    kept.saved(&showing(2, 1, &[2]).line, &view().lottery.rules);
    assert_eq!(kept.clone().look(&showing(1, 9, &[1]), 5).1, [Alarm::Older]);
    assert_eq!(kept.clone().look(&showing(2, 9, &[1]), 5).1, [Alarm::Other]);
}

#[test]
fn a_record_that_was_rewritten_or_cut_raises_an_alarm() {
    let mut kept = kept();
    kept.look(&view(), 5);
    let mut other = view();
    other.lottery.log[1].head = Hash32([1; 32]);
    assert_eq!(kept.clone().look(&other, 6).1, [Alarm::Rewritten(2)]);
    other.lottery.log.pop();
    assert_eq!(kept.look(&other, 6).1, [Alarm::Rewritten(2)]);
}

/// Choosing that ended with a third record, dated so.
fn closed(time: u64) -> ParticipantView {
    let mut view = view();
    let event = Event::Closed {
        list: Hash32::ZERO,
        entries: 3,
        saved: 0,
        plan: view.lottery.rules.plan,
        due: 0,
    };
    let mut record = view.lottery.log[1].clone();
    (record.time, record.event, record.head) = (time, RecordEvent::Told(event), Hash32([3; 32]));
    view.lottery.log.push(record);
    (view.lottery.phase, view.lottery.now) = (Phase::Closed, 2_000);
    view
}

#[test]
fn a_closing_dated_before_choosing_was_still_seen_open_raises_an_alarm() {
    let mut kept = kept();
    kept.look(&view(), 990);
    kept.look(&view(), 500);
    assert_eq!(times(&kept), [990]);
    assert_eq!(kept.clone().look(&closed(870), 2_000).1, []);
    assert_eq!(kept.clone().look(&closed(869), 2_000).1, [Alarm::Backdated(3)]);
    // It stays one, however long the end of choosing is looked at.
    kept.look(&closed(869), 2_000);
    assert_eq!(kept.look(&closed(869), 9_000).1, [Alarm::Backdated(3)]);
}

#[test]
fn a_fast_clock_or_a_later_look_accuses_nobody() {
    let mut kept = kept();
    kept.look(&view(), 5_000);
    assert_eq!(times(&kept), [0]);
    assert_eq!(kept.look(&closed(900), 9_000).1, []);
    assert_eq!(kept.look(&closed(900), 9_000).1, []);
    assert_eq!(times(&kept), [0, 0]);
}

#[test]
fn a_server_whose_clock_tells_what_suits_it_does_not_set_this_one_back() {
    let mut kept = kept();
    let mut shown = view();
    shown.lottery.now = 960;
    kept.look(&shown, 1_080);
    assert_eq!(times(&kept), [1_080]);
    assert_eq!(kept.look(&closed(959), 2_000).1, [Alarm::Backdated(3)]);
}

#[test]
fn a_redraw_dated_before_the_record_was_still_seen_without_it_raises_an_alarm() {
    let mut kept = kept();
    kept.look(&closed(900), 2_000);
    let redraw = |time: u64| {
        let mut view = closed(900);
        let plan = view.lottery.rules.plan;
        let record = Record {
            time,
            event: RecordEvent::Told(Event::Redraw { plan, due: 0 }),
            head: Hash32([4; 32]),
            ..view.lottery.log[2].clone()
        };
        view.lottery.log.push(record);
        view
    };
    assert_eq!(kept.clone().look(&redraw(1_880), 2_100).1, []);
    assert_eq!(kept.look(&redraw(1_879), 2_100).1, [Alarm::Backdated(4)]);
}

#[test]
fn any_record_dated_before_it_was_still_seen_missing_raises_an_alarm() {
    let mut kept = kept();
    kept.look(&closed(900), 2_000);
    for event in [
        RecordEvent::Told(Event::Reopened),
        RecordEvent::Told(Event::LinkReplaced),
        RecordEvent::Withheld {
            kind: Withheld::DrawnNotPublished,
        },
    ] {
        let later = |time: u64| {
            let mut view = closed(900);
            let (event, head) = (event.clone(), Hash32([4; 32]));
            let record = view.lottery.log[2].clone();
            view.lottery.log.push(Record {
                time,
                event,
                head,
                ..record
            });
            view
        };
        assert_eq!(kept.clone().look(&later(1_880), 2_100).1, []);
        assert_eq!(kept.clone().look(&later(1_879), 2_100).1, [Alarm::Backdated(4)]);
    }
}
