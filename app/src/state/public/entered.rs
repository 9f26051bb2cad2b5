//! Numbers drawn in public, as they are typed: one box each, several pasted at once, sorted where that was announced.

use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::sorted;

use crate::ui::ordinal::ordinal;

/// Which numbers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many.
    pub count: u32,
    /// The lowest each can be.
    pub low: u32,
    /// The highest.
    pub high: u32,
    /// Whether they count from the lowest to the highest.
    pub ascending: bool,
}

impl Asked {
    /// What this plan asks for, if it asks for numbers.
    pub fn new(plan: ValuePlan, ascending: bool) -> Option<Self> {
        match plan {
            ValuePlan::Numbers { count, low, high } => Some(Self {
                count,
                low,
                high,
                ascending,
            }),
            _ => None,
        }
    }

    /// As many empty boxes.
    pub fn boxes(self) -> Vec<String> {
        (0..self.count).map(|_| String::new()).collect()
    }

    /// The numbers as they will be entered; none while a box is empty.
    ///
    /// # Errors
    /// The first box whose number cannot be, from 0, and why.
    pub fn read(self, boxes: &[String]) -> Result<Option<Vec<u32>>, (usize, String)> {
        let (low, high) = (self.low, self.high);
        let mut numbers = Vec::new();
        for (index, text) in boxes.iter().enumerate() {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            match text.parse::<u32>() {
                Ok(number) if (low..=high).contains(&number) => numbers.push(number),
                _ => {
                    let which = u32::try_from(index + 1).unwrap_or(u32::MAX);
                    let sentence = format!(
                        "The {} number is “{text}”: it must be from {low} to {high}.",
                        ordinal(which)
                    );
                    return Err((index, sentence));
                }
            }
        }
        if u32::try_from(numbers.len()).ok() != Some(self.count) {
            return Ok(None);
        }
        if self.ascending {
            sorted::sort_by_key(&mut numbers, |number| *number);
        }
        Ok(Some(numbers))
    }
}

/// Puts what was typed or pasted into the box `at`. Several numbers go into the boxes from there on; a sign that is
/// no digit ends a number. Where typing goes on, if it moves on.
pub fn put(boxes: &mut [String], at: usize, text: &str) -> Option<usize> {
    let ended = text.contains(|sign: char| !sign.is_ascii_digit());
    if !ended {
        text.clone_into(boxes.get_mut(at)?);
        return None;
    }
    let parts = text.split(|sign: char| !sign.is_ascii_digit());
    let mut next = at;
    for part in parts.filter(|part| !part.is_empty()) {
        let Some(place) = boxes.get_mut(next) else { break };
        part.clone_into(place);
        next += 1;
    }
    Some(next)
}

/// Numbers that stand there more than once, each named once: worth a second look.
pub fn doubled(numbers: &[u32]) -> Vec<u32> {
    let seen = |index: usize, number: &u32| numbers.iter().take(index).filter(|other| *other == number).count() == 1;
    let doubled = numbers
        .iter()
        .enumerate()
        .filter(|(index, number)| seen(*index, number));
    doubled.map(|(_, number)| *number).collect()
}

/// "3 12 25 31 40 49".
pub fn spaced(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    numbers.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOTTO: Asked = Asked {
        count: 6,
        low: 1,
        high: 49,
        ascending: true,
    };

    fn boxes(texts: [&str; 6]) -> Vec<String> {
        texts.map(str::to_owned).to_vec()
    }

    #[test]
    fn typed_numbers_are_sorted_only_where_that_was_announced() {
        let typed = boxes(["40", "3", "12", "49", "31", " 25 "]);
        assert_eq!(LOTTO.read(&typed), Ok(Some(vec![3, 12, 25, 31, 40, 49])));
        let drawn = Asked {
            ascending: false,
            ..LOTTO
        };
        assert_eq!(drawn.read(&typed), Ok(Some(vec![40, 3, 12, 49, 31, 25])));
        assert_eq!(LOTTO.read(&boxes(["40", "3", "", "", "", ""])), Ok(None));
    }

    #[test]
    fn a_number_that_cannot_be_is_named_with_its_box() {
        for wrong in ["0", "50", "x", "-3", "4294967297"] {
            let fault = LOTTO.read(&boxes(["1", "2", wrong, "", "", ""]));
            let (at, sentence) = fault.expect_err("it cannot be");
            assert_eq!(at, 2);
            assert!(sentence.starts_with("The 3rd number is"), "{sentence}");
        }
    }

    #[test]
    fn several_pasted_numbers_go_into_the_boxes_from_there_on() {
        let mut all = LOTTO.boxes();
        assert_eq!(put(&mut all, 0, "3, 12 25\t31;40-49 7"), Some(6));
        assert_eq!(all, ["3", "12", "25", "31", "40", "49"]);
        assert_eq!(put(&mut all, 4, "7"), None);
        assert_eq!(put(&mut all, 5, "8 "), Some(6));
        assert_eq!(all, ["3", "12", "25", "31", "7", "8"]);
        assert_eq!(put(&mut all, 1, "x"), Some(1));
        assert_eq!(put(&mut all, 9, "1"), None);
    }

    #[test]
    fn doubles_are_named_once() {
        assert_eq!(doubled(&[7, 3, 7, 9, 7, 3]), [7, 3]);
        assert!(doubled(&[1, 2, 3]).is_empty());
    }
}
