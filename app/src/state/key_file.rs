//! The key file: everything of a draw in one file, the truth behind what a browser keeps. Whoever has it
//! can go on elsewhere; without it, a cleared browser means that nobody knows any more whose list is whose.

use turnwise_shared::seal::Sealed;

use super::event::{Event, KeyFile, Stage};

/// How the key file stands to the draw as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Neither saved nor knowingly not.
    Never,
    /// Saved, with everything in it.
    Current {
        /// When, in UTC seconds.
        at: u64,
    },
    /// Saved, before the last change.
    Outdated {
        /// When, in UTC seconds.
        at: u64,
    },
    /// Knowingly not saved.
    Declined,
}

/// How the key file stands.
pub fn freshness(event: &Event) -> Freshness {
    match event.key_file {
        None => Freshness::Never,
        Some(file) if file.declined => Freshness::Declined,
        Some(file) if file.edition >= event.edition => Freshness::Current { at: file.at },
        Some(file) => Freshness::Outdated { at: file.at },
    }
}

/// Whether links may be shown: the key file was saved once, or knowingly not.
pub fn settled(event: &Event) -> bool {
    event.key_file.is_some()
}

/// Whether opening may go ahead: the key file holds what will be sent, or was knowingly not saved since.
pub fn holds_everything(event: &Event) -> bool {
    event.key_file.is_some_and(|file| file.edition >= event.edition)
}

/// Notes that the key file is saved now, or knowingly not, as part of the change that raises the edition
/// by one.
pub fn note(event: &mut Event, at: u64, declined: bool) {
    event.key_file = Some(KeyFile {
        at,
        edition: event.edition + 1,
        declined,
    });
}

/// For a change that a key file can do without, such as "this has arrived": one that was up to date stays
/// so. Part of the change that raises the edition by one.
pub fn carry(event: &mut Event) {
    let edition = event.edition;
    if let Some(file) = event.key_file.as_mut().filter(|file| file.edition >= edition) {
        file.edition = edition + 1;
    }
}

/// What the file holds if it is saved now, with what this browser keeps of the record, so that another one can go on from it.
/// Somewhere else, nobody knows whether opening was begun here: a
/// file with seats in it says that it may have been.
pub fn text(event: &Event, followed: Option<Sealed>, at: u64) -> String {
    let mut event = event.clone();
    event.followed = followed.or(event.followed);
    note(&mut event, at, false);
    event.edition += 1;
    if event.stage == Stage::Draft && event.opening.is_some() {
        event.stage = Stage::Opening;
    }
    // A draw holds nothing that JSON cannot hold.
    serde_json::to_string(&event).unwrap_or_default()
}

/// What the file is called: the draw's own letters and the day, nothing anybody typed.
pub fn name(event: &Event, day: &str) -> String {
    let id = event.id.to_string();
    let short = id.get(..8).unwrap_or(&id);
    format!("turnwise-key-file-{short}-{day}.json")
}

/// What to say about the key file; `ago` puts a moment into words ("3 days ago").
pub fn sentence(freshness: Freshness, ago: impl Fn(u64) -> String) -> String {
    match freshness {
        Freshness::Never => "The key file was not saved yet.".to_owned(),
        Freshness::Current { at } => format!("Key file saved {}; nothing has changed since.", ago(at)),
        Freshness::Outdated { at } => format!("Key file saved {}, before your last change.", ago(at)),
        Freshness::Declined => "There is no key file: everything hangs on this browser.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::seats::tests::draft;
    use super::*;

    fn ago(at: u64) -> String {
        format!("at {at}")
    }

    #[test]
    fn a_change_makes_the_file_old_and_an_arrival_does_not() {
        let mut event = draft();
        assert_eq!(freshness(&event), Freshness::Never);
        assert!(!settled(&event));
        note(&mut event, 7, false);
        event.edition += 1;
        assert_eq!(freshness(&event), Freshness::Current { at: 7 });
        carry(&mut event);
        event.edition += 1;
        assert_eq!(freshness(&event), Freshness::Current { at: 7 });
        event.edition += 1;
        assert_eq!(freshness(&event), Freshness::Outdated { at: 7 });
        carry(&mut event);
        event.edition += 1;
        assert_eq!(
            freshness(&event),
            Freshness::Outdated { at: 7 },
            "an old file stays old"
        );
        assert!(settled(&event) && !holds_everything(&event));
        note(&mut event, 9, true);
        event.edition += 1;
        assert_eq!(freshness(&event), Freshness::Declined);
        assert!(settled(&event) && holds_everything(&event));
    }

    #[test]
    fn the_file_holds_all_of_it_and_its_name_nothing_typed() {
        let event = draft();
        let file = text(&event, None, 7);
        assert!(
            !file.contains("followed"),
            "as files were before browsers kept anything"
        );
        let kept = Sealed(vec![1, 2, 3]);
        let with: Event = serde_json::from_str(&text(&event, Some(kept.clone()), 7)).expect("a draw");
        assert_eq!(with.followed, Some(kept.clone()));
        let again: Event = serde_json::from_str(&text(&with, None, 7)).expect("a draw");
        assert_eq!(again.followed, Some(kept), "what nobody took over yet stays");
        let back: Event = serde_json::from_str(&file).expect("a draw");
        assert_eq!(
            (&back.roster, &back.administrator),
            (&event.roster, &event.administrator)
        );
        assert_eq!(freshness(&back), Freshness::Current { at: 7 });
        assert_eq!(name(&event, "2026-11-21"), "turnwise-key-file-03030303-2026-11-21.json");
    }

    #[test]
    fn the_sentence_says_what_to_expect() {
        let cases = [
            (Freshness::Never, "The key file was not saved yet."),
            (
                Freshness::Current { at: 7 },
                "Key file saved at 7; nothing has changed since.",
            ),
            (
                Freshness::Outdated { at: 7 },
                "Key file saved at 7, before your last change.",
            ),
            (
                Freshness::Declined,
                "There is no key file: everything hangs on this browser.",
            ),
        ];
        for (freshness, said) in cases {
            assert_eq!(sentence(freshness, ago), said);
        }
    }
}
