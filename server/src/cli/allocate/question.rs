//! An instance as its author wrote it, and the numbers that the rule works with.
//!
//! `max`, `minimum`, `mode` and `clashes` may be absent or null, unknown fields are ignored, and either `order`
//! or `orders` must be there. Every clash becomes a slot that its two activities share. Every fault is
//! one line: names are quoted and escaped.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;
use serde_json::Value;
use turnwise_shared::allocate::{Instance, Orders, Places};
use turnwise_shared::lottery::PassOrder;

#[derive(Deserialize)]
struct Given {
    activities: Vec<Activity>,
    participants: Vec<Participant>,
    order: Option<Vec<String>>,
    orders: Option<Vec<Vec<String>>>,
    mode: Option<Value>,
    clashes: Option<Vec<(String, String)>>,
}

#[derive(Deserialize)]
struct Activity {
    id: String,
    capacity: u64,
    minimum: Option<u64>,
}

#[derive(Deserialize)]
struct Participant {
    token: String,
    preferences: Vec<String>,
    max: Option<u64>,
}

/// An instance that the rule can be applied to, with the names that belong to its numbers.
pub(super) struct Question {
    /// The activities' names, number 1 first.
    pub(super) activities: Vec<String>,
    /// The activities' places as they were given: more than the rule can count are as good as endless to it.
    pub(super) capacities: Vec<u64>,
    /// The participants' tokens, in the order given.
    pub(super) tokens: Vec<String>,
    /// Places and ballots.
    pub(super) instance: Instance,
    /// The order of every pass.
    pub(super) orders: Orders,
}

impl Question {
    /// Reads an instance; or says, in one line, what is wrong with it.
    pub(super) fn read(json: &[u8]) -> Result<Self, String> {
        let given: Given = serde_json::from_slice(json).map_err(|fault| fault.to_string())?;
        let activities: Vec<String> = given.activities.iter().map(|activity| activity.id.clone()).collect();
        let tokens: Vec<String> = given.participants.iter().map(|one| one.token.clone()).collect();
        let numbers = numbered(&activities, 1, "activity")?;
        let entries = numbered(&tokens, 0, "token")?;
        let mut places: Vec<Places> = given.activities.iter().map(places).collect();
        share_slots(&mut places, given.clashes.unwrap_or_default(), &numbers)?;
        let orders = orders(given.order, given.orders, given.mode.as_ref(), &entries)?;
        let ballots = given.participants.iter();
        let ballots: Vec<Vec<u32>> = ballots.map(|one| ballot(one, &numbers)).collect::<Result<_, _>>()?;
        let limits = given.participants.iter().map(|one| one.max.map(clamped));
        let ballots = ballots.iter().map(Vec::as_slice).zip(limits);
        Ok(Self {
            instance: Instance::new(places, ballots).map_err(|fault| fault.to_string())?,
            capacities: given.activities.iter().map(|activity| activity.capacity).collect(),
            activities,
            tokens,
            orders,
        })
    }
}

/// Nobody takes two places in one activity, so what 32 bits cannot count never runs out.
fn clamped(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn places(activity: &Activity) -> Places {
    Places {
        capacity: clamped(activity.capacity),
        minimum: activity.minimum.map_or(0, clamped),
        slots: Vec::new(),
    }
}

fn numbered<'a>(names: &'a [String], first: u32, what: &str) -> Result<HashMap<&'a str, u32>, String> {
    let mut numbers = HashMap::new();
    for (number, name) in (first..).zip(names) {
        if numbers.insert(name.as_str(), number).is_some() {
            return Err(format!("{what} {name:?} is there twice"));
        }
    }
    Ok(numbers)
}

/// A slot for every clash, whichever way round and however often it is named.
fn share_slots(
    places: &mut [Places],
    clashes: Vec<(String, String)>,
    numbers: &HashMap<&str, u32>,
) -> Result<(), String> {
    let number = |name: &String| numbers.get(name.as_str()).copied();
    let mut pairs = BTreeSet::new();
    for (one, other) in clashes {
        if one == other {
            return Err(format!("activity {one:?} clashes with itself"));
        }
        let known = |name: &String| number(name).ok_or_else(|| format!("clashes: there is no activity {name:?}"));
        let (a, b) = (known(&one)?, known(&other)?);
        pairs.insert((a.min(b), a.max(b)));
    }
    for (slot, (a, b)) in (1..).zip(pairs) {
        for number in [a, b] {
            let index = usize::try_from(number - 1).ok();
            if let Some(places) = index.and_then(|index| places.get_mut(index)) {
                places.slots.push(slot);
            }
        }
    }
    Ok(())
}

fn ballot(one: &Participant, numbers: &HashMap<&str, u32>) -> Result<Vec<u32>, String> {
    let mut named = BTreeSet::new();
    let token = &one.token;
    let choices = one.preferences.iter().map(|name| match numbers.get(name.as_str()) {
        Some(number) if named.insert(*number) => Ok(*number),
        Some(_) => Err(format!("preferences of {token:?}: {name:?} is there twice")),
        None => Err(format!("preferences of {token:?}: there is no activity {name:?}")),
    });
    choices.collect()
}

fn orders(
    order: Option<Vec<String>>,
    orders: Option<Vec<Vec<String>>>,
    mode: Option<&Value>,
    entries: &HashMap<&str, u32>,
) -> Result<Orders, String> {
    match (order, orders) {
        (Some(order), None) => Ok(Orders::Fixed {
            pass_order: pass_order(mode)?,
            order: indices(&order, entries, "order")?,
        }),
        (None, Some(lists)) if lists.is_empty() && !entries.is_empty() => Err("orders: there is no order".to_owned()),
        (None, Some(lists)) => {
            let lists = (1..).zip(&lists);
            let lists = lists.map(|(pass, list): (u32, _)| indices(list, entries, &format!("order of pass {pass}")));
            Ok(Orders::Listed(lists.collect::<Result<_, _>>()?))
        }
        (Some(_), Some(_)) => Err("both order and orders are there".to_owned()),
        (None, None) => Err("neither order nor orders is there".to_owned()),
    }
}

fn pass_order(mode: Option<&Value>) -> Result<PassOrder, String> {
    let Some(mode) = mode else {
        return Ok(PassOrder::Same);
    };
    match PassOrder::deserialize(mode) {
        Ok(PassOrder::Reshuffle) => Err("mode reshuffle needs orders".to_owned()),
        Ok(pass_order) => Ok(pass_order),
        Err(_) => Err(format!(
            "mode: expected same, snake or reverse_after_first, found {mode}"
        )),
    }
}

/// An order as indices: every token once.
fn indices(order: &[String], entries: &HashMap<&str, u32>, what: &str) -> Result<Vec<u32>, String> {
    let mut missing: BTreeSet<u32> = entries.values().copied().collect();
    let mut indices = Vec::with_capacity(order.len());
    for token in order {
        let entry = entries.get(token.as_str()).copied();
        let entry = entry.ok_or_else(|| format!("{what}: there is no token {token:?}"))?;
        if !missing.remove(&entry) {
            return Err(format!("{what}: token {token:?} is there twice"));
        }
        indices.push(entry);
    }
    let first = missing.first();
    let token = entries.iter().find(|(_, entry)| Some(*entry) == first);
    match token {
        Some((token, _)) => Err(format!("{what}: token {token:?} is missing")),
        None => Ok(indices),
    }
}
