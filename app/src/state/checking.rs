//! The words about a record of a draw that was checked: what was looked at, why a file is none, what the checks can
//! tell and what they cannot, and how the eight words compare. Most sentences about right and wrong are
//! [`turnwise_shared`]'s, the same as on the command's lines.

use turnwise_shared::spoken::{are_in, same, typed};
use turnwise_shared::verdict::OPENED_AGAIN;

use crate::ui::ordinal::ordinal;
use crate::verification::told::{How, Unread, Verdict, Why};

/// The checks in their order: the name each goes by in the record's own words, and what it is about.
const CHECKS: [(&str, &str); 8] = [
    ("form", "The file"),
    ("log", "What happened"),
    ("rules", "The rules"),
    ("list", "The lists"),
    ("value", "What decided"),
    ("order", "The order"),
    ("result", "The results"),
    ("signature", "The public number"),
];

/// What the comparison with a device's small file is about.
pub const KEPT: &str = "What your device kept";

/// How many checks there are of the record alone.
pub const COUNT: u32 = 8;

/// How many are done once this one is, those that there was no need for included.
pub fn done(check: &str) -> u32 {
    let before = CHECKS.iter().take_while(|(name, _)| *name != check).count();
    u32::try_from(before).map_or(COUNT, |before| (before + 1).min(COUNT))
}

/// What a check is about.
pub fn about(check: &str) -> &'static str {
    CHECKS
        .iter()
        .find(|(name, _)| *name == check)
        .map_or("Something else", |(_, about)| about)
}

/// What was not checked, because this check was not passed; none if that was the last one.
/// `kept` says whether a device's small file is there.
pub fn unchecked(fault: &str, beacons: u32, kept: bool) -> Option<String> {
    let after = CHECKS.iter().skip_while(|(name, _)| *name != fault).skip(1);
    let needed = after.filter(|(name, _)| *name != "signature" || beacons > 0);
    let needed = needed.map(|(_, about)| *about).chain(kept.then_some(KEPT));
    let rest: Vec<String> = needed.map(str::to_lowercase).collect();
    let (last, others) = rest.split_last()?;
    let rest = match others {
        [] => last.clone(),
        others => format!("{} and {last}", others.join(", ")),
    };
    Some(format!("Not looked at after that: {rest}."))
}

/// How far it is.
pub fn how_far(done: u32, of: u32) -> String {
    format!("{done} of {of} checks done")
}

/// Why there is nothing to check, and what to do about it.
pub fn why_not(unread: &Unread) -> String {
    const AGAIN: &str = "Fetch it again where the whole draw is shown, and use the file unchanged.";
    let number = unread.number;
    match unread.why {
        Why::Closed => {
            "The browser cannot read this file: it was moved, changed or is still on its way. Choose it again."
                .to_owned()
        }
        Why::Empty => format!("This file is empty. {AGAIN}"),
        Why::Large => "This file is larger than the record of any draw (64 MB): it is something else.".to_owned(),
        Why::Other => {
            "This is not the record of a draw. The record is the file “draw.json”, which everyone taking part can fetch where \
             the whole draw is shown. The organiser’s key file and list of fingerprints are other files."
                .to_owned()
        }
        Why::Version => format!(
            "This record is in format {number}, which this page does not know. Reload the page while there is a connection: a \
             newer one may."
        ),
        Why::Cut => format!(
            "The end of this file is missing: only {} of it are here. {AGAIN}",
            bytes(number)
        ),
        Why::Damaged => format!(
            "At byte {number} there is something that no record of a draw has: the file is damaged, or somebody changed it. {AGAIN}"
        ),
        Why::Rewritten => format!(
            "From byte {number} on the file is not written as the record of a draw is: another program wrote it, or somebody \
             changed it. {AGAIN}"
        ),
        Why::Beacon => {
            "The part of this page that checks public random numbers could not be loaded, and this draw was decided by \
             one. Connect to the network and choose the file again."
                .to_owned()
        }
        Why::Alone => {
            "This is the small file that a device kept. By itself it says nothing about the draw: choose the record of the draw \
             (“draw.json”) too, and the two are compared."
                .to_owned()
        }
        Why::Several => {
            "These are several files of the same kind. Choose one record of a draw and, if you have it, the small file that one \
             device kept."
                .to_owned()
        }
    }
}

fn bytes(count: u32) -> String {
    match count {
        1 => "1 byte".to_owned(),
        count => format!("{count} bytes"),
    }
}

