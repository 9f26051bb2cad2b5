//! Which pieces of a build are loaded together. A file more costs something, and so does every byte that a screen
//! loads without needing it. Two groups are joined as long as that makes the loads of all screens together no worse,
//! where the largest count by far the most; what every screen loads goes into the main part.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Something that several parts use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub files: Vec<PathBuf>,
    /// In bytes, not compressed.
    pub size: u64,
    /// The parts that cannot do without it.
    pub users: BTreeSet<String>,
}

/// Pieces brought together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Groups {
    /// What every screen loads.
    pub all: Vec<PathBuf>,
    /// What some load, each to be one file.
    pub some: Vec<Piece>,
}

/// What a file costs beside what is in it, in such bytes: it is compressed by itself, and reaches the others only
/// through the table.
const FILE: f64 = 2_000.0;

/// So much more to load is nearly three times as bad.
const STEP: f64 = 8_000.0;

/// The parts of which each screen shows at once: a part by itself, or a section with the screen it stands on, whose
/// name its own begins with.
pub(crate) fn screens<T>(parts: &BTreeMap<String, T>) -> Vec<BTreeSet<&str>> {
    let stands_on = |part: &str, other: &str| part.strip_prefix(other).is_some_and(|rest| rest.starts_with('_'));
    let screen = |part: &'_ String| {
        let others = parts.keys().filter(|other| *other == part || stands_on(part, other));
        others.map(|part| &**part).collect()
    };
    parts.keys().map(screen).collect()
}

/// Joins pieces; `own` is what each part loads that no other uses.
pub(super) fn group(pieces: Vec<Piece>, own: &BTreeMap<String, u64>) -> Groups {
    let screens = screens(own);
    let mut by_users = BTreeMap::<_, Piece>::new();
    for piece in pieces {
        match by_users.get_mut(&piece.users) {
            Some(known) => *known = joined(known, &piece),
            None => drop(by_users.insert(piece.users.clone(), piece)),
        }
    }
    let mut groups: Vec<_> = by_users.into_values().collect();
    while let Some((first, second)) = best_pair(&groups, own, &screens) {
        let second = groups.remove(second);
        groups[first] = joined(&groups[first], &second);
    }
    let (all, some): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .partition(|group| screens.iter().all(|screen| loads(screen, group)));
    Groups {
        all: all.into_iter().flat_map(|group| group.files).collect(),
        some,
    }
}

fn loads(screen: &BTreeSet<&str>, group: &Piece) -> bool {
    screen.iter().any(|part| group.users.contains(*part))
}

/// The pair that it is best to join, the earlier one first; none if joining any makes it worse.
fn best_pair(groups: &[Piece], own: &BTreeMap<String, u64>, screens: &[BTreeSet<&str>]) -> Option<(usize, usize)> {
    let mut sums: Vec<f64> = screens
        .iter()
        .map(|screen| screen.iter().map(|part| estimate(own[*part])).sum())
        .collect();
    let brought: Vec<_> = groups.iter().map(|group| Brought::new(group, screens)).collect();
    for group in &brought {
        group.add(&mut sums, 1.0);
    }
    let now = cost(&sums);
    let pairs = (0..groups.len()).flat_map(|second| (0..second).map(move |first| (first, second)));
    let costs = pairs.map(|(first, second)| {
        let mut sums = sums.clone();
        brought[first].add(&mut sums, -1.0);
        brought[second].add(&mut sums, -1.0);
        brought[first].and(&brought[second]).add(&mut sums, 1.0);
        (cost(&sums), first, second)
    });
    let (then, first, second) = costs.min_by(|one, other| one.0.total_cmp(&other.0))?;
    (then <= now).then_some((first, second))
}

fn joined(one: &Piece, other: &Piece) -> Piece {
    Piece {
        files: one.files.iter().chain(&other.files).cloned().collect(),
        size: one.size + other.size,
        users: one.users.union(&other.users).cloned().collect(),
    }
}

/// What a group is for the screens.
struct Brought {
    size: f64,
    /// By screen: whether it loads the group.
    to: Vec<bool>,
}

