//! Sentences and checks about how places are given: the sum that shows whether it can work, one sentence
//! for each order per round, and whose word a source of randomness rests on.

use turnwise_shared::lottery::{PassOrder, ValuePlan};

/// "400 × 2 = 800 wanted, 840 there"; for no limit, what is there.
pub fn sum(people: usize, limit: Option<u32>, places: u64) -> String {
    match limit {
        None => format!("{people} people, {places} places in all."),
        Some(0) => format!("{people} people without a limit, {places} places in all: early turns may take a lot."),
        Some(limit) => {
            let wanted = people as u64 * u64::from(limit);
            let verdict = if wanted > places {
                "Not everyone can get that many."
            } else {
                "Enough for everyone."
            };
            format!("{people} × {limit} = {wanted} wanted, {places} there. {verdict}")
        }
    }
}

/// The orders per round, each with one sentence. Only facts: nothing here says "fairer".
pub const ORDERS: [(PassOrder, &str, &str); 4] = [
    (
        PassOrder::Same,
        "Same order each round",
        "Whoever is first in line picks first in every round.",
    ),
    (
        PassOrder::Snake,
        "There and back",
        "Round 2 starts from the back, round 3 from the front again, and so on.",
    ),
    (
        PassOrder::ReverseAfterFirst,
        "From the back after round 1",
        "Round 1 goes from front to back, every later round from back to front.",
    ),
    (
        PassOrder::Reshuffle,
        "New order each round",
        "Every round is drawn anew; not possible with a list of your own.",
    ),
];

/// Where the order comes from, each with whose word it rests on.
pub const PLANS: [(ValuePlan, &str, &str); 2] = [
    (
        ValuePlan::Server,
        "Drawn by the server",
        "One button. People take the word of whoever runs the server that it drew honestly.",
    ),
    (
        ValuePlan::OwnList,
        "My own shuffled list",
        "You download the list, shuffle it by any means, and upload it. People take your word for it.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_says_whether_it_can_work() {
        assert_eq!(
            sum(400, Some(2), 840),
            "400 × 2 = 800 wanted, 840 there. Enough for everyone."
        );
        assert_eq!(
            sum(400, Some(2), 700),
            "400 × 2 = 800 wanted, 700 there. Not everyone can get that many."
        );
        assert_eq!(sum(3, None, 5), "3 people, 5 places in all.");
    }
}
