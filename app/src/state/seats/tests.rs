use std::collections::BTreeSet;

use turnwise_shared::api::{EntryView, LotteryView};
use turnwise_shared::lottery::Phase;

use super::super::sample::sample;
use super::super::sealing::unwrap_key;
use super::*;

/// A fixed row of bytes.
pub struct Fixed(u64);

impl Fixed {
    pub fn new() -> Self {
        Self(1)
    }
}

impl Random for Fixed {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        [(); N].map(|()| {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            u8::try_from(self.0 >> 56).expect("the highest byte")
        })
    }
}

/// The sample, ready to be opened.
pub fn draft() -> Event {
    let administrator = Fixed(7).token();
    sample(LotteryId([3; 16]), &administrator, Hash32([4; 32]))
}

/// The draw as the server has it: announced so many, with these numbers in it.
pub fn view(event: &Event, announced: u32, entries: &[u32]) -> AdministratorView {
    let rules = event.rules(Hash32::ZERO).expect("complete");
    let entry = |&entry: &u32| EntryView {
        entry,
        group: 0,
        version: 0,
        choices: Vec::new(),
    };
    AdministratorView {
        lottery: LotteryView {
            phase: Phase::Open,
            now: 0,
            expires_at: 0,
            entries: announced,
            rules,
            catalogue: Sealed(Vec::new()),
            wrap: Sealed(Vec::new()),
            log: Vec::new(),
            attempts: Vec::new(),
        },
        drand_relay: None,
        progress: 0,
        entries: entries.iter().map(entry).collect(),
    }
}

#[test]
fn everyone_gets_a_number_and_a_link_that_opens_the_texts() {
    let mut event = draft();
    make(&mut event, &[], &mut Fixed::new());
    assert_eq!(event.seats.len(), 24);
    assert_eq!(without(&event), Vec::<usize>::new());
    let numbers: BTreeSet<u32> = event.seats.iter().map(|seat| seat.entry).collect();
    assert_eq!(numbers.len(), 24);
    for seat in &event.seats {
        let keys = seat.keys(&event.id).expect("a code");
        let wrap = seat.unsent.as_ref().expect("not sent");
        assert_eq!(unwrap_key(&keys.wrap, &event.id, wrap), Ok(event.catalogue_key));
    }
}

#[test]
fn what_is_sent_is_in_blocks_and_the_same_every_time() {
    let mut event = draft();
    let people: Vec<_> = (0..=BLOCK).map(|_| event.roster.people()[0].clone()).collect();
    event.roster = people.into();
    make(&mut event, &[], &mut Fixed::new());
    let sent = blocks(&event);
    let sizes: Vec<usize> = sent.iter().map(|block| block.entries.len()).collect();
    assert_eq!(sizes, [BLOCK, 1]);
    assert_eq!(blocks(&event), sent);
    assert!(
        sent.iter()
            .flat_map(|block| &block.entries)
            .all(|entry| entry.group == 1)
    );

    let first: Vec<u32> = sent[0].entries.iter().map(|entry| entry.entry).collect();
    arrived(&mut event, &first);
    assert_eq!(there(&event), BLOCK);
    assert_eq!(blocks(&event), sent[1..]);
}

#[test]
fn a_lost_answer_announces_nobody_twice() {
    let mut event = draft();
    make(&mut event, &[], &mut Fixed::new());
    let numbers: Vec<u32> = event.seats.iter().map(|seat| seat.entry).collect();
    let cases = [(0, 0, 24), (24, 0, 0), (24, 10, 0), (20, 20, 4)];
    for (announced, present, more) in cases {
        let view = view(&event, announced, &numbers[..present]);
        assert_eq!(to_announce(&event, &view), more, "{announced} {present}");
        let mut event = event.clone();
        reconcile(&mut event, &view);
        assert_eq!(there(&event), present);
    }
}

#[test]
fn a_replaced_link_counts_once_the_server_has_it() {
    let mut event = draft();
    make(&mut event, &[], &mut Fixed::new());
    let (entry, old) = (event.seats[0].entry, event.seats[0].token.clone());
    let first = next_link(&mut event, entry, &mut Fixed(5)).expect("somebody");
    assert_eq!(event.seats[0].token, old);
    // No answer came: the very same goes out again, whatever the generator gives now.
    let again = next_link(&mut event, entry, &mut Fixed(6)).expect("somebody");
    assert_eq!(again, first);

    replaced(&mut event, entry);
    let seat = &event.seats[0];
    assert_ne!(seat.token, old);
    assert_eq!(seat.next, None);
    assert_eq!(credential_of(&event.id, &seat.token), Some(first.credential));
    let keys = seat.keys(&event.id).expect("a code");
    assert_eq!(unwrap_key(&keys.wrap, &event.id, &first.wrap), Ok(event.catalogue_key));
    assert_eq!(next_link(&mut event, 1, &mut Fixed(5)), None);
}

#[test]
fn classes_are_numbered_from_one() {
    let event = draft();
    let groups: Vec<u32> = [0, 8, 16, 99].map(|person| group(&event, person)).to_vec();
    assert_eq!(groups, [1, 2, 3, 0]);
}
