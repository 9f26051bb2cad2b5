//! The rules: each version is the one that the log names, changes only what may change, and its notice was kept.

use super::{Fault, Transcript};
use crate::course::{is_impossible, is_sound, keeps_notice, names};
use crate::hash::Hash32;
use crate::lottery::Rules;
use crate::record::{Event, rules_hash};

/// The versions of the rules as the log goes through them.
struct Versions<'a> {
    rest: std::slice::Iter<'a, Rules>,
    known: Vec<(Hash32, &'a Rules)>,
    in_force: Option<&'a Rules>,
    /// UTC second of the record that named them.
    since: u64,
}

impl Transcript {
    pub(super) fn rules(&self) -> Result<(), Fault> {
        let mut versions = Versions {
            rest: self.rules.iter(),
            known: Vec::with_capacity(self.rules.len()),
            in_force: None,
            since: 0,
        };
        for (number, record) in (1..).zip(&self.log) {
            match &record.event {
                Event::Opened { rules, .. } | Event::RulesChanged { rules } => {
                    versions.name(rules).ok_or(Fault::RulesOf(number))??;
                    versions.since = record.time;
                }
                Event::Closed { plan, due, .. } => {
                    names(number, versions.in_force, record.time, *plan, *due)?;
                    keeps_notice(number, versions.in_force, versions.since, record.time)?;
                }
                Event::Redraw { plan, due } => names(number, versions.in_force, record.time, *plan, *due)?,
                _ => {}
            }
        }
        match versions.rest.next() {
            Some(_) => Err(Fault::MoreRules),
            None => Ok(()),
        }
    }

    /// The rules that the draws were made under.
    pub(super) fn last_rules(&self) -> Option<&Rules> {
        let named = self.log.iter().rev().find_map(|record| match record.event {
            Event::Opened { rules, .. } | Event::RulesChanged { rules } => Some(rules),
            _ => None,
        });
        let named = named?;
        self.rules.iter().find(|rules| rules_hash(rules) == named)
    }
}

impl Versions<'_> {
    /// Puts the rules with this hash in force; none if they are not there, or not next.
    fn name(&mut self, hash: &Hash32) -> Option<Result<(), Fault>> {
        let known = self.known.iter().find(|(known, _)| known == hash);
        let next = if let Some((_, rules)) = known {
            rules
        } else {
            let next = self.rest.next().filter(|rules| rules_hash(rules) == *hash)?;
            self.known.push((*hash, next));
            next
        };
        let version = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        if is_impossible(next) || self.in_force.is_some_and(|before| !before.may_become(next)) {
            return Some(Err(Fault::RulesChange(version)));
        }
        if !is_sound(next) {
            return Some(Err(Fault::Weak(version)));
        }
        self.in_force = Some(next);
        Some(Ok(()))
    }
}