/// What a draw that fits together comes to beside what a device kept: whether that is as it should be, and in short. None
/// without such a file.
pub fn beside(verdict: &Verdict) -> Option<(bool, &'static str)> {
    Some(match verdict.kept.as_ref()?.how {
        How::Same => (true, "It is the draw that your device took part in."),
        How::Newer => (
            true,
            "It is the draw that your device took part in. Not checked: your list, which is newer than the one your device \
             saved. Was that you?",
        ),
        How::Nothing => (
            false,
            "Everything in this file fits together. The small file of your device has nothing to compare it with: no list, and \
             nothing that it saw.",
        ),
        How::Unlike => (
            false,
            "Everything in this file fits together, but it is not the draw that your device took part in: do not rely on it.",
        ),
        How::Foreign => (
            false,
            "Everything in this file fits together, but it could not be compared with what your device kept.",
        ),
    })
}

/// How many took part, saved and were drawn for.
pub fn counts(verdict: &Verdict) -> String {
    let people = match verdict.entries {
        1 => "1 person takes part".to_owned(),
        count => format!("{count} take part"),
    };
    let lists = match verdict.saved {
        1 => "1 list was saved".to_owned(),
        count => format!("{count} lists were saved"),
    };
    let draws = match verdict.draws {
        1 => "1 draw was made".to_owned(),
        count => format!("{count} draws were made"),
    };
    let missed = match verdict.missed {
        0 => String::new(),
        1 => " 1 more was given up when its number could be known already.".to_owned(),
        count => format!(" {count} more were given up when their numbers could be known already."),
    };
    format!("{people}, {lists}, {draws}.{missed}")
}

/// Whose word it is that the value was drawn by chance.
pub fn whose_word(decided: &str) -> &'static str {
    match decided {
        "own_list" => "The order is a list of the organiser’s: that it was shuffled fairly is the organiser’s word.",
        "server" => "The order was drawn by the server: that it drew honestly is the word of whoever runs it.",
        _ => {
            "The order comes from a public number: it is nobody’s word, if one outsider compared the eight words before that number \
             existed."
        }
    }
}

/// How the words that were typed compare with those of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// None were typed.
    None,
    /// So many words, which are not eight.
    Count(usize),
    /// They are those of the last draw.
    Same,
    /// They are those of an earlier draw, of so many: the number of each.
    Earlier(usize, usize),
    /// They are those of an end of choosing that was opened again.
    OpenedAgain,
    /// So many are others; the first of them, by place, and what stands there in the record.
    Others(usize, usize, String),
}

/// Compares; `draws` has the words of the last draws, `of` how many draws there were, `again` the words of what was opened
/// again.
pub fn compared(text: &str, draws: &[Vec<String>], of: usize, again: &[Vec<String>]) -> Compared {
    let given = typed(text);
    let Some((last, earlier)) = draws.split_last() else {
        return Compared::None;
    };
    if given.is_empty() {
        return Compared::None;
    }
    // A whole message with the words in it will do.
    if are_in(&given, last) {
        return Compared::Same;
    }
    if let Some(at) = earlier.iter().rposition(|words| are_in(&given, words)) {
        return Compared::Earlier((of + at + 1).saturating_sub(draws.len()), of);
    }
    if again.iter().any(|words| are_in(&given, words)) {
        return Compared::OpenedAgain;
    }
    if given.len() != last.len() {
        return Compared::Count(given.len());
    }
    let others = || {
        (1..)
            .zip(given.iter().zip(last))
            .filter(|(_, (given, word))| !same(given, word))
    };
    let first = others().next().map(|(place, (_, word))| (place, word.clone()));
    let (place, word) = first.unwrap_or_default();
    Compared::Others(others().count(), place, word)
}

impl Compared {
    /// In words; none if there is nothing to say.
    pub fn said(&self) -> Option<String> {
        Some(match self {
            Self::None => return None,
            Self::Count(count) => format!("{} typed: there are eight.", words(*count)),
            Self::Same => {
                "The words you typed are those of this record: the lists, the rules and the texts are those for which \
                 these words were told."
                    .to_owned()
            }
            Self::Earlier(number, of) => format!(
                "The words you typed are those of the {} draw. There were {of}: ask for the words of the last one, and for the \
                 reason of drawing again.",
                ordinal(u32::try_from(*number).unwrap_or(u32::MAX))
            ),
            Self::OpenedAgain => OPENED_AGAIN.to_owned(),
            Self::Others(1 | 2, place, word) => format!(
                "The words you typed are not those of this record: its {} word is “{word}”. Look whether it was misheard. If it \
                 was not, the lists, the rules or the texts were exchanged after the words were told.",
                ordinal(u32::try_from(*place).unwrap_or(u32::MAX))
            ),
            Self::Others(..) => {
                "The words you typed are not those of this record: it is the record of another draw, or the lists, the \
                 rules or the texts were exchanged after the words were told."
                    .to_owned()
            }
        })
    }

    /// Whether they are others than they should be.
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Earlier(..) | Self::Others(..))
    }
}

