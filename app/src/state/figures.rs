//! Numbers as people read them: in groups of three, means to a tenth, shares of a hundred, differences with their
//! sign. All in whole numbers: what is counted over many draws is divided here and nowhere else.

/// "10,000".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many tenths a sum has for each of so many, to the nearest.
pub fn tenths(sum: u64, many: u64) -> u64 {
    sum.saturating_mul(10).saturating_add(many / 2) / many.max(1)
}

/// How many of a hundred this part of the whole is, to the nearest.
pub fn hundredths(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).saturating_add(whole / 2) / whole.max(1)
}

/// The same in words: "97 of 100". None and all are said only of none and
/// all: "fewer than 1 of 100", "more than 99 of 100".
pub fn of_100(part: u64, whole: u64) -> String {
    match hundredths(part, whole) {
        0 if part > 0 => "fewer than 1 of 100".to_owned(),
        100.. if part < whole => "more than 99 of 100".to_owned(),
        share => format!("{share} of 100"),
    }
}

/// "12.3".
pub fn decimal(tenths: u64) -> String {
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}

/// A sum for each of so many: "58", "6.2", "less than 0.1"; from ten on to the nearest whole.
pub fn mean(sum: u64, many: u64) -> String {
    let many = many.max(1);
    match tenths(sum, many) {
        _ if sum.is_multiple_of(many) => grouped(sum / many),
        0 => "less than 0.1".to_owned(),
        100.. => grouped(sum.saturating_add(many / 2) / many),
        tenths => decimal(tenths),
    }
}

/// A mean of what cannot be more than `whole`, which is said only where it is always reached: "9.2", "more than 9.9",
/// and of eleven or more "more than 96".
pub fn mean_of(sum: u64, many: u64, whole: u32) -> String {
    let (many, whole) = (many.max(1), u64::from(whole));
    let short = sum < whole.saturating_mul(many);
    let rounded = match whole {
        0..=10 => tenths(sum, many),
        _ => sum.saturating_add(many / 2) / many * 10,
    };
    match whole {
        0..=10 if short && rounded >= whole * 10 => format!("more than {}", decimal(whole * 10 - 1)),
        11.. if short && rounded >= whole * 10 => format!("more than {}", grouped(whole - 1)),
        _ => mean(sum, many),
    }
}

/// A mean as a spreadsheet reads it, to four places, which over ten thousand draws leave nothing out; to more where it
/// would be 0 without being nothing.
pub fn cell(sum: u64, many: u64) -> String {
    let many = many.max(1);
    let (mut places, mut scale) = (4, 10_000);
    let scaled = |scale: u64| sum.saturating_mul(scale).saturating_add(many / 2) / many;
    while sum > 0 && scaled(scale) == 0 && places < 15 {
        (places, scale) = (places + 1, scale * 10);
    }
    let (whole, rest) = (scaled(scale) / scale, scaled(scale) % scale);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:0places$}");
    format!("{whole}.{}", rest.trim_end_matches('0'))
}

/// How far a simulation is: "4,300 of 85,000 draws".
pub fn how_far(made: u32, of: u32) -> String {
    format!("{} of {} draws", grouped(made.into()), grouped(of.into()))
}

/// In how many of a hundred draws: "in 97 of 100 simulated draws", "in every simulated draw".
pub fn in_draws(times: u32, draws: u32) -> String {
    match times {
        0 => "in no simulated draw".to_owned(),
        _ if times == draws => "in every simulated draw".to_owned(),
        _ => format!("in {} simulated draws", of_100(times.into(), draws.into())),
    }
}

/// How many tenths more or fewer there are, and which of the two; none if it is less than a twentieth.
pub fn difference(now: u64, before: u64, draws: u32) -> Option<(bool, u64)> {
    let apart = tenths(now.abs_diff(before), draws.into());
    (apart > 0).then_some((now > before, apart))
}

