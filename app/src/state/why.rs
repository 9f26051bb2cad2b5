//! Why somebody got what they got, as sentences a twelve-year-old reads. Facts come from
//! [`turnwise_shared::explain`]; the words are here: [`round`] for one turn, [`choices`] for the last place
//! of each choice, [`line`] for where one stood, [`whole`] for everybody's turns, [`claims`] for what may
//! honestly be said about every draw like this one, [`otherwise`] for other places in line and other draws.
//! [`sentence`] keeps typed names apart from our words.

pub mod choices;
pub mod claims;
pub mod line;
pub mod otherwise;
pub mod round;
pub mod sentence;
#[cfg(test)]
mod tests;
pub mod whole;

use turnwise_shared::allocate::{Instance, allocate};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::explain::{Explanation, Headline, PassedOver, Reason, RunStory, TurnOutcome};
use turnwise_shared::replay::Replay;

use round::Round;
use sentence::{Sentence, Voice, counted, places};

/// A draw, told about one number.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The draw.
    pub replay: &'a Replay,
    /// The titles.
    pub catalogue: &'a Catalogue,
    /// Whose number.
    pub number: u32,
    /// Whether they sent a list at all, even an empty one; none if that is not known.
    pub sent: Option<bool>,
    /// Whom the sentences are about.
    pub voice: &'a Voice,
}

/// The whole explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The one reason, if they got nothing.
    pub headline: Option<Sentence>,
    /// Handings-out that did not count, because after each an activity turned out not to run.
    pub earlier: Vec<Earlier>,
    /// The rounds that count.
    pub rounds: Vec<Round>,
    /// What there is to say after the last of these rounds.
    pub ending: Vec<Sentence>,
}

/// A handing-out that did not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its rounds.
    pub rounds: Vec<Round>,
    /// "Pottery needed at least 8 and had 5, so it does not run; …"
    pub closed: Sentence,
}

/// What an activity is called; its number where it has no title.
pub fn title(catalogue: &Catalogue, activity: u32) -> String {
    let title = catalogue
        .activity(activity)
        .map(|text| text.title.trim())
        .unwrap_or_default();
    if title.is_empty() {
        format!("Activity {activity}")
    } else {
        title.to_owned()
    }
}

/// One sentence for every activity that turned out not to run, in the order of closing.
pub fn closures(replay: &Replay, catalogue: &Catalogue) -> Vec<Sentence> {
    let closed = replay.outcome.closed();
    let sentence = |(before, activity): (usize, &u32)| {
        let at = usize::try_from(activity.saturating_sub(1)).unwrap_or(usize::MAX);
        let needed = replay.instance.places().get(at).map_or(0, |places| places.minimum);
        let had = attendance(replay, &closed[..before], *activity);
        Sentence::default().name(title(catalogue, *activity)).words(&format!(
            " needed at least {needed} and had {had}, so it does not run; everything was handed out again in the same \
             order."
        ))
    };
    closed.iter().enumerate().map(sentence).collect()
}

/// How many had an activity once these were closed: that handing-out, repeated.
fn attendance(replay: &Replay, closed: &[u32], activity: u32) -> usize {
    let mut all = replay.instance.places().to_vec();
    for (number, places) in (1..).zip(&mut all) {
        places.minimum = 0;
        if closed.contains(&number) {
            places.capacity = 0;
        }
    }
    let entries = 0..replay.instance.entries();
    let ballots = entries.map(|entry| (replay.instance.ballot(entry), Some(replay.instance.limit(entry))));
    // The same ballots made an instance before.
    let again = Instance::new(all, ballots).map(|instance| allocate(&instance, &replay.orders));
    let at = usize::try_from(activity.saturating_sub(1)).unwrap_or(usize::MAX);
    again.map_or(0, |outcome| outcome.taken().get(at).map_or(0, |taken| *taken as usize))
}

