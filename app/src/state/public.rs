//! Public values, as the organiser's screens know them: what is asked before opening, what is said of it, and reading
//! the value when it is there.

pub mod beacon;
pub mod entered;
pub mod words;

use serde::{Deserialize, Serialize};
use turnwise_shared::catalogue::PublicNumbers;
use turnwise_shared::lottery::{MAX_NUMBERS, ValuePlan};

/// With fewer ways to come out, a list can be arranged that wins whatever is drawn: 2²⁰.
const WAYS: u64 = 1 << 20;

/// Which numbers drawn in public decide, as the organiser types it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Numbers {
    /// What people read.
    pub told: PublicNumbers,
    /// How many are drawn.
    pub count: Option<u32>,
    /// The lowest each can be.
    pub low: Option<u32>,
    /// The highest.
    pub high: Option<u32>,
}

impl Default for Numbers {
    fn default() -> Self {
        // From the lowest to the highest: so newspapers print them, and nobody has to have watched.
        let told = PublicNumbers {
            ascending: true,
            ..PublicNumbers::default()
        };
        Self {
            told,
            count: None,
            low: None,
            high: None,
        }
    }
}

impl Numbers {
    /// As the rules have it; zeros, which no rule accepts, for what is missing.
    pub fn plan(&self) -> ValuePlan {
        ValuePlan::Numbers {
            count: self.count.unwrap_or_default(),
            low: self.low.unwrap_or_default(),
            high: self.high.unwrap_or_default(),
        }
    }

    /// Whether how many there are, and from where to where, was typed.
    pub fn has_figures(&self) -> bool {
        self.count.is_some() && self.low.is_some() && self.high.is_some()
    }

    /// What is missing or does not do; none if opening need not wait for it.
    pub fn fault(&self) -> Option<String> {
        if self.told.what.trim().is_empty() {
            return Some("Which numbers decide? Say what is drawn.".to_owned());
        }
        if self.told.when.trim().is_empty() && self.told.moment.is_none() {
            return Some("When are the numbers drawn? Say it in words, or give date and time.".to_owned());
        }
        self.figures().err()
    }

    /// In how many ways they can come out, where that is enough.
    ///
    /// # Errors
    /// What is missing or does not do, in a sentence.
    pub fn figures(&self) -> Result<u64, String> {
        let (Some(count), Some(low), Some(high)) = (self.count, self.low, self.high) else {
            return Err("How many numbers are drawn, and from where to where?".to_owned());
        };
        if !(1..=MAX_NUMBERS).contains(&count) {
            return Err(format!("From 1 to {MAX_NUMBERS} numbers can decide."));
        }
        if low >= high {
            return Err("The highest number must be above the lowest.".to_owned());
        }
        let ways = ways(count, low, high, self.told.ascending);
        if ways < WAYS || !self.plan().is_strong() {
            let sorted = if self.told.ascending {
                ", from the lowest to the highest,"
            } else {
                ""
            };
            return Err(format!(
                "Too few ways: {count} of {low} to {high}{sorted} can come out in {} ways, and at least {} are needed. With \
                 fewer, a list could be arranged that wins whatever is drawn. Take more numbers, or a larger range.",
                thousands(ways),
                thousands(WAYS)
            ));
        }
        Ok(ways)
    }
}

/// In how many ways numbers can come out: each as often as it likes in the order in which they are drawn; sorted, each
/// once, as in a lottery, which is the smaller figure.
fn ways(count: u32, low: u32, high: u32, ascending: bool) -> u64 {
    let each = u64::from(high.saturating_sub(low)) + 1;
    if !ascending {
        return each.saturating_pow(count);
    }
    let mut ways: u128 = 1;
    for drawn in 0..u64::from(count) {
        // After every step this is a whole number: so many of `each` can be chosen in so many ways.
        ways = ways * u128::from(each.saturating_sub(drawn)) / u128::from(drawn + 1);
        if ways > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    u64::try_from(ways).unwrap_or(u64::MAX)
}

/// "1,048,576"; beyond a billion only that it is more.
pub fn thousands(number: u64) -> String {
    if number > 1_000_000_000 {
        return "more than 1,000,000,000".to_owned();
    }
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lotto() -> Numbers {
        Numbers {
            told: PublicNumbers {
                what: "Lotto 6aus49".to_owned(),
                when: "Wednesday".to_owned(),
                moment: None,
                ascending: true,
            },
            count: Some(6),
            low: Some(1),
            high: Some(49),
        }
    }

    #[test]
    fn what_is_missing_is_asked_for_in_order() {
        let mut numbers = Numbers::default();
        assert!(numbers.fault().expect("nothing is there").starts_with("Which numbers"));
        numbers.told.what = "Lotto".to_owned();
        assert!(numbers.fault().expect("no moment").starts_with("When"));
        numbers.told.moment = Some(7);
        assert!(numbers.fault().expect("no figures").starts_with("How many"));
        assert_eq!(lotto().fault(), None);
        assert_eq!(lotto().figures(), Ok(13_983_816));
    }

    #[test]
    fn too_few_ways_are_refused_with_the_figure() {
        let with = |count, low, high, ascending| {
            let mut numbers = lotto();
            (numbers.count, numbers.low, numbers.high) = (Some(count), Some(low), Some(high));
            numbers.told.ascending = ascending;
            numbers
        };
        let few = with(4, 1, 31, false).fault().expect("too few");
        assert!(few.contains("923,521") && few.contains("1,048,576"), "{few}");
        assert_eq!(with(4, 1, 32, false).figures(), Ok(1 << 20));
        let sorted = with(4, 1, 32, true).fault().expect("sorted there are fewer");
        assert!(sorted.contains("35,960"), "{sorted}");
        assert!(with(6, 0, 9, false).fault().is_some());
        assert_eq!(with(7, 0, 9, false).figures(), Ok(10_000_000));
        assert!(with(7, 0, 9, true).fault().is_some());
        assert!(with(0, 1, 49, false).fault().is_some() && with(101, 1, 49, false).fault().is_some());
        assert!(with(6, 49, 1, false).fault().is_some());
        assert!(with(100, 0, u32::MAX, true).fault().is_none());
    }

    #[test]
    fn what_does_not_do_is_not_accepted_by_the_rules_either() {
        for (count, low, high) in [(4, 1, 31), (0, 1, 49), (6, 49, 1), (6, 0, 9)] {
            let mut numbers = lotto();
            numbers.told.ascending = false;
            (numbers.count, numbers.low, numbers.high) = (Some(count), Some(low), Some(high));
            assert_eq!(
                numbers.fault().is_none(),
                numbers.plan().is_strong(),
                "{count} {low} {high}"
            );
        }
    }

    #[test]
    fn figures_are_grouped() {
        let told = [7, 999, 1_000, 35_960, 13_983_816, u64::MAX].map(thousands);
        let expected = ["7", "999", "1,000", "35,960", "13,983,816", "more than 1,000,000,000"];
        assert_eq!(told, expected);
    }
}
