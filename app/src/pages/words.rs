//! The eight words that stand for what was fixed when choosing ended, large enough to be read aloud, with a message to
//! hand on. For organisers and participants alike: whoever compares them shows that both are shown the same.

use leptos::prelude::*;
use turnwise_shared::lottery::ValuePlan;

use crate::live::{Pieces, derived};
use crate::state::fixing::Fixing;
use crate::state::why::taking_part;
use crate::ui::copy_text::CopyText;

/// The words by number, one a line; as `docs/transcript.md` has them, and pinned there.
const LIST: &str = include_str!("../../../docs/words.txt");

/// The section. `numbers` are those of the record's fingerprint, from [`turnwise_shared::draw::word_numbers`], which takes a
/// moment; `title` is the event's; `until` is the moment of the value that counts,
/// spoken, where it has one that is still to come.
pub fn words(fixing: &Fixing, numbers: [u16; 8], title: &str, until: Option<&str>) -> AnyView {
    let spoken = spoken(numbers);
    let message = message(fixing, &spoken, title, until);
    let words = spoken.iter().map(|word| view! { <li lang="en">{*word}</li> });
    view! {
        <section class="sheet stack" aria-labelledby="words">
            <h2 id="words">"Eight words"</h2>
            <p>{format!("{} {}", taking_part(fixing.entries as usize, fixing.added), lists(fixing.saved))}</p>
            <ol class="fingerprint">{words.pieces()}</ol>
            <p>
                "These words stand for the rules, the texts, the people, every list, and where the order comes from. Everyone \
                 taking part and the organiser must be shown the same eight. Read them aloud, or send them to the others, and compare: if \
                 a single choice were changed later, or somebody were shown something else, they would be others."
            </p>
            <p class="quiet">{reliance(fixing)}</p>
            <CopyText label="A message for the others" value=derived(move || message.clone()) button="Copy the message" lines=7/>
        </section>
    }
    .into_any()
}

fn spoken(numbers: [u16; 8]) -> [&'static str; 8] {
    numbers.map(|number| LIST.lines().nth(usize::from(number)).unwrap_or_default())
}

fn lists(saved: u32) -> String {
    match saved {
        1 => "1 list was saved.".to_owned(),
        saved => format!("{saved} lists were saved."),
    }
}

/// What others can be sent.
fn message(fixing: &Fixing, words: &[&str], title: &str, until: Option<&str>) -> String {
    let counted = |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let by = match (until, fixing.drawn) {
        (_, true) => String::new(),
        (Some(until), false) => format!(" before {until}"),
        (None, false) => " before the draw is made".to_owned(),
    };
    format!(
        "The list for “{}” is fixed: {}, {} saved. The eight words: {}. Please compare them with those on your screen{by}.",
        title.trim(),
        counted(fixing.entries, "person", "people"),
        counted(fixing.saved, "list", "lists"),
        words.join(" ")
    )
}

/// On whose word it rests all the same.
fn reliance(fixing: &Fixing) -> &'static str {
    if fixing.plan.is_public() {
        return "If nobody outside the organisers compared the words before the draw, only their word stands for it that the list \
                was not exchanged.";
    }
    match (fixing.plan == ValuePlan::OwnList, fixing.drawn) {
        (true, _) => {
            "The order is a list that the organiser shuffles: that it is shuffled fairly is the organiser’s word, also where \
             all words agree."
        }
        (false, false) => {
            "The order will be drawn by the server: that it draws honestly is the word of whoever runs it, also where all \
             words agree."
        }
        (false, true) => {
            "The order was drawn by the server: that it drew honestly is the word of whoever runs it, also where all words agree."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::draw::word_numbers;
    use turnwise_shared::hash::{Hash32, labelled};

    fn fixing(drawn: bool) -> Fixing {
        Fixing {
            record: 3,
            head: Hash32::ZERO,
            list: Hash32::ZERO,
            entries: 147,
            added: 3,
            saved: 139,
            plan: ValuePlan::Server,
            due: 0,
            drawn,
        }
    }

    #[test]
    fn the_list_of_words_is_the_pinned_one() {
        assert_eq!(
            labelled("text", LIST.as_bytes()).to_string(),
            "ad04590a7cb1b4fc1181dcde2fcf7104e0277bfd7a9f82ae6a8fe095e9789a62"
        );
        let lines: Vec<&str> = LIST.lines().collect();
        assert_eq!((lines.len(), lines[0], lines[2_047]), (2_048, "abandon", "zoo"));
        assert_eq!(spoken([0, 1, 2, 3, 4, 5, 6, 2_047])[7], "zoo");
        let words = spoken(word_numbers(&Hash32([7; 32])));
        assert!(words.iter().all(|word| lines.contains(word)));
    }

    #[test]
    fn the_message_says_what_to_compare_and_until_when() {
        let words = spoken([0; 8]);
        let said = |drawn, until| message(&fixing(drawn), &words, " Project week", until);
        let all = "abandon abandon abandon abandon abandon abandon abandon abandon";
        let begins = format!(
            "The list for “Project week” is fixed: 147 people, 139 lists saved. The eight words: {all}. Please compare them with \
             those on your screen"
        );
        assert_eq!(said(false, None), format!("{begins} before the draw is made."));
        assert_eq!(said(false, Some("20:15")), format!("{begins} before 20:15."));
        assert_eq!(said(true, None), format!("{begins}."));
    }
}
