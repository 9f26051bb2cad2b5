//! Who gets in. Unknown lottery, unknown, foreign, revoked and missing credential all get one and the same answer.

use axum::http::Method;
use turnwise_shared::api::{AddEntries, ChangeRules, Close, Draw, EntriesBlock, Publish, ReplaceLink, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::token::{Role, credential};

use crate::api::{Answer, Call, bytes};
use crate::school::{School, id, keys, wrapped};

/// A request that needs a credential: method, path below the lottery, body.
type Need = (Method, String, Vec<u8>);

fn body(body: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("JSON")
}

/// Everything only the administrator may ask, in a form that would be accepted.
fn administrator(school: &School) -> Vec<Need> {
    let change = ChangeRules {
        rules: school.rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    };
    let link = ReplaceLink {
        credential: Hash32(bytes("link", 1)),
        wrap: wrapped(&school.id, &school.keys),
    };
    let entry = school.people[0].entry;
    let put = |what: &str, body| (Method::PUT, format!("/{what}"), body);
    vec![
        (Method::GET, String::new(), Vec::new()),
        (Method::DELETE, String::new(), Vec::new()),
        (Method::POST, "/entries".to_owned(), body(&AddEntries { entries: 1 })),
        put("rules", body(&change)),
        put("entries", body(&EntriesBlock { entries: Vec::new() })),
        put(&format!("entries/{entry}/link"), body(&link)),
        put("closing", body(&Close::default())),
        put("reopening", body(&school.reason("Why not"))),
        put("attempts/1", body(&Draw::Server)),
        put("redraw", body(&school.reason("Why not"))),
        put("publication", body(&Publish {})),
        (Method::GET, "/attempts/1".to_owned(), Vec::new()),
    ]
}

/// Everything only a participant may ask.
fn participant(school: &School) -> Vec<Need> {
    let ballot = body(&school.ballot(0, &[1]));
    vec![
        (Method::GET, "/entry".to_owned(), Vec::new()),
        (Method::PUT, "/entry/ballot".to_owned(), ballot),
        (Method::GET, "/attempts/1".to_owned(), Vec::new()),
    ]
}

fn call(lottery: &LotteryId, (method, what, body): &Need) -> Call {
    let path = format!("{}{what}", path::lottery(lottery));
    Call::new(method.clone(), path).if_match(1).body(body.clone())
}

/// Everything of an answer but the number that differs for each.
fn seen(answer: &Answer) -> (u16, String, Vec<(String, String)>) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "x-request-id");
    let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}")));
    let mut headers: Vec<(String, String)> = headers.collect();
    headers.sort();
    (answer.status.as_u16(), answer.text(), headers)
}

