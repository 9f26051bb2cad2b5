//! What is a ballot and what is not: refused in the browser before saving and on the server before storing.

use turnwise_shared::ballot::{Ballot, BallotFault};
use turnwise_shared::lottery::{PassOrder, Rules, ValuePlan};

use crate::dice::Dice;
use crate::record::rules;

/// Five activities; the fifth is open to the groups 5 and 6 only.
fn five() -> Rules {
    rules(&mut Dice::new(3), PassOrder::Same, ValuePlan::Server)
}

fn fault(choices: &[u32], group: u32) -> Option<BallotFault> {
    Ballot::new(choices.to_vec(), &five(), group).err()
}

#[test]
fn short_empty_and_complete_lists_are_ballots() {
    for choices in [vec![], vec![4], vec![5, 1], vec![5, 4, 3, 2, 1]] {
        let ballot = Ballot::new(choices.clone(), &five(), 6).expect("a ballot");
        assert_eq!(ballot.choices(), choices);
    }
    let none = Rules {
        activities: vec![],
        ..five()
    };
    assert_eq!(Ballot::new(vec![], &none, 1), Ok(Ballot::default()));
    assert_eq!(Ballot::new(vec![1], &none, 1), Err(BallotFault::TooMany));
}

#[test]
fn the_first_fault_from_the_top_is_named() {
    let unknown = |rank, activity| Some(BallotFault::Unknown { rank, activity });
    assert_eq!(fault(&[1, 6, 6], 5), unknown(2, 6));
    assert_eq!(fault(&[0], 5), unknown(1, 0));
    assert_eq!(fault(&[u32::MAX], 5), unknown(1, u32::MAX));
    assert_eq!(
        fault(&[2, 3, 2, 9], 5),
        Some(BallotFault::Doubled { rank: 3, activity: 2 })
    );
    assert_eq!(
        fault(&[1, 5, 1], 7),
        Some(BallotFault::ForeignGroup { rank: 2, activity: 5 })
    );
    assert_eq!(fault(&[1, 2, 3, 4, 5, 1], 5), Some(BallotFault::TooMany));
    assert_eq!(fault(&[1, 2, 3, 4], 7), None);
}
