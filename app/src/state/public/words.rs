//! Public values in words: what decides the order, which value counts, what it was, and how anyone can look it up.

use turnwise_shared::beacon::CHAIN;
use turnwise_shared::catalogue::PublicNumbers;
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::Value;

use super::entered::spaced;

/// What decides the order, for letters and messages; none where no public value does. `spoken` puts a moment into words.
pub fn decided_by(plan: ValuePlan, numbers: Option<&PublicNumbers>, spoken: impl Fn(u64) -> String) -> Option<String> {
    match plan {
        ValuePlan::OwnList | ValuePlan::Server => None,
        ValuePlan::Drand => Some(
            "The order is decided by a public random number (drand) that is made after choosing has ended. Nobody can know \
             it before, and anyone can look it up."
                .to_owned(),
        ),
        ValuePlan::Numbers { count, .. } => {
            let which = numbers.map(|numbers| which(numbers, spoken)).unwrap_or_default();
            let numbers = counted(count);
            Some(format!(
                "The order is decided by the {numbers}{which}, after choosing has ended. Nobody can know them before, and anyone \
                 can look them up."
            ))
        }
    }
}

/// " of “Lotto 6aus49”, drawn on Wednesday".
fn which(numbers: &PublicNumbers, spoken: impl Fn(u64) -> String) -> String {
    let what = of_what(numbers);
    match when(numbers, spoken) {
        Some(when) => format!("{what}, drawn {when}"),
        None => what,
    }
}

/// " of “Lotto 6aus49”".
fn of_what(numbers: &PublicNumbers) -> String {
    match numbers.what.trim() {
        "" => String::new(),
        what => format!(" of “{what}”"),
    }
}

/// When they are drawn, as it was said, or else the moment in words.
pub fn when(numbers: &PublicNumbers, spoken: impl Fn(u64) -> String) -> Option<String> {
    match numbers.when.trim() {
        "" => numbers.moment.map(spoken),
        when => Some(when.to_owned()),
    }
}

/// Which value counts: "the public random number of round 123, made Friday at 18:00". When numbers were said to be drawn does
/// not count any more: after a draw that is made again, it is a later time.
pub fn due(
    plan: ValuePlan,
    due: u64,
    numbers: Option<&PublicNumbers>,
    spoken: impl Fn(u64) -> String,
) -> Option<String> {
    let at = spoken(plan.moment(due));
    match plan {
        ValuePlan::OwnList | ValuePlan::Server => None,
        ValuePlan::Drand => Some(format!("the public random number (drand) of round {due}, made {at}")),
        ValuePlan::Numbers { count, .. } => {
            let (counted, what) = (counted(count), numbers.map(of_what).unwrap_or_default());
            Some(format!("the {counted}{what} (the first such draw from {at} on)"))
        }
    }
}

/// A value that was entered, and how anyone can look it up; `due` is which one the record named.
pub fn value(
    value: &Value,
    due: u64,
    numbers: Option<&PublicNumbers>,
    spoken: impl Fn(u64) -> String,
) -> (String, String) {
    match value {
        Value::OwnList { .. } => ("a list that the organiser shuffled".to_owned(), String::new()),
        Value::Server { bytes } => (format!("random bytes of the server’s, {bytes}"), String::new()),
        Value::Drand { round, signature } => (
            format!("drand round {round}, {signature}"),
            format!("Any relay of drand gives it: chain {CHAIN}, round {round}."),
        ),
        Value::Numbers { numbers: drawn } => {
            let what = numbers.map(of_what).unwrap_or_default();
            let sorted = match numbers {
                Some(numbers) if numbers.ascending => ", from the lowest to the highest",
                _ => ", in the order in which they were drawn",
            };
            let how = format!(
                "Whoever draws them publishes them: the numbers{what}{sorted}, of the first such draw from {} on.",
                spoken(due)
            );
            (format!("the numbers {}", spaced(drawn)), how)
        }
    }
}

/// "six numbers".
fn counted(count: u32) -> String {
    match count {
        1 => "number".to_owned(),
        _ => format!("{} numbers", in_words(count)),
    }
}

/// "six"; in digits from thirteen on.
fn in_words(count: u32) -> String {
    const WORDS: [&str; 11] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let index = count.checked_sub(2).and_then(|index| usize::try_from(index).ok());
    let word = index.and_then(|index| WORDS.get(index));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::hash::Signature;

    const PLAN: ValuePlan = ValuePlan::Numbers {
        count: 6,
        low: 1,
        high: 49,
    };

    fn lotto() -> PublicNumbers {
        PublicNumbers {
            what: "Lotto 6aus49".to_owned(),
            when: "on Wednesday, 9 December".to_owned(),
            moment: Some(7),
            ascending: true,
        }
    }

    fn spoken(moment: u64) -> String {
        format!("at {moment}")
    }

    #[test]
    fn letters_say_which_numbers_decide() {
        let told = decided_by(PLAN, Some(&lotto()), spoken).expect("numbers");
        assert_eq!(
            told,
            "The order is decided by the six numbers of “Lotto 6aus49”, drawn on Wednesday, 9 December, after choosing has \
             ended. Nobody can know them before, and anyone can look them up."
        );
        let mut numbers = lotto();
        numbers.when.clear();
        let told = decided_by(PLAN, Some(&numbers), spoken).expect("numbers");
        assert!(told.contains("“Lotto 6aus49”, drawn at 7, after"), "{told}");
        let many = ValuePlan::Numbers {
            count: 20,
            low: 1,
            high: 70,
        };
        assert!(
            decided_by(many, None, spoken)
                .expect("numbers")
                .contains("the 20 numbers, after")
        );
        assert!(
            decided_by(ValuePlan::Drand, None, spoken)
                .expect("drand")
                .contains("drand")
        );
        assert_eq!(decided_by(ValuePlan::Server, None, spoken), None);
        assert_eq!(decided_by(ValuePlan::OwnList, None, spoken), None);
    }

    #[test]
    fn a_value_is_named_with_the_way_to_look_it_up() {
        let drawn = Value::Numbers {
            numbers: vec![3, 12, 25],
        };
        let (told, how) = value(&drawn, 9, Some(&lotto()), spoken);
        assert_eq!(told, "the numbers 3 12 25");
        // Not the day that was announced: after another draw of the same lists it is a later one.
        let expected = "“Lotto 6aus49”, from the lowest to the highest, of the first such draw from at 9 on.";
        assert!(how.ends_with(expected), "{how}");
        let made = Value::Drand {
            round: 123,
            signature: Signature::ZERO,
        };
        let (told, how) = value(&made, 123, None, spoken);
        assert!(told.starts_with("drand round 123, 0000"), "{told}");
        assert!(how.contains(CHAIN) && how.ends_with("round 123."), "{how}");
    }

    #[test]
    fn the_value_that_is_due_is_named_with_its_moment() {
        let named = due(ValuePlan::Drand, 1, None, spoken).expect("public");
        assert!(named.ends_with("of round 1, made at 1692803367"), "{named}");
        assert_eq!(
            due(PLAN, 9, None, spoken).as_deref(),
            Some("the six numbers (the first such draw from at 9 on)")
        );
        assert_eq!(
            due(PLAN, 9, Some(&lotto()), spoken).as_deref(),
            Some("the six numbers of “Lotto 6aus49” (the first such draw from at 9 on)")
        );
        assert_eq!(due(ValuePlan::Server, 0, None, spoken), None);
    }
}
