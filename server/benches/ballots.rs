//! How many ballots a second the server acknowledges, each durable, over loopback, at 1, 64 and 256 clients:
//!
//!     cargo bench -p turnwise-server --bench ballots [-- --seconds 10]
//!
//! Builds and starts the optimised program over a fresh data folder below `target`, opens a lottery with 256
//! entries, and lets each client save its own ballot again and again: the next one when the one before was
//! acknowledged. The clients share the machine with the server, so the figures are what both together do.

use std::time::{Duration, Instant};

#[path = "../tests/it/crowd.rs"]
#[expect(dead_code, reason = "the load needs only part of what the tests do with a crowd")]
mod crowd;
#[path = "../tests/it/http.rs"]
#[expect(dead_code, reason = "the load needs only part of what the tests ask")]
mod http;
#[path = "../tests/it/process.rs"]
#[expect(dead_code, reason = "the load ends it by dropping it")]
mod process;

use crowd::{Crowd, Member};
use http::Client;
use process::Process;

/// How many save at once.
const CLIENTS: [usize; 3] = [1, 64, 256];
/// Seconds each number of clients is measured, unless told otherwise.
const SECONDS: u64 = 10;
/// Of each measurement, what goes by before counting starts.
const WARM_UP: u32 = 5;

/// What came out for one number of clients.
struct Measured {
    per_second: f64,
    /// Every acknowledged save's duration, ascending.
    durations: Vec<Duration>,
}

fn main() {
    let seconds = Duration::from_secs(seconds());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(measure(seconds));
}

/// The number behind `--seconds`; cargo's own flags are passed over.
fn seconds() -> u64 {
    let given = std::env::args().skip_while(|argument| argument != "--seconds").nth(1);
    given.map_or(SECONDS, |given| given.parse().expect("a number of seconds"))
}

async fn measure(seconds: Duration) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let process = Process::start(&folder.path().join("data"));
    let client = Client::new(&process.address);
    let most = CLIENTS.into_iter().max().unwrap_or(0);
    let mut crowd = Crowd::new(0, u32::try_from(most).expect("a number of clients"));
    crowd.open(&client).await;
    println!(
        "{:>8} {:>18} {:>8} {:>11} {:>11}",
        "clients", "acknowledged/s", "ratio", "median", "99 of 100"
    );
    let mut alone = None;
    for clients in CLIENTS {
        let measured = together(&mut crowd.members[..clients], &client, seconds).await;
        let ratio = measured.per_second / *alone.get_or_insert(measured.per_second);
        println!(
            "{clients:>8} {:>18.0} {ratio:>8.1} {:>8.2} ms {:>8.2} ms",
            measured.per_second,
            measured.of_hundred(50),
            measured.of_hundred(99),
        );
    }
}

/// Lets every member save, each in a task of its own; afterwards they know what they saved.
async fn together(members: &mut [Member], client: &Client, seconds: Duration) -> Measured {
    let start = Instant::now() + seconds / WARM_UP;
    let end = start + seconds;
    let saving: Vec<_> = members
        .iter()
        .map(|member| tokio::spawn(keep_saving(member.clone(), client.clone(), start, end)))
        .collect();
    let mut durations = Vec::new();
    for (member, saving) in members.iter_mut().zip(saving) {
        let (after, mut its) = saving.await.expect("no panic");
        *member = after;
        durations.append(&mut its);
    }
    durations.sort_unstable();
    let count = u32::try_from(durations.len()).expect("a count");
    Measured {
        per_second: f64::from(count) / seconds.as_secs_f64(),
        durations,
    }
}

/// Saves one ballot after the other; the durations of those acknowledged between `start` and `end`.
async fn keep_saving(mut member: Member, client: Client, start: Instant, end: Instant) -> (Member, Vec<Duration>) {
    let mut durations = Vec::new();
    loop {
        let (ballot, begun) = (member.next(), Instant::now());
        let reply = member.save(&client, ballot).await.expect("an answer");
        assert_eq!(reply.status, 200, "{reply:?}");
        let now = Instant::now();
        if now >= end {
            return (member, durations);
        }
        if now >= start {
            durations.push(now - begun);
        }
    }
}

impl Measured {
    /// The duration, in milliseconds, that so many of a hundred did not exceed.
    fn of_hundred(&self, many: usize) -> f64 {
        let index = (self.durations.len() * many / 100).min(self.durations.len().saturating_sub(1));
        self.durations
            .get(index)
            .map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
    }
}
