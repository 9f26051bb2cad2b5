//! How much one address may ask: a bucket per address that refills with time, and a bound on open streams.
//!
//! A school sits behind one address, so the bucket is large; refusals (404) cost more than answers, because
//! whoever guesses gets nothing else. Addresses live in memory only, as a salted hash; nothing is logged.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use turnwise_shared::hash::{Bytes, Hash32};

use crate::app::App;
use crate::error::Failure;
use crate::store::Store;

/// How many seconds' worth of requests may come at once.
const BURST_SECONDS: u32 = 12;
/// What a refusal costs beyond the request itself.
const REFUSAL: u32 = 9;
/// Above this many addresses, full buckets are forgotten.
const ADDRESSES: usize = 100_000;
/// The most event streams one address may hold: a whole school with open pages.
const STREAMS: u32 = 1_000;
/// Seconds after which a refused stream should be tried again.
const STREAM_SECONDS: u32 = 30;

/// Who asks, as a salted hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller(Hash32);

#[derive(Clone, Copy)]
struct Bucket {
    left: u32,
    since: u64,
}

#[derive(Default)]
struct Buckets {
    of: HashMap<Caller, Bucket>,
    /// When full ones were forgotten last: looking at all of them takes long.
    tidied: u64,
}

/// The buckets, and how many streams are open.
pub struct Limits {
    salt: [u8; 32],
    rate: u32,
    buckets: Mutex<Buckets>,
    streams: Arc<Mutex<HashMap<Caller, u32>>>,
}

impl Limits {
    /// Buckets that refill by `rate` a second; 0 for no limit.
    pub fn new(salt: [u8; 32], rate: u32) -> Self {
        Self {
            salt,
            rate,
            buckets: Mutex::default(),
            streams: Arc::default(),
        }
    }

    /// Who this address is; of IPv6 the network, because one household has many addresses.
    pub fn caller(&self, address: Option<IpAddr>) -> Caller {
        let bytes = Bytes::new().raw(&self.salt);
        let bytes = match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(four)) => bytes.raw(&four.octets()),
            Some(IpAddr::V6(six)) => bytes.raw(&six.octets()[..8]),
            None => bytes,
        };
        Caller(bytes.hash("address"))
    }

    /// Takes `cost` requests out of a caller's bucket.
    ///
    /// # Errors
    /// [`Failure::TooMany`] if it is empty.
    pub fn take(&self, caller: Caller, cost: u32, now: u64) -> Result<(), Failure> {
        if self.rate == 0 {
            return Ok(());
        }
        let full = self.rate.saturating_mul(BURST_SECONDS);
        let mut buckets = lock(&self.buckets);
        if buckets.of.len() >= ADDRESSES && buckets.tidied != now {
            buckets.tidied = now;
            let refilled = now.saturating_sub(u64::from(BURST_SECONDS));
            buckets.of.retain(|_, bucket| bucket.since > refilled);
        }
        let bucket = buckets.of.entry(caller).or_insert(Bucket { left: full, since: now });
        let seconds = u32::try_from(now.saturating_sub(bucket.since)).unwrap_or(u32::MAX);
        bucket.left = bucket.left.saturating_add(seconds.saturating_mul(self.rate)).min(full);
        bucket.since = now.max(bucket.since);
        if bucket.left == 0 {
            return Err(Failure::TooMany { seconds: 1 });
        }
        bucket.left = bucket.left.saturating_sub(cost);
        Ok(())
    }

    /// Room for one more event stream; given back when it is dropped.
    ///
    /// # Errors
    /// [`Failure::TooMany`] if the caller holds too many.
    pub fn stream(&self, caller: Caller) -> Result<StreamPlace, Failure> {
        let mut streams = lock(&self.streams);
        let open = streams.entry(caller).or_insert(0);
        if *open >= STREAMS {
            return Err(Failure::TooMany {
                seconds: STREAM_SECONDS,
            });
        }
        *open += 1;
        Ok(StreamPlace {
            caller,
            streams: Arc::clone(&self.streams),
        })
    }
}

