//! The worked example of the design, computed independently of the product: every value in it comes out
//! of this crate, natively and (built as a wasm test) in WebAssembly.

use serde_json::Value as Json;
use turnwise_shared::allocate::{Instance, Orders, Places, allocate};
use turnwise_shared::draw;
use turnwise_shared::hash::{Bytes, Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{self, Event, Line, Value};
use turnwise_shared::replay::Replay;
use turnwise_shared::seal::SaltedText;
use turnwise_shared::token::{Role, Token, credential};

#[path = "it/reference.rs"]
mod reference;

use reference::Case;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

const VECTORS: &str = include_str!("vectors.json");

fn vectors() -> Json {
    serde_json::from_str(VECTORS).expect("vectors.json is JSON")
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json[key].as_str().expect(key)
}

fn hash(json: &Json, key: &str) -> Hash32 {
    text(json, key).parse().expect(key)
}

fn number(json: &Json, key: &str) -> u32 {
    u32::try_from(json[key].as_u64().expect(key)).expect(key)
}

fn numbers(json: &Json) -> Vec<u32> {
    let items = json.as_array().expect("a list").iter();
    items
        .map(|item| u32::try_from(item.as_u64().expect("a number")).expect("small"))
        .collect()
}

fn lottery(json: &Json) -> LotteryId {
    text(json, "lottery").parse().expect("an id")
}

fn rules(json: &Json) -> Rules {
    let rules = &json["rules"];
    let activities = rules["activities"].as_array().expect("activities").iter();
    assert_eq!(number(rules, "pass_order"), 3);
    assert_eq!(number(&rules["value"], "kind"), 1);
    Rules {
        limit: std::num::NonZeroU32::new(number(rules, "limit")),
        pass_order: PassOrder::Reshuffle,
        notice: number(rules, "notice"),
        closes_at: rules["closes_at"].as_u64(),
        plan: ValuePlan::Server,
        activities: activities
            .map(|activity| Activity {
                capacity: number(activity, "capacity"),
                minimum: number(activity, "minimum"),
                slots: numbers(&activity["slots"]),
                groups: numbers(&activity["groups"]),
            })
            .collect(),
        catalogue: hash(rules, "catalogue_text_hash"),
    }
}

fn line(entry: &Json) -> Line {
    Line {
        entry: number(entry, "entry"),
        group: number(entry, "group"),
        credential: hash(entry, "credential"),
        version: number(entry, "version"),
        nonce: text(entry, "nonce").parse::<Nonce>().expect("a nonce"),
        choices: numbers(&entry["choices"]),
    }
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_catalogue_hashes_to_the_text_of_the_rules() {
    let json = vectors();
    let salt: Hash32 = hash(&json["catalogue"], "salt");
    let text = SaltedText::new(&salt.0, text(&json["catalogue"], "text"));
    assert_eq!(text.hash(), hash(&json["rules"], "catalogue_text_hash"));
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_rules_have_their_fingerprint() {
    let json = vectors();
    let rules = rules(&json);
    assert_eq!(rules.check(), Ok(()));
    assert_eq!(record::rules_hash(&rules), hash(&json, "rules_hash"));
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn tokens_give_check_symbols_keys_and_credentials() {
    let json = vectors();
    let id = lottery(&json);
    for entry in json["entries"].as_array().expect("entries") {
        let code = format!("{}{}", text(entry, "token"), text(entry, "check"));
        let token: Token = code.parse().expect("a valid code");
        assert_eq!(token.to_string(), code);
        let keys = token.keys(&id, Role::Participant);
        assert_eq!(keys.auth, hash(entry, "auth"));
        assert_eq!(Hash32(keys.wrap), hash(entry, "wrap"));
        assert_eq!(Hash32(keys.keep), hash(entry, "keep"));
        assert_eq!(
            credential(&id, &keys.auth, Role::Participant),
            hash(entry, "credential")
        );
    }
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn lines_and_list_have_their_fingerprints() {
    let json = vectors();
    let mut lines: Vec<Line> = Vec::new();
    for entry in json["entries"].as_array().expect("entries") {
        let line = line(entry);
        assert_eq!(line.hash(), hash(entry, "line"), "entry {}", line.entry);
        lines.push(line);
    }
    lines.sort_by_key(|line| line.entry);
    let hashes: Vec<Hash32> = lines.iter().map(Line::hash).collect();
    assert_eq!(record::list_hash(&hashes), hash(&json, "list"));
}

fn events(json: &Json) -> Vec<Event> {
    vec![
        Event::Opened {
            rules: hash(json, "rules_hash"),
            entries: 3,
        },
        Event::Closed {
            list: hash(json, "list"),
            entries: 3,
            saved: 2,
            plan: ValuePlan::Server,
            due: 0,
        },
        Event::Drawn {
            value: Value::Server {
                bytes: hash(json, "value"),
            },
        },
        Event::Published,
    ]
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn every_head_of_the_log_comes_out() {
    let json = vectors();
    let mut before = record::first_head(&lottery(&json));
    assert_eq!(before, hash(&json, "head_0"));
    let records = json["log"].as_array().expect("a log");
    for ((number, record), event) in (1..).zip(records).zip(events(&json)) {
        let time = record["time"].as_u64().expect("a time");
        assert_eq!(u64::from(event.code()), record["kind"].as_u64().expect("a kind"));
        let head = record::head(&before, number, time, &hash(record, "note_text_hash"), &event);
        assert_eq!(head, hash(record, "head"), "record {number}");
        assert_eq!(head, head_of_bytes(&before, number, record), "record {number}");
        before = head;
    }
}

/// The head with the record's body taken as it is written in the example.
fn head_of_bytes(before: &Hash32, number: u32, record: &Json) -> Hash32 {
    let kind = u8::try_from(record["kind"].as_u64().expect("a kind")).expect("small");
    let body = data_encoding::HEXLOWER.decode(text(record, "body").as_bytes());
    Bytes::new()
        .raw(before.as_bytes())
        .u32(number)
        .u64(record["time"].as_u64().expect("a time"))
        .u8(kind)
        .raw(hash(record, "note_text_hash").as_bytes())
        .raw(&body.expect("hexadecimal digits"))
        .hash("log")
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn seed_orders_and_words_come_out() {
    let json = vectors();
    let closed = hash(&json["log"][1], "head");
    let seed = draw::seed(&closed, hash(&json, "value").as_bytes());
    assert_eq!(seed, hash(&json, "seed"));
    let mut entries: Vec<u32> = json["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|e| number(e, "entry"))
        .collect();
    entries.sort_unstable();
    for (pass, expected) in (1..).zip(json["orders"].as_array().expect("orders")) {
        assert_eq!(
            draw::order(&entries, &draw::pass_seed(&seed, pass)),
            numbers(expected),
            "pass {pass}"
        );
    }
    let words: Vec<u32> = draw::word_numbers(&closed).map(u32::from).to_vec();
    assert_eq!(words, numbers(&json["word_numbers"]));
}

/// Checked by hand: 2346 takes 2, 6529 sent no list, 6710 takes 3; in pass 2, 2346 takes the last place in 3, and
/// 6710 the last one in 2. The minimum of 3 is met.
#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_allocation_of_the_example_comes_out() {
    let json = vectors();
    let mut lines: Vec<Line> = json["entries"].as_array().expect("entries").iter().map(line).collect();
    lines.sort_by_key(|line| line.entry);
    let value = Value::Server {
        bytes: hash(&json, "value"),
    };
    let closed = hash(&json["log"][1], "head");
    let replay = Replay::new(&rules(&json), &closed, &value, &lines).expect("it fits together");
    assert_eq!(replay.pass(2), numbers(&json["orders"][1]));
    assert_eq!(replay.allocation(), [vec![2, 3], vec![], vec![3, 2]]);
    assert!(replay.outcome.closed().is_empty());
}

/// 146 people who rank 9 activities, with minima and clashes.
fn project_week() -> Case {
    let activities: Vec<u32> = (1..=9).collect();
    let lists = (2..148).map(|number| draw::order(&activities, &draw::pass_seed(&Hash32([1; 32]), number)));
    Case {
        capacities: activities.iter().map(|number| 20 + number).collect(),
        minima: vec![22; 9],
        slots: activities.iter().map(|number| vec![number % 3]).collect(),
        ballots: lists.collect(),
        limits: vec![Some(2); 146],
    }
}

/// A fresh order in each pass: every pick as the reference has it, natively and in WebAssembly, and as it was
/// written down here.
#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_draw_of_real_size_is_the_same_everywhere() {
    let case = project_week();
    let places = case.capacities.iter().zip(&case.minima).zip(&case.slots);
    let places = places.map(|((capacity, minimum), slots)| Places {
        capacity: *capacity,
        minimum: *minimum,
        slots: slots.clone(),
    });
    let ballots = case.ballots.iter().map(|list| (list.as_slice(), Some(2)));
    let instance = Instance::new(places.collect(), ballots).expect("a valid case");
    let orders = Orders::Drawn {
        entries: 146,
        seed: Hash32([2; 32]),
    };
    let outcome = allocate(&instance, &orders);
    let expected = reference::allocate(&case, &|pass| orders.pass(pass));
    let picks = outcome.picks.iter().map(|pick| {
        let turn = pick.turn;
        [turn.pass, turn.position, turn.entry, pick.activity, pick.rank]
    });
    let picks: Vec<[u32; 5]> = picks.collect();
    assert_eq!((&picks, outcome.closed()), (&expected.picks, expected.closed));
    let bytes = picks.concat().into_iter().fold(Bytes::new(), Bytes::u32);
    assert_eq!(outcome.closed(), [1]);
    assert_eq!(
        bytes.hash("picks").to_string(),
        "a87f55c70431c7f6d9bfea49e4d18276b3e6014b27c8591ac7f3ab0f443d10c3"
    );
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_generator_gives_the_words_of_the_design() {
    let mut words = Vec::new();
    let mut rng = draw_words(Hash32([7; 32]));
    words.extend(std::iter::from_fn(|| rng.next()).take(3));
    assert_eq!(words, [2_022_834_420, 1_106_684_503, 3_126_981_908]);
}

fn draw_words(seed: Hash32) -> impl Iterator<Item = u32> {
    use rand_chacha::rand_core::{Rng, SeedableRng};
    let mut rng = rand_chacha::ChaCha20Rng::from_seed(seed.0);
    std::iter::from_fn(move || Some(rng.next_u32()))
}

#[test]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_word_that_would_favour_low_numbers_is_drawn_again() {
    // For three entries the first step accepts words below 4,294,967,295: the largest word is rejected,
    // and 5 mod 3 = 2 keeps the last in place; the second step takes 4 mod 2 = 0.
    let mut words = [u32::MAX, 5, 4].into_iter();
    assert_eq!(
        draw::shuffle(&[10, 20, 30], || words.next().expect("three words are enough")),
        [20, 10, 30]
    );
    assert_eq!(words.next(), None);
}