fn words(count: usize) -> String {
    match count {
        1 => "1 word is".to_owned(),
        count => format!("{count} words are"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::transcript::Check;

    #[test]
    fn every_check_is_about_something_in_its_order() {
        assert_eq!(CHECKS.map(|(name, _)| name), Check::ALL.map(Check::name));
        assert_eq!(COUNT as usize, CHECKS.len());
        assert_eq!([done("form"), done("signature"), done("")], [1, COUNT, COUNT]);
        assert_eq!(about("list"), "The lists");
        let after = |fault, beacons| unchecked(fault, beacons, false);
        assert_eq!(
            after("value", 0).as_deref(),
            Some("Not looked at after that: the order and the results.")
        );
        let all = "Not looked at after that: the order, the results and the public number.";
        assert_eq!(after("value", 1).as_deref(), Some(all));
        assert_eq!(
            after("order", 1).as_deref(),
            Some("Not looked at after that: the results and the public number.")
        );
        assert_eq!(after("result", 0), None);
        assert_eq!(after("signature", 1), None);
        assert_eq!(
            unchecked("result", 0, true).as_deref(),
            Some("Not looked at after that: what your device kept.")
        );
    }

    #[test]
    fn counts_are_told_as_people_say_them() {
        let mut verdict = Verdict {
            fault: None,
            entries: 147,
            saved: 139,
            draws: 1,
            missed: 0,
            beacons: 0,
            words: Vec::new(),
            again: Vec::new(),
            decided: "server".to_owned(),
            kept: None,
        };
        assert_eq!(
            counts(&verdict),
            "147 take part, 139 lists were saved, 1 draw was made."
        );
        (verdict.entries, verdict.saved, verdict.draws, verdict.missed) = (1, 1, 2, 1);
        assert_eq!(
            counts(&verdict),
            "1 person takes part, 1 list was saved, 2 draws were made. 1 more was given up when its number could be known already."
        );
    }

    #[test]
    fn no_sentence_says_genuine_or_speaks_the_codes_language() {
        let whys = [
            Why::Closed,
            Why::Empty,
            Why::Large,
            Why::Other,
            Why::Version,
            Why::Cut,
            Why::Damaged,
            Why::Rewritten,
            Why::Beacon,
            Why::Alone,
            Why::Several,
        ];
        let sentences = whys.map(|why| why_not(&Unread { why, number: 2 }));
        let own = ["own_list", "server", "drand", "numbers"].map(|decided| whose_word(decided).to_owned());
        let right = Check::ALL.map(|check| turnwise_shared::verdict::right(check).to_owned());
        let compared = [
            Compared::Same,
            Compared::Earlier(1, 2),
            Compared::OpenedAgain,
            Compared::Others(1, 3, "lamp".to_owned()),
            Compared::Others(8, 1, "lamp".to_owned()),
        ];
        let compared = compared.iter().filter_map(Compared::said);
        for sentence in sentences.into_iter().chain(own).chain(right).chain(compared) {
            for word in [
                "genuine",
                "transcript",
                "entry",
                "token",
                "ballot",
                "attempt",
                "nonce",
                "allocation",
            ] {
                assert!(!sentence.to_lowercase().contains(word), "{sentence}");
            }
        }
    }

    #[test]
    fn words_are_compared_however_they_are_written() {
        let record = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let first = record("one two three four five six seven eight");
        let last = record("able baker charlie dog easy fox george how");
        let draws = [first, last];
        let again = [record("red orange yellow green blue indigo violet black")];
        let compare = |text: &str| compared(text, &draws, 4, &again);
        let opened_again = compare("RED orange yellow green blue, indigo violet black");
        assert_eq!(opened_again, Compared::OpenedAgain);
        assert!(!opened_again.is_wrong());
        assert_eq!(compare(" "), Compared::None);
        assert_eq!(compare("Able, baker"), Compared::Count(2));
        assert_eq!(
            compare("The words: able baker charlie dog easy fox george how. Please"),
            Compared::Same
        );
        assert_eq!(
            compare("able baker charlie dog easy fox george who how"),
            Compared::Count(9)
        );
        assert_eq!(
            compare("1. Able 2. BAKER charlie dog easy fox\ngeorge-how."),
            Compared::Same
        );
        assert_eq!(
            compare("one two three four five six seven eight"),
            Compared::Earlier(3, 4)
        );
        let misheard = compare("able baker charly dog easy fox george how");
        assert_eq!(misheard, Compared::Others(1, 3, "charlie".to_owned()));
        assert!(
            misheard.is_wrong()
                && misheard
                    .said()
                    .is_some_and(|said| said.contains("its 3rd word is “charlie”"))
        );
        assert_eq!(compared("able", &[], 0, &[]), Compared::None);
        assert!(!Compared::Same.is_wrong() && !Compared::Count(3).is_wrong());
    }
}
