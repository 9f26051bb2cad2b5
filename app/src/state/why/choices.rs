//! What became of each choice on one's list, and of every activity: the last place of each.

use turnwise_shared::replay::Replay;

use super::Told;
use super::sentence::places;
use crate::ui::ordinal::ordinal;

/// What became of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Too few people: it does not run.
    Closed,
    /// It has no places.
    NoPlaces,
    /// The last place went in this round, to whoever was there in line.
    Full {
        /// The round.
        pass: u32,
        /// The place in line.
        position: u32,
    },
    /// So many places are free.
    Free(u32),
}

impl Fate {
    /// In words.
    pub fn words(self, rounds: u32) -> String {
        match self {
            Self::Closed => "does not run: too few people".to_owned(),
            Self::NoPlaces => "has no places".to_owned(),
            Self::Full { position, .. } if rounds <= 1 => {
                format!("the last place went to the {} in line", ordinal(position))
            }
            Self::Full { pass, position } => {
                format!(
                    "the last place went to the {} in line in round {pass}",
                    ordinal(position)
                )
            }
            Self::Free(left) => format!("{} still free at the end", places(left)),
        }
    }
}

/// One choice on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which choice, from 1.
    pub rank: u32,
    /// The activity's number.
    pub activity: u32,
    /// Whether they got it.
    pub got: bool,
    /// What became of it.
    pub fate: Fate,
}

/// An activity at the end of the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its number.
    pub activity: u32,
    /// Its places.
    pub capacity: u32,
    /// Those taken.
    pub taken: u32,
    /// What became of it.
    pub fate: Fate,
}

/// Every activity at the end of the draw, by number.
pub fn activities(replay: &Replay) -> Vec<Filled> {
    let closed = replay.outcome.closed();
    let filled = replay
        .outcome
        .last_run()
        .map(|run| run.filled.as_slice())
        .unwrap_or_default();
    let activities = (1..).zip(replay.instance.places()).zip(replay.outcome.taken());
    activities
        .zip(filled)
        .map(|(((activity, places), taken), filled)| {
            let fate = match filled {
                _ if closed.contains(&activity) => Fate::Closed,
                _ if places.capacity == 0 => Fate::NoPlaces,
                Some(turn) => Fate::Full {
                    pass: turn.pass,
                    position: turn.position,
                },
                None => Fate::Free(places.capacity.saturating_sub(taken)),
            };
            Filled {
                activity,
                capacity: places.capacity,
                taken,
                fate,
            }
        })
        .collect()
}

impl Told<'_> {
    /// What became of each choice, best first.
    pub fn choices(&self) -> Vec<Choice> {
        let activities = activities(self.replay);
        let got = self.replay.explain(self.number).map(|explanation| explanation.got);
        let got = got.unwrap_or_default();
        let ranked = (1..).zip(self.ballot());
        ranked
            .filter_map(|(rank, activity)| {
                let filled = activities.iter().find(|filled| filled.activity == *activity)?;
                Some(Choice {
                    rank,
                    activity: *activity,
                    got: got.contains(activity),
                    fate: filled.fate,
                })
            })
            .collect()
    }
}