async fn is_never_told_which(school: &School, needs: &[Need], mine: &Hash32, wrong: &[Hash32]) {
    let unknown = call(&id(404), &needs[0]).bearer(mine);
    let reference = school.api.call(unknown).await;
    assert_eq!(reference.problem(), Problem::NotFound);
    let reference = seen(&reference);
    for need in needs {
        let (method, what, _) = need;
        let known = |auth: &Hash32| call(&school.id, need).bearer(auth);
        let malformed = ["Bearer", "Bearer 00", "Basic AAAA", "Token x"];
        let mut tries: Vec<Call> = vec![call(&school.id, need), call(&id(404), need).bearer(mine)];
        tries.extend(wrong.iter().map(known));
        tries.extend(malformed.map(|text| call(&school.id, need).header("authorization", text)));
        for (number, attempt) in tries.into_iter().enumerate() {
            let answer = school.api.call(attempt).await;
            assert_eq!(seen(&answer), reference, "{method} {what}, credential {number}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_ask_is_never_told_why() {
    let school = School::open(2, ValuePlan::Server).await;
    let other = School::planned(school.api, 2, 2, ValuePlan::Server);
    other.begin().await;
    let school = School::planned(other.api, 1, 2, ValuePlan::Server);
    let revoked = school.people[1].keys.auth;
    let link = ReplaceLink {
        credential: credential(&school.id, &Hash32(bytes("new", 1)), Role::Participant),
        wrap: wrapped(&school.id, &school.keys),
    };
    let what = format!("entries/{}/link", school.people[1].entry);
    school.act(&what, &link).await.ok::<Standing>();

    let nobody = keys(&school.id, Role::Administrator, 7).auth;
    let (mine, theirs) = (&school.keys.auth, &school.people[0].keys.auth);
    let foreign = [other.keys.auth, other.people[0].keys.auth];
    let wrong = [nobody, revoked, foreign[0], foreign[1], Hash32::ZERO];
    is_never_told_which(
        &school,
        &administrator(&school),
        mine,
        &[wrong.as_slice(), &[*theirs]].concat(),
    )
    .await;
    is_never_told_which(
        &school,
        &participant(&school),
        theirs,
        &[wrong.as_slice(), &[*mine]].concat(),
    )
    .await;
    assert_eq!(school.revision().await, 2, "nothing was done");
}

#[tokio::test]
async fn what_names_no_lottery_is_not_found() {
    let school = School::open(1, ValuePlan::Server).await;
    let id = school.id.to_string();
    let upper = id.to_uppercase();
    let zeros = "0".repeat(32);
    for name in [
        &id[1..],
        &upper,
        &zeros,
        "x",
        "%ff",
        "%00",
        "..%2f..",
        &"a".repeat(5_000),
    ] {
        for what in ["", "/entry", "/attempts/1", "/record", "/events"] {
            let path = format!("lotteries/{name}{what}");
            let answer = school.api.call(Call::get(&path).bearer(&school.keys.auth)).await;
            assert_eq!(answer.problem(), Problem::NotFound, "{path}");
        }
    }
    for number in ["0", "-1", "2", "4294967296", "x", "%fe"] {
        let path = format!("lotteries/{id}/attempts/{number}");
        let answer = school.api.call(Call::get(&path).bearer(&school.keys.auth)).await;
        assert_eq!(answer.problem(), Problem::NotFound, "{path}");
        let link = school.put(&format!("entries/{number}/link")).if_match(1);
        let link = link.json(&ReplaceLink {
            credential: Hash32(bytes("link", 1)),
            wrap: wrapped(&school.id, &school.keys),
        });
        assert_eq!(school.api.call(link).await.problem(), Problem::NotFound, "{number}");
    }
}

#[tokio::test]
async fn what_is_no_path_or_method_is_said_so() {
    let school = School::open(1, ValuePlan::Server).await;
    let lottery = path::lottery(&school.id);
    let none = [
        Call::get("nothing"),
        Call::get(""),
        Call::at(Method::GET, "/api"),
        Call::get(format!("{lottery}/nothing")),
        Call::post(&lottery),
        Call::delete(format!("{lottery}/entry")),
        Call::new(Method::PATCH, format!("{lottery}/rules")),
        Call::at(Method::GET, "/"),
    ];
    for (number, call) in none.into_iter().enumerate() {
        let answer = school.api.call(call).await;
        assert_eq!(answer.problem(), Problem::NoSuchRoute, "{number}");
    }
}

#[tokio::test]
async fn a_replaced_link_is_dead_and_the_new_one_finds_the_ballot() {
    let school = School::open(2, ValuePlan::Server).await;
    let person = &school.people[0];
    let ballot = school.ballot(0, &[2, 1]);
    school.save(person, &ballot).await.ok::<serde_json::Value>();
    let mut renewed = person.clone();
    renewed.keys = keys(&school.id, Role::Participant, 5_000);
    let new = school.new_entry(&renewed);
    let link = ReplaceLink {
        credential: new.credential,
        wrap: new.wrap,
    };
    let what = format!("entries/{}/link", person.entry);
    let done: Standing = school.act(&what, &link).await.ok();
    // The same request again is the same act, whatever revision it names.
    let again = school.put(&what).if_match(1).json(&link);
    assert_eq!(school.api.call(again).await.ok::<Standing>(), done);
    assert_eq!(done.revision, 2);

    let old = Call::get(path::below(&school.id, "entry")).bearer(&person.keys.auth);
    assert_eq!(school.api.call(old).await.problem(), Problem::NotFound);
    let late = school.save(person, &school.ballot(1, &[1])).await;
    assert_eq!(late.problem(), Problem::NotFound);
    let kept = school.visit(&renewed).await.line;
    assert_eq!((kept.nonce, kept.choices), (ballot.nonce, ballot.choices));
    assert_eq!(kept.credential, link.credential);
}

#[tokio::test]
async fn a_link_replaced_after_closing_leaves_the_list_as_it_was() {
    let school = School::open(3, ValuePlan::Server).await;
    let receipts = school.everyone_ranks().await;
    school.close().await;
    let mut renewed = school.people[0].clone();
    renewed.keys = keys(&school.id, Role::Participant, 5_000);
    let new = school.new_entry(&renewed);
    let link = ReplaceLink {
        credential: new.credential,
        wrap: new.wrap,
    };
    let what = format!("entries/{}/link", renewed.entry);
    school.act(&what, &link).await.ok::<Standing>();
    assert_eq!(school.visit(&renewed).await.line, receipts[0].line);
    school.draw(1, &Draw::Server).await;
    school.publish().await;
    let lottery = school.visit(&renewed).await.lottery;
    let attempt = school.attempt(&renewed, 1).await.ok();
    crate::verify::log(&school.id, &lottery.log);
    crate::verify::attempt(&lottery.log, &attempt);
}

#[tokio::test]
async fn a_link_belongs_to_one_number_only() {
    let school = School::open(2, ValuePlan::Server).await;
    let (one, other) = (&school.people[0], school.new_entry(&school.people[1]));
    let link = ReplaceLink {
        credential: other.credential,
        wrap: other.wrap,
    };
    let answer = school.act(&format!("entries/{}/link", one.entry), &link).await;
    let what = "link".to_owned();
    assert_eq!(
        answer.problem(),
        Problem::Taken {
            what,
            number: one.entry
        }
    );
    let nothing = ReplaceLink {
        credential: Hash32::ZERO,
        ..link
    };
    let answer = school.act(&format!("entries/{}/link", one.entry), &nothing).await;
    answer.invalid("credential", "no credential");
    school.visit(one).await;
}

#[tokio::test]
async fn opening_needs_a_credential_and_an_unused_id() {
    let school = School::open(1, ValuePlan::Server).await;
    let unused = path::lottery(&id(9));
    let call = Call::put(&unused)
        .header("if-none-match", "*")
        .json(&school.open_request());
    assert_eq!(school.api.call(call).await.problem(), Problem::NotFound);
    let call = Call::put(&unused)
        .bearer(&school.keys.auth)
        .json(&school.open_request());
    assert_eq!(school.api.call(call).await.problem(), Problem::PreconditionRequired);
    let taken = Problem::Taken {
        what: "lottery".to_owned(),
        number: 0,
    };
    let stranger = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
    let stranger = stranger.bearer(&Hash32([7; 32])).json(&school.open_request());
    assert_eq!(school.api.call(stranger).await.problem(), taken);
    let mut other = school.open_request();
    other.keep_days = 30;
    let other = Call::put(path::lottery(&school.id))
        .header("if-none-match", "*")
        .bearer(&school.keys.auth)
        .json(&other);
    assert_eq!(school.api.call(other).await.problem(), taken);
}
