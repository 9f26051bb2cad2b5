//! How much one address may ask, and how large a request may be.

use std::net::IpAddr;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::stream;
use turnwise_server::config::Options;
use turnwise_shared::api::{MAX_BODY, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::ValuePlan;

use crate::api::{Api, Call};
use crate::school::{School, id, keys};
use turnwise_shared::token::Role;

/// Two requests a second, twenty-four at once.
fn slow(proxies: &[&str]) -> Api {
    let proxies: Vec<IpAddr> = proxies.iter().map(|proxy| proxy.parse().expect("an address")).collect();
    Api::with(Options {
        rate: 2,
        proxies,
        ..Options::default()
    })
}

/// How many reads of the own entry are answered before the first refusal.
async fn answered(school: &School, from: &str, forwarded: &str) -> usize {
    for count in 0..100 {
        let call = Call::get(path::below(&school.id, "entry")).bearer(&school.people[0].keys.auth);
        let answer = school
            .api
            .call(call.from(from).header("x-forwarded-for", forwarded))
            .await;
        if answer.status != StatusCode::OK {
            assert_eq!(answer.problem(), Problem::TooMany);
            assert_eq!(answer.header("retry-after"), "1");
            assert_eq!(answer.header("cache-control"), "no-store");
            return count;
        }
    }
    100
}

#[tokio::test]
async fn one_address_may_ask_so_often_and_others_are_not_kept_waiting() {
    let school = School::planned(slow(&[]), 1, 1, ValuePlan::Server);
    school.begin().await;
    assert_eq!(answered(&school, "192.0.2.1", "198.51.100.1").await, 24);
    // What the sender says about its address counts for nothing.
    assert_eq!(answered(&school, "192.0.2.1", "198.51.100.2").await, 0);
    assert_eq!(answered(&school, "192.0.2.2", "198.51.100.1").await, 24);
    // A household shares its network.
    assert_eq!(answered(&school, "2001:db8::1", "").await, 24);
    assert_eq!(answered(&school, "2001:db8::2", "").await, 0);
    assert_eq!(answered(&school, "2001:db8:0:1::2", "").await, 24);
    school.api.pass(3);
    assert_eq!(answered(&school, "192.0.2.1", "").await, 6);
}

#[tokio::test]
async fn behind_a_known_proxy_everyone_counts_alone() {
    let school = School::planned(slow(&["192.0.2.1"]), 1, 1, ValuePlan::Server);
    school.begin().await;
    assert_eq!(answered(&school, "192.0.2.1", "203.0.113.9, 198.51.100.1").await, 24);
    assert_eq!(answered(&school, "192.0.2.1", "203.0.113.8, 198.51.100.1").await, 0);
    assert_eq!(answered(&school, "192.0.2.1", "198.51.100.2").await, 24);
}

#[tokio::test]
async fn guessing_costs_more_than_asking() {
    let school = School::planned(slow(&[]), 1, 1, ValuePlan::Server);
    school.begin().await;
    for number in 0..3 {
        let guess = keys(&school.id, Role::Participant, 900 + number).auth;
        let call = Call::get(path::below(&school.id, "entry")).bearer(&guess);
        assert_eq!(
            school.api.call(call.from("192.0.2.1")).await.problem(),
            Problem::NotFound
        );
    }
    assert_eq!(answered(&school, "192.0.2.1", "").await, 0);
}

#[tokio::test]
async fn bodies_above_the_limit_are_refused_whole_or_in_pieces() {
    let school = School::open(1, ValuePlan::Server).await;
    let too_large = Problem::TooLarge { limit: MAX_BODY };
    let size = MAX_BODY as usize;
    let whole = school.put("closing").if_match(1).body(vec![b' '; size + 1]);
    assert_eq!(school.api.call(whole).await.problem(), too_large);
    // No length announced.
    let pieces = (0..=size / 1_000).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 1_000])));
    let pieces = school
        .put("closing")
        .if_match(1)
        .body(Body::from_stream(stream::iter(pieces)));
    assert_eq!(school.api.call(pieces).await.problem(), too_large);
    let ballot = Call::put(path::below(&school.id, "entry/ballot")).bearer(&school.people[0].keys.auth);
    assert_eq!(
        school.api.call(ballot.body(vec![b'['; size + 1])).await.problem(),
        too_large
    );
    // At the limit it is read; that it is closed with says that it was.
    let mut full = vec![b' '; size - 2];
    full.extend_from_slice(b"{}");
    let full = school.put("closing").if_match(1).body(full);
    assert_eq!(school.api.call(full).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_breaks_off_changes_nothing() {
    let school = School::open(1, ValuePlan::Server).await;
    let pieces = [Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("gone"))];
    let call = school
        .put("closing")
        .if_match(1)
        .body(Body::from_stream(stream::iter(pieces)));
    school.api.call(call).await.invalid("", "broke off");
    assert_eq!(school.revision().await, 1);
}

#[tokio::test]
async fn deeply_nested_and_endless_json_is_refused() {
    let school = School::open(1, ValuePlan::Server).await;
    let size = MAX_BODY as usize;
    for body in [
        vec![b'['; size],
        "{\"a\":".repeat(size / 5).into_bytes(),
        vec![b'9'; size],
    ] {
        let call = Call::put(path::lottery(&id(5)))
            .header("if-none-match", "*")
            .bearer(&school.keys.auth);
        school.api.call(call.body(body)).await.invalid("", "");
    }
}
