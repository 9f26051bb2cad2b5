//! Which pieces of a build are loaded together. A file more costs something, and so does every byte that a screen
//! loads without needing it: pieces are joined as long as the screen that loads most has less to load for it.

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

/// What a file costs beside what is in it, in such bytes: it is compressed by itself, and reaches the others only
/// through the table.
const FILE: f64 = 6_000.0;

/// So much more to load is three times as bad.
const TRIPLE: f64 = 20_000.0;

/// Joins pieces; `own` is what each part loads that no other uses. What all parts use is one piece, for the main part.
pub(super) fn group(pieces: Vec<Piece>, own: &BTreeMap<String, u64>) -> Vec<Piece> {
    let mut by_users = BTreeMap::<_, Piece>::new();
    for piece in pieces {
        match by_users.get_mut(&piece.users) {
            Some(known) => *known = joined(known, &piece),
            None => drop(by_users.insert(piece.users.clone(), piece)),
        }
    }
    let mut groups: Vec<_> = by_users.into_values().collect();
    while let Some((first, second)) = best_pair(&groups, own) {
        let second = groups.remove(second);
        groups[first] = joined(&groups[first], &second);
    }
    groups
}

/// The pair that it is best to join, the earlier one first; none if joining any makes it worse.
fn best_pair(groups: &[Piece], own: &BTreeMap<String, u64>) -> Option<(usize, usize)> {
    let mut loads: Loads<'_> = own.iter().map(|(part, size)| (&**part, estimate(*size))).collect();
    for group in groups {
        add(&mut loads, group, 1.0);
    }
    let now = cost(&loads);
    let pairs = (0..groups.len()).flat_map(|second| (0..second).map(move |first| (first, second)));
    let costs = pairs.map(|(first, second)| {
        let mut loads = loads.clone();
        add(&mut loads, &groups[first], -1.0);
        add(&mut loads, &groups[second], -1.0);
        add(&mut loads, &joined(&groups[first], &groups[second]), 1.0);
        (cost(&loads), first, second)
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

/// What each part loads.
type Loads<'a> = BTreeMap<&'a str, f64>;

/// Counts a group that often for every part that loads it.
fn add(loads: &mut Loads<'_>, group: &Piece, times: f64) {
    let file = if group.users.len() == loads.len() { 0.0 } else { FILE };
    for part in &group.users {
        if let Some(load) = loads.get_mut(&**part) {
            *load += times * (estimate(group.size) + file);
        }
    }
}

/// How bad these loads are.
fn cost(loads: &Loads<'_>) -> f64 {
    loads.values().map(|load| (load / TRIPLE).exp()).sum()
}

#[allow(clippy::cast_precision_loss, reason = "an estimate, of far less than 2^52 bytes")]
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
        let groups = group(pieces.to_vec(), &own());
        groups
            .into_iter()
            .map(|group| group.files.into_iter().collect())
            .collect()
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
        let groups = group(pieces.to_vec(), &own());
        assert_eq!(groups.len(), 2, "{groups:?}");
        assert_eq!(groups.iter().map(|group| group.size).sum::<u64>(), 180_300);
        for part in own().keys() {
            for piece in pieces.iter().filter(|piece| piece.users.contains(part)) {
                let group = groups.iter().find(|group| group.files.contains(&piece.files[0]));
                assert!(
                    group.is_some_and(|group| group.users.contains(part)),
                    "{part} has all it needs"
                );
            }
        }
    }

    #[test]
    fn nothing_to_join_is_fine() {
        assert_eq!(group(Vec::new(), &own()), Vec::new());
    }
}
