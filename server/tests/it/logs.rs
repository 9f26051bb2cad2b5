//! What the log says of a request: its template, its status, how long it took. Nothing that names anyone.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use turnwise_shared::api::{Draw, ReplaceLink, path};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::ValuePlan;

use crate::api::{Api, Call, bytes};
use crate::process::Process;
use crate::school::{School, wrapped};

/// Every secret of an event, and everything that points at a person.
fn secrets(school: &School) -> Vec<String> {
    let mut secrets = vec![school.id.to_string(), "127.0.0.1".to_owned(), "203.0.113.9".to_owned()];
    secrets.extend(["Mozilla", "class-list.xlsx", "Grüße", "query-secret"].map(str::to_owned));
    let auths = school
        .people
        .iter()
        .map(|person| &person.keys.auth)
        .chain([&school.keys.auth]);
    for auth in auths {
        secrets.extend([
            auth.to_string(),
            BASE64.encode(auth.as_bytes()),
            BASE64URL_NOPAD.encode(auth.as_bytes()),
        ]);
    }
    for person in &school.people {
        secrets.push(person.entry.to_string());
        secrets.push(school.new_entry(person).credential.to_string());
    }
    secrets
}

/// Everything a browser sends along.
fn dressed(call: Call) -> Call {
    call.header("x-forwarded-for", "203.0.113.9")
        .header("user-agent", "Mozilla/5.0")
        .header("referer", "https://draw.example.org/class-list.xlsx")
}

/// A whole event with refusals of every kind, and the status each call should get.
fn calls(school: &School) -> Vec<(Call, u16)> {
    let person = &school.people[0];
    let link = ReplaceLink {
        credential: Hash32(bytes("link", 1)),
        wrap: wrapped(&school.id, &school.keys),
    };
    let link_path = format!("entries/{}/link", school.people[2].entry);
    let entry = path::below(&school.id, "entry");
    let lottery = path::lottery(&school.id);
    vec![
        (school.opening(), 200),
        (school.block(&school.people), 200),
        (school.saving(person, &school.ballot(0, &[1, 2])), 200),
        (school.saving(person, &school.ballot(7, &[1, 2])), 409),
        (school.put(&link_path).if_match(1).json(&link), 200),
        (
            Call::get(format!("{entry}?token=query-secret")).bearer(&person.keys.auth),
            200,
        ),
        (Call::get(&entry).bearer(&Hash32([7; 32])), 404),
        (
            school.put("rules").if_match(2).body("{\"Grüße\": \"class-list.xlsx\"}"),
            422,
        ),
        (school.put("closing").if_match(2).body("{}"), 200),
        (school.put("attempts/1").if_match(3).json(&Draw::Server), 200),
        (school.put("publication").if_match(4).body("{}"), 200),
        (Call::get(format!("{lottery}/nothing")), 404),
        (Call::at(axum::http::Method::GET, format!("/?l={}", school.id)), 404),
        (Call::delete(lottery).bearer(&school.keys.auth).if_match(5), 204),
    ]
}

#[tokio::test]
async fn the_log_names_templates_and_never_anyone() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mut server = Process::start(&data);
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let school = School::planned(Api::new(), 1, 3, ValuePlan::Server);
    for (number, (call, status)) in calls(&school).into_iter().enumerate() {
        let answered = dressed(call).send(&http, &server.address).await;
        assert_eq!(answered.as_u16(), status, "call {number}");
    }
    server.kill();
    let text = std::fs::read_to_string(data.with_extension("log")).expect("a log");
    // The log is there, and says what it may.
    let expected = [
        "route=\"/api/lotteries/{id}/entry/ballot\"",
        "route=\"/api/lotteries/{id}/entries/{entry}/link\"",
        "status=409",
        "status=204",
        "ms=",
        "method=DELETE",
    ];
    for expected in expected {
        assert!(text.contains(expected), "no {expected:?} in\n{text}");
    }
    for secret in secrets(&school) {
        assert!(!tells(&text, &secret), "{secret:?} in\n{text}");
    }
}

/// Whether a log tells a secret. A person's number is four digits, which a clock or a random name may show by
/// chance: it counts where it stands by itself.
fn tells(log: &str, secret: &str) -> bool {
    match secret.parse::<u32>() {
        Ok(_) => log
            .lines()
            .flat_map(|line| line.split(' ').filter(|word| !word.starts_with("ms=")))
            .flat_map(|word| word.split(|sign: char| !sign.is_ascii_alphanumeric()))
            .any(|word| word == secret),
        Err(_) => log.contains(secret),
    }
}

#[test]
fn a_number_by_itself_is_told_and_one_within_a_time_is_not() {
    assert!(tells("request{route=\"/api/lotteries/1/entries/1006/link\"}", "1006"));
    assert!(tells("answered entry=1006 ms=3", "1006"));
    assert!(!tells(
        "2026-01-01T10:26:35.391006Z id=\"a1006c5899548590\" ms=1006",
        "1006"
    ));
    assert!(tells("seen abcdef0123", "abcdef"));
}