/// Room for one event stream.
pub struct StreamPlace {
    caller: Caller,
    streams: Arc<Mutex<HashMap<Caller, u32>>>,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut streams = lock(&self.streams);
        if let Some(open) = streams.get_mut(&self.caller) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                streams.remove(&self.caller);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: Store> FromRequestParts<Arc<App<S>>> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App<S>>) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        let client = peer.map(|peer| client(peer, &parts.headers, &app.options.proxies));
        Ok(app.limits.caller(client))
    }
}

/// The peer, unless it is a trusted proxy: then the last address of X-Forwarded-For that is not one, because
/// everything further left was written by whoever sent the request.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let trusted = |address: &IpAddr| proxies.contains(&address.to_canonical());
    let mut client = peer;
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let named = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for text in named {
        if !trusted(&client) {
            break;
        }
        match text.trim().parse() {
            Ok(address) => client = address,
            Err(_) => break,
        }
    }
    client
}

/// Refuses callers whose bucket is empty; a refusal of theirs takes more out of it.
pub async fn limit<S: Store>(State(app): State<Arc<App<S>>>, caller: Caller, request: Request, next: Next) -> Response {
    if let Err(failure) = app.limits.take(caller, 1, app.now()) {
        return failure.into_response();
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        // An empty bucket shows with the next request.
        drop(app.limits.take(caller, REFUSAL, app.now()));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let proxies: Vec<IpAddr> = proxies.iter().map(|proxy| proxy.parse().expect("an address")).collect();
        client(peer.parse().expect("an address"), &headers, &proxies).to_string()
    }

    #[test]
    fn an_address_is_believed_only_from_a_trusted_proxy() {
        let cases: &[(&str, &[&str], &[&str], &str)] = &[
            ("9.9.9.9", &["1.1.1.1"], &[], "9.9.9.9"),
            ("127.0.0.1", &["1.1.1.1"], &["127.0.0.1"], "1.1.1.1"),
            ("127.0.0.1", &["6.6.6.6, 1.1.1.1"], &["127.0.0.1"], "1.1.1.1"),
            (
                "127.0.0.1",
                &["6.6.6.6", "1.1.1.1, 10.0.0.1"],
                &["127.0.0.1", "10.0.0.1"],
                "1.1.1.1",
            ),
            ("127.0.0.1", &["1.1.1.1, nonsense"], &["127.0.0.1"], "127.0.0.1"),
            ("127.0.0.1", &[], &["127.0.0.1"], "127.0.0.1"),
        ];
        for (peer, forwarded, proxies, expected) in cases {
            assert_eq!(client_of(peer, forwarded, proxies), *expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_bucket_empties_and_refills() {
        let limits = Limits::new([1; 32], 2);
        let (one, other) = (
            limits.caller("10.0.0.1".parse().ok()),
            limits.caller("10.0.0.2".parse().ok()),
        );
        let taken = (0..100).take_while(|_| limits.take(one, 1, 1_000).is_ok()).count();
        assert_eq!(taken, 24);
        assert!(limits.take(other, 1, 1_000).is_ok());
        assert!(limits.take(one, 1, 1_001).is_ok());
        assert!(limits.take(one, 10, 1_001).is_ok());
        assert_eq!(limits.take(one, 1, 1_001), Err(Failure::TooMany { seconds: 1 }));
    }

    #[test]
    fn many_addresses_are_looked_through_once_a_second() {
        let limits = Limits::new([1; 32], 2);
        let come = |number: u32, now| limits.take(limits.caller(Some(IpAddr::from(number.to_be_bytes()))), 1, now);
        for number in 0..100_000 {
            assert!(come(number, 1_000).is_ok());
        }
        let known = || lock(&limits.buckets).of.len();
        assert!(come(100_000, 1_011).is_ok());
        assert_eq!(known(), 100_001);
        lock(&limits.buckets).tidied = 1_012;
        assert!(come(100_001, 1_012).is_ok());
        assert_eq!(known(), 100_002);
        assert!(come(100_002, 1_013).is_ok());
        assert_eq!(known(), 3);
    }

    #[test]
    fn streams_are_bounded_and_given_back() {
        let limits = Limits::new([1; 32], 2);
        let caller = limits.caller(None);
        let places: Vec<_> = (0..STREAMS).map_while(|_| limits.stream(caller).ok()).collect();
        assert_eq!(places.len(), 1_000);
        assert!(limits.stream(caller).is_err());
        drop(places);
        assert!(limits.stream(caller).is_ok());
    }
}