/// "+1.8", "−0.4", "no difference".
pub fn signed(now: u64, before: u64, draws: u32) -> String {
    match difference(now, before, draws) {
        None => "no difference".to_owned(),
        Some((true, apart)) => format!("+{}", decimal(apart)),
        Some((false, apart)) => format!("−{}", decimal(apart)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (85_000, "85,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, said) in cases {
            assert_eq!(grouped(number), said);
        }
    }

    #[test]
    fn how_far_it_is_has_both_numbers() {
        assert_eq!(how_far(4_300, 85_000), "4,300 of 85,000 draws");
    }

    #[test]
    fn means_have_a_tenth_below_ten_and_none_is_made_nothing() {
        let cases = [
            ((0, 10_000), "0"),
            ((1, 10_000), "less than 0.1"),
            ((499, 10_000), "less than 0.1"),
            ((500, 10_000), "0.1"),
            ((62_345, 10_000), "6.2"),
            ((60_000, 10_000), "6"),
            ((99_499, 10_000), "9.9"),
            ((99_500, 10_000), "10"),
            ((580_400, 10_000), "58"),
            ((580_500, 10_000), "58"),
            ((585_000, 10_000), "59"),
            ((12_345, 1), "12,345"),
            ((0, 0), "0"),
        ];
        for ((sum, many), said) in cases {
            assert_eq!(mean(sum, many), said, "{sum} / {many}");
        }
    }

    #[test]
    fn a_whole_is_said_only_where_it_is_always_reached() {
        let cases = [
            ((0, 10), "0"),
            ((1, 10), "less than 0.1"),
            ((99_499, 10), "9.9"),
            ((99_500, 10), "more than 9.9"),
            ((99_999, 10), "more than 9.9"),
            ((100_000, 10), "10"),
            ((9_999, 1), "more than 0.9"),
            ((10_000, 1), "1"),
            ((109_999, 11), "more than 10"),
            ((964_999, 97), "96"),
            ((965_000, 97), "more than 96"),
            ((969_999, 97), "more than 96"),
            ((970_000, 97), "97"),
            ((62_345, 97), "6.2"),
            ((0, 0), "0"),
        ];
        for ((sum, whole), said) in cases {
            assert_eq!(mean_of(sum, 10_000, whole), said, "{sum} of {whole}");
        }
        let shares = [
            (0, "0"),
            (1, "fewer than 1"),
            (4, "fewer than 1"),
            (5, "1"),
            (994, "99"),
            (996, "more than 99"),
        ];
        for (part, said) in shares {
            assert_eq!(of_100(part, 1_000), format!("{said} of 100"));
        }
        assert_eq!(of_100(1_000, 1_000), "100 of 100");
    }

    #[test]
    fn a_spreadsheet_gets_plain_numbers() {
        let cases = [
            ((0, 10), "0"),
            ((1, 10_000), "0.0001"),
            ((1, 10_000_000), "0.0000001"),
            ((123_456, 10), "12345.6"),
            ((20, 10), "2"),
            ((99_999, 10_000), "9.9999"),
            ((2, 3), "0.6667"),
            ((10_500, 1_000), "10.5"),
            ((0, 0), "0"),
        ];
        for ((sum, many), said) in cases {
            assert_eq!(cell(sum, many), said, "{sum} / {many}");
        }
    }

    #[test]
    fn never_and_always_are_said_only_of_none_and_all() {
        let cases = [
            (0, "in no simulated draw"),
            (1, "in fewer than 1 of 100 simulated draws"),
            (49, "in fewer than 1 of 100 simulated draws"),
            (50, "in 1 of 100 simulated draws"),
            (9_700, "in 97 of 100 simulated draws"),
            (9_949, "in 99 of 100 simulated draws"),
            (9_999, "in more than 99 of 100 simulated draws"),
            (10_000, "in every simulated draw"),
        ];
        for (times, said) in cases {
            assert_eq!(in_draws(times, 10_000), said, "{times}");
        }
    }

    #[test]
    fn differences_below_a_twentieth_are_none() {
        let cases = [
            (1_000, 1_000, "no difference"),
            (1_049, 1_000, "no difference"),
            (951, 1_000, "no difference"),
            (1_050, 1_000, "+0.1"),
            (950, 1_000, "−0.1"),
            (2_800, 1_000, "+1.8"),
            (0, 12_040, "−12.0"),
        ];
        for (now, before, said) in cases {
            assert_eq!(signed(now, before, 1_000), said, "{now} after {before}");
        }
    }
}
