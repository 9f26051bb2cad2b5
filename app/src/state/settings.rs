//! Sentences and checks about how places are given: the sum that shows whether it can work, one sentence
//! for each order per round, whose word a source of randomness rests on, and the notice of a public value.

use turnwise_shared::catalogue::PublicNumbers;
use turnwise_shared::lottery::{MAX_NOTICE, MIN_NOTICE, PassOrder, ValuePlan};

use super::event::Settings;

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
pub const PLANS: [(ValuePlan, &str, &str); 4] = [
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
    (
        ValuePlan::Drand,
        "A public random number (drand)",
        "Some twenty organisations make it together, at a moment that follows from when you close. People take nobody’s \
         word, if one outsider compared the words on the screen before it existed.",
    ),
    (
        ValuePlan::Numbers {
            count: 0,
            low: 0,
            high: 0,
        },
        "Numbers drawn in public (a lottery’s numbers)",
        "You type in numbers that anyone can look up, drawn after you have closed. People take nobody’s word, if one \
         outsider compared the words on the screen before they were drawn.",
    ),
];

/// Notices that can be chosen, in seconds; the usual one is a day.
pub const NOTICES: [u32; 5] = [MIN_NOTICE, 3_600, 86_400, 172_800, 604_800];
/// The longest notice, in hours.
pub const MAX_NOTICE_HOURS: u32 = MAX_NOTICE / 3_600;

/// A span of time in its largest whole unit: "5 minutes", "1 hour", "2 days".
pub fn span(seconds: u32) -> String {
    let (count, unit) = match seconds {
        _ if seconds.is_multiple_of(86_400) => (seconds / 86_400, "day"),
        _ if seconds.is_multiple_of(3_600) => (seconds / 3_600, "hour"),
        _ => (seconds.div_ceil(60), "minute"),
    };
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{s}")
}

impl Settings {
    /// Has the order come from here; numbers are those that were named before.
    pub fn choose(&mut self, plan: ValuePlan) {
        self.plan = match plan {
            ValuePlan::Numbers { .. } => self.numbers.plan(),
            other => other,
        };
        if plan == ValuePlan::OwnList && self.pass_order == PassOrder::Reshuffle {
            self.pass_order = PassOrder::Same;
        }
    }

    /// The notice as the rules have it: none for values that are not public.
    pub fn notice_in_force(&self) -> u32 {
        if self.plan.is_public() { self.notice } else { 0 }
    }

    /// Which numbers decide, if numbers do.
    pub fn public_numbers(&self) -> Option<&PublicNumbers> {
        matches!(self.plan, ValuePlan::Numbers { .. }).then_some(&self.numbers.told)
    }
}

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

    #[test]
    fn spans_are_told_in_their_largest_unit() {
        let told = [300, 3_600, 86_400, 129_600, 172_800].map(span);
        assert_eq!(told, ["5 minutes", "1 hour", "1 day", "36 hours", "2 days"]);
    }

    #[test]
    fn numbers_that_were_named_are_there_when_they_are_chosen_again() {
        let mut settings = Settings::default();
        settings.numbers.count = Some(6);
        settings.choose(PLANS[3].0);
        assert!(matches!(settings.plan, ValuePlan::Numbers { count: 6, .. }));
        assert!(settings.public_numbers().is_some() && settings.notice_in_force() == 86_400);
        settings.choose(ValuePlan::Server);
        assert!(settings.public_numbers().is_none() && settings.notice_in_force() == 0);
        settings.choose(PLANS[3].0);
        assert!(matches!(settings.plan, ValuePlan::Numbers { count: 6, .. }));
    }

    #[test]
    fn an_own_list_is_not_drawn_anew_each_round() {
        let mut settings = Settings {
            pass_order: PassOrder::Reshuffle,
            ..Settings::default()
        };
        settings.choose(ValuePlan::Drand);
        assert_eq!(settings.pass_order, PassOrder::Reshuffle);
        settings.choose(ValuePlan::OwnList);
        assert_eq!(settings.pass_order, PassOrder::Same);
    }

    #[test]
    fn settings_saved_before_there_were_public_values_can_be_read() {
        let old = r#"{"limit":2,"pass_order":"snake","closes_at":null,"plan":{"kind":"own_list"},"keep_days":90}"#;
        let settings: Settings = crate::json::read(old).expect("settings");
        let expected = Settings {
            limit: Some(2),
            pass_order: PassOrder::Snake,
            plan: ValuePlan::OwnList,
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }
}