impl Brought {
    fn new(group: &Piece, screens: &[BTreeSet<&str>]) -> Self {
        Self {
            size: estimate(group.size),
            to: screens.iter().map(|screen| loads(screen, group)).collect(),
        }
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            size: self.size + other.size,
            to: self
                .to
                .iter()
                .zip(&other.to)
                .map(|(one, other)| *one || *other)
                .collect(),
        }
    }

    /// Counts it that often for every screen that loads it.
    fn add(&self, sums: &mut [f64], times: f64) {
        let file = if self.to.iter().all(|loads| *loads) { 0.0 } else { FILE };
        for (sum, _) in sums.iter_mut().zip(&self.to).filter(|(_, loads)| **loads) {
            *sum += times * (self.size + file);
        }
    }
}

/// How bad these loads are.
fn cost(sums: &[f64]) -> f64 {
    sums.iter().map(|sum| (sum / STEP).exp()).sum()
}

#[expect(clippy::cast_precision_loss, reason = "an estimate, of far less than 2^52 bytes")]
fn estimate(size: u64) -> f64 {
    size as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(name: &str, size: u64, users: &str) -> Piece {
        Piece {
            files: vec![name.into()],
            size,
            users: users.chars().map(String::from).collect(),
        }
    }

    fn own() -> BTreeMap<String, u64> {
        ["a", "b", "c", "d"].map(|part| (part.to_owned(), 20_000)).into()
    }

    fn grouped(pieces: &[Piece]) -> BTreeSet<BTreeSet<PathBuf>> {
        let Groups { all, some } = group(pieces.to_vec(), &own());
        let all = Some(all).filter(|all| !all.is_empty());
        let groups = some.into_iter().map(|group| group.files).chain(all);
        groups.map(|files| files.into_iter().collect()).collect()
    }

    fn sets(groups: &[&[&str]]) -> BTreeSet<BTreeSet<PathBuf>> {
        groups
            .iter()
            .map(|group| group.iter().map(PathBuf::from).collect())
            .collect()
    }

    #[test]
    fn what_the_same_parts_use_is_one_file() {
        let pieces = [
            piece("1", 30_000, "ab"),
            piece("2", 50_000, "ab"),
            piece("3", 40_000, "abcd"),
        ];
        assert_eq!(grouped(&pieces), sets(&[&["1", "2"], &["3"]]));
    }

    #[test]
    fn large_pieces_of_different_parts_stay_apart() {
        let pieces = [piece("1", 90_000, "ab"), piece("2", 90_000, "cd")];
        assert_eq!(grouped(&pieces), sets(&[&["1"], &["2"]]));
    }

    #[test]
    fn a_crumb_is_no_file_of_its_own() {
        let pieces = [
            piece("1", 90_000, "ab"),
            piece("2", 300, "ac"),
            piece("3", 90_000, "abcd"),
        ];
        let Groups { all, some } = group(pieces.to_vec(), &own());
        assert_eq!(all.len() + some.iter().map(|group| group.files.len()).sum::<usize>(), 3);
        assert_eq!(some.len(), 1, "{some:?}");
        for part in own().keys() {
            for piece in pieces.iter().filter(|piece| piece.users.contains(part)) {
                let there = |group: &&Piece| group.files.contains(&piece.files[0]);
                let group = some.iter().find(there);
                let has = all.contains(&piece.files[0]) || group.is_some_and(|group| group.users.contains(part));
                assert!(has, "{part} has all it needs");
            }
        }
    }

    #[test]
    fn a_section_is_loaded_with_its_screen() {
        let parts = ["close", "close_check", "closet", "people"]
            .map(|part| (part.to_owned(), ()))
            .into();
        let sets = screens(&parts);
        assert_eq!(sets[0], BTreeSet::from(["close"]));
        assert_eq!(sets[1], BTreeSet::from(["close", "close_check"]));
        assert_eq!(sets[2], BTreeSet::from(["closet"]));
        // What the screen needs and what the section needs is one file where no other screen needs either.
        let own = ["a", "a_b", "c"].map(|part| (part.to_owned(), 20_000)).into();
        let users = |users: &[&str]| users.iter().map(|&user| user.to_owned()).collect();
        let pieces = [("1", users(&["a", "c"])), ("2", users(&["a_b", "c"]))].map(|(name, users)| Piece {
            files: vec![name.into()],
            size: 500,
            users,
        });
        let Groups { all, some } = group(pieces.to_vec(), &own);
        assert_eq!(all.len() + some.iter().map(|group| group.files.len()).sum::<usize>(), 2);
        assert!(some.len() <= 1, "{some:?}");
    }

    #[test]
    fn nothing_to_join_is_fine() {
        let Groups { all, some } = group(Vec::new(), &own());
        assert!(all.is_empty() && some.is_empty());
    }
}