impl Told<'_> {
    /// The explanation; none if nobody has this number.
    pub fn story(&self) -> Option<Story> {
        let explanation = self.replay.explain(self.number)?;
        let (last, before) = explanation.runs.split_last()?;
        let closures = closures(self.replay, self.catalogue);
        let earlier = before.iter().zip(closures).map(|(run, closed)| Earlier {
            rounds: run.turns.iter().map(|turn| self.round(turn, false)).collect(),
            closed,
        });
        Some(Story {
            headline: explanation.headline.map(|headline| self.headline(headline)),
            earlier: earlier.collect(),
            rounds: last.turns.iter().map(|turn| self.round(turn, true)).collect(),
            ending: self.ending(&explanation, last),
        })
    }

    /// Their list, best first.
    pub(crate) fn ballot(&self) -> &[u32] {
        let index = self.replay.index(self.number);
        index.map_or(&[], |index| self.replay.instance.ballot(index))
    }

    fn limit(&self) -> u32 {
        let index = self.replay.index(self.number);
        index.map_or(0, |index| self.replay.instance.limit(index))
    }

    fn title(&self, activity: u32) -> String {
        title(self.catalogue, activity)
    }

    fn headline(&self, headline: Headline) -> Sentence {
        let (ballot, your) = (self.ballot(), self.voice.your());
        let closed = self.replay.outcome.closed();
        let not_running: Vec<u32> = ballot
            .iter()
            .copied()
            .filter(|choice| closed.contains(choice))
            .collect();
        match headline {
            Headline::NoListSent => {
                let what = match self.sent {
                    Some(true) => " sent a list with nothing on it",
                    Some(false) => " sent no list",
                    None => " had nothing on a list",
                };
                let sentence = Sentence::default().you_first(self.voice).words(what);
                sentence.words(", so there was nothing to give.")
            }
            _ if !not_running.is_empty() => {
                let run = if not_running.len() == 1 { "does" } else { "do" };
                let rest = match ballot.len() - not_running.len() {
                    0 => ".".to_owned(),
                    _ => format!("; everything else on {your} list was full."),
                };
                let names = not_running.iter().map(|choice| self.title(*choice));
                let names = Sentence::default().names(names);
                names.words(&format!(" {run} not run (too few people){rest}"))
            }
            Headline::OnlyClashes => Sentence::of(format!(
                "Only choices were left that are at the same time as something else on {your} list."
            )),
            Headline::AllFull | Headline::DidNotRun => self.all_full(),
        }
    }

    fn all_full(&self) -> Sentence {
        let your = self.voice.your();
        let empty = |choice: &u32| {
            let at = usize::try_from(choice.saturating_sub(1)).unwrap_or(usize::MAX);
            self.replay
                .instance
                .places()
                .get(at)
                .is_some_and(|places| places.capacity == 0)
        };
        let full = if self.ballot().iter().all(empty) {
            "no places at all"
        } else {
            "no place left"
        };
        let sentence = match self.ballot().len() {
            1 => Sentence::of(format!("The only choice on {your} list had {full} when it was ")),
            2 => Sentence::of(format!("Both choices on {your} list had {full} when it was ")),
            count => Sentence::of(format!("All {count} choices on {your} list had {full} when it was ")),
        };
        sentence.words(&format!("{your} turn."))
    }

    /// Why there were no more rounds, and what became of choices that no round has mentioned.
    fn ending(&self, explanation: &Explanation, last: &RunStory) -> Vec<Sentence> {
        let ballot = self.ballot();
        let passes = self.replay.outcome.last_run().map_or(0, |run| run.passes);
        let found_nothing = last
            .turns
            .last()
            .is_some_and(|turn| turn.outcome == TurnOutcome::Nothing);
        if ballot.is_empty() || found_nothing {
            return Vec::new();
        }
        if explanation.got.len() == ballot.len() {
            return vec![Sentence::of(format!(
                "That was everything on {} list.",
                self.voice.your()
            ))];
        }
        let rest = self.unmentioned(explanation, last);
        if u64::from(self.limit()) <= explanation.got.len() as u64 {
            return vec![self.enough(!rest.is_empty())];
        }
        if rest.is_empty() {
            return vec![Sentence::of(format!(
                "There was nothing more on {} list.",
                self.voice.your()
            ))];
        }
        let over = match passes {
            0 => Sentence::of("Nobody could get anything, so there were no rounds."),
            _ => Sentence::of(format!(
                "After round {passes} nobody could get anything more, so the draw was over."
            )),
        };
        let rest = rest.iter().filter_map(|(rank, activity)| {
            let reason = self.at_the_end(*activity, &explanation.got)?;
            let (rank, activity) = (*rank, *activity);
            Some(self.passed_over(&PassedOver { rank, activity, reason }, 0))
        });
        std::iter::once(over).chain(rest).collect()
    }

    fn enough(&self, more: bool) -> Sentence {
        let limit = self.limit();
        let had = if limit == 1 {
            "it".to_owned()
        } else {
            format!("{} {limit}", self.voice.your())
        };
        let sentence = Sentence::of(format!("Everyone gets at most {}; ", places(limit)));
        let sentence = sentence
            .you(self.voice)
            .words(&format!(" had {had}, so there were no more turns"));
        sentence.words(if more {
            ", and the rest of the list was not needed."
        } else {
            "."
        })
    }

    /// Choices that no turn has mentioned, with their ranks: everything below the last pick.
    fn unmentioned(&self, explanation: &Explanation, last: &RunStory) -> Vec<(u32, u32)> {
        let mentioned = |choice: u32| {
            let mut passed = last.turns.iter().flat_map(|turn| &turn.passed_over);
            explanation.got.contains(&choice) || passed.any(|passed| passed.activity == choice)
        };
        let ranked = (1..).zip(self.ballot().iter().copied());
        ranked.filter(|(_, activity)| !mentioned(*activity)).collect()
    }

    /// Why nobody who has `got` could take an activity once the draw was over; none if they could.
    fn at_the_end(&self, activity: u32, got: &[u32]) -> Option<Reason> {
        let (replay, at) = (self.replay, usize::try_from(activity.checked_sub(1)?).ok()?);
        if replay.outcome.closed().contains(&activity) {
            return Some(Reason::Closed);
        }
        if replay.instance.places().get(at)?.capacity == 0 {
            return Some(Reason::NoPlaces);
        }
        if let Some(since) = replay.outcome.last_run()?.filled.get(at).copied().flatten() {
            return Some(Reason::Full { since });
        }
        let with = got
            .iter()
            .copied()
            .find(|held| replay.instance.clash(*held, activity))?;
        Some(Reason::Clash { with })
    }
}

/// "146 take part, 3 of them added after opening. Turnwise cannot see whether they are 146 people."
pub fn taking_part(entries: usize, added: u32) -> String {
    let part = if entries == 1 { "takes part" } else { "take part" };
    let later = match added {
        0 => String::new(),
        added => format!(", {added} of them added after opening"),
    };
    let people = counted(entries as u64, "person", "people");
    let they = if entries == 1 { "it is" } else { "they are" };
    format!("{entries} {part}{later}. Turnwise cannot see whether {they} {people}.")
}
