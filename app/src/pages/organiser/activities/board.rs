//! What the parts of the activities' screen share: the table under the pen, its problems, what can be taken
//! back, and what may change now.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use turnwise_shared::lottery::Phase;
use turnwise_shared::sorted;

use super::super::desk::Desk;
use crate::live::memo;
use crate::live::signals::{Memo, RwSignal};
use crate::state::activities::paste::Spread;
use crate::state::activities::problems::Fault;
use crate::state::activities::row::{Column, Row};
use crate::state::activities::{Activities, Removed};
use crate::state::event::Stage;

/// What of the table may not change now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// Nothing: everything may.
    No,
    /// The draw is open: order and number of what was opened.
    Kept,
    /// Everything, until opening is finished.
    Opening,
    /// Everything, since choosing is over.
    Over,
}

impl Frozen {
    /// Whether nothing may change.
    pub fn is_fast(self) -> bool {
        matches!(self, Self::Opening | Self::Over)
    }
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A row was removed.
    Removed(Removed),
    /// Rows were pasted: the table before, and after, since only that one can be taken back as a whole.
    Pasted {
        /// Before.
        before: Box<Activities>,
        /// After.
        after: Box<Activities>,
        /// What happened.
        spread: Spread,
    },
}

/// The table under the pen.
#[derive(Clone, Copy)]
pub struct Board {
    /// The draw.
    pub desk: Desk,
    /// How many rows are shown.
    pub length: Memo<usize>,
    /// What is wrong, by cell.
    pub problems: Memo<BTreeMap<(usize, Column), Fault>>,
    /// What may not change.
    pub frozen: Memo<Frozen>,
    /// What can be taken back, the latest last.
    pub steps: RwSignal<Vec<Step>>,
    /// What to tell people who do not see the table.
    pub said: RwSignal<String>,
}

impl Board {
    /// The board of this draw.
    pub fn new(desk: Desk) -> Self {
        let problems = move || {
            desk.event.with(|event| {
                let problems = event.activities.problems(event.roster.classes()).into_iter();
                sorted::map(problems.map(|problem| ((problem.row, problem.column), problem.fault)))
            })
        };
        let frozen = move || {
            let stage = desk.event.with(|event| event.stage);
            match (stage, desk.phase()) {
                (Stage::Draft, _) => Frozen::No,
                (Stage::Opening, _) => Frozen::Opening,
                (Stage::Open, None | Some(Phase::Open)) => Frozen::Kept,
                (Stage::Open, Some(_)) => Frozen::Over,
            }
        };
        Self {
            desk,
            length: memo(move || desk.event.with(|event| event.activities.rows().len())),
            problems: memo(problems),
            frozen: memo(frozen),
            steps: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
        }
    }

    /// A row as typed.
    pub fn row(self, index: usize) -> Memo<Row> {
        let desk = self.desk;
        memo(move || {
            desk.event
                .with(|event| event.activities.rows().get(index).cloned().unwrap_or_default())
        })
    }

    /// Whether a row may be removed and moved.
    pub fn movable(self, index: usize) -> bool {
        let fixed = self.desk.event.with(|event| event.activities.fixed());
        match self.frozen.get() {
            Frozen::No => true,
            // A table that was opened before it knew that it was: nothing moves.
            Frozen::Kept => fixed > 0 && index >= fixed,
            Frozen::Opening | Frozen::Over => false,
        }
    }

    /// Writes a cell, if its text changed; what it says now.
    pub fn write(self, row: usize, column: Column, text: &str) -> String {
        let kept = |activities: &Activities| activities.rows().get(row).map(|row| row.cell(column).to_owned());
        let same = |activities: &Activities| kept(activities).unwrap_or_default() == text;
        if !self.desk.event.with_untracked(|event| same(&event.activities)) {
            self.desk.change(|event| event.activities.set(row, column, text));
        }
        self.desk
            .event
            .with_untracked(|event| kept(&event.activities))
            .unwrap_or_default()
    }

    /// Adds an empty row at the end, unless there is one; its index.
    pub fn add(self) -> usize {
        let mut index = 0;
        self.desk.change(|event| index = event.activities.add());
        index
    }

    /// Takes a row out.
    pub fn remove(self, index: usize) {
        let mut removed = None;
        self.desk.change(|event| removed = event.activities.remove(index));
        if let Some(removed) = removed
            && !removed.row.is_blank()
        {
            self.steps.update(|steps| steps.push(Step::Removed(removed)));
        }
    }

    /// Moves a row to where another one is.
    pub fn shift(self, from: usize, to: usize) {
        let mut moved = false;
        self.desk.change(|event| moved = event.activities.shift(from, to));
        if moved {
            let title = self.row(to).with_untracked(|row| row.title.clone());
            self.said.set(format!("{title} is number {} now.", to + 1));
        }
    }

    /// Pastes with this, and notes how to take it back; whether anything was pasted.
    pub fn paste(self, paste: impl FnOnce(&mut Activities) -> Option<Spread>) -> bool {
        let before = self.desk.event.with_untracked(|event| event.activities.clone());
        let mut after = before.clone();
        let Some(spread) = paste(&mut after) else { return false };
        let kept = after.clone();
        self.desk.change(|event| event.activities = kept);
        let step = Step::Pasted {
            before: Box::new(before),
            after: Box::new(after),
            spread,
        };
        self.steps.update(|steps| steps.push(step));
        true
    }

    /// The latest step that can still be taken back.
    pub fn latest(self) -> Option<Step> {
        if self.frozen.get().is_fast() {
            return None;
        }
        self.desk.event.with(|event| {
            let possible = |step: &&Step| match step {
                Step::Removed(_) => true,
                Step::Pasted { after, .. } => event.activities == **after,
            };
            self.steps.with(|steps| steps.iter().rfind(possible).cloned())
        })
    }

    /// Takes the latest step back.
    pub fn take_back(self) {
        let Some(step) = untrack(|| self.latest()) else { return };
        self.steps.update(|steps| steps.retain(|other| *other != step));
        self.desk.change(|event| match step {
            Step::Removed(removed) => event.activities.restore(removed),
            Step::Pasted { before, .. } => event.activities = *before,
        });
    }
}

/// Does this once what was changed is on the page.
pub fn later(act: impl FnOnce() + 'static) {
    set_timeout(act, Duration::ZERO);
}
