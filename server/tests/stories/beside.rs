//! Whoever has what their own device kept lays it beside the record of the draw, on the page that asks no server: in any
//! order, or both at once. And whoever chose a file that takes long stops, and checks another.

use std::num::NonZeroU32;

use turnwise_shared::transcript::{FORMAT, Kept, Seen, Transcript};

use crate::browser::{Browser, Driver, Kind};
use crate::checking::{SIGNATURE, by_public_value, choose, open};
use crate::product::Product;
use crate::recorder::Recorder;

/// People in a record that takes long to check.
const MANY: u32 = 150_000;

/// What the device of the first in the list kept, which looked when choosing was over.
fn kept(transcript: &Transcript) -> Kept {
    let line = transcript.lines[0].clone();
    let seen = Seen {
        revision: NonZeroU32::new(2).expect("from 1"),
        head: transcript.log[1].head,
        at: 0,
    };
    Kept {
        format: FORMAT,
        lottery: transcript.lottery,
        entry: Some(line.entry),
        saved: vec![line],
        seen: vec![seen],
    }
}

fn written(kept: &Kept) -> String {
    serde_json::to_string(kept).expect("written")
}

async fn state_of(browser: &Browser, state: &str) {
    browser
        .see(&format!(
            "//li[@data-state='{state}'][.//strong[normalize-space()='What your device kept']]"
        ))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_kept_what_the_device_knows_lays_it_beside_the_record() {
    let (driver, product) = (Driver::start(), Product::start());
    let line = Recorder::start(&product.address).await;
    let folder = tempfile::tempdir().expect("a folder");
    let phone = driver.open(Kind::Phone).await;
    open(&phone, &line).await;
    let before = line.sent().len();
    let transcript = by_public_value(3, SIGNATURE);
    let text = serde_json::to_string(&transcript).expect("written");
    let honest = kept(&transcript);

    choose(&phone, folder.path(), "kept-1003.json", &written(&honest)).await;
    phone.read("By itself it says nothing about the draw").await;
    phone.is_accessible().await;
    choose(&phone, folder.path(), "draw.json", &text).await;
    phone.read("It is the draw that your device took part in.").await;
    phone
        .read("It goes on from what you saw, and your list is as you saved it.")
        .await;
    state_of(&phone, "right").await;
    phone.is_accessible().await;

    let mut exchanged = honest.clone();
    exchanged.saved[0].choices.reverse();
    let mut elsewhere = honest.clone();
    elsewhere.seen[0].head = transcript.log[0].head;
    let mut foreign = honest.clone();
    foreign.lottery = turnwise_shared::hash::LotteryId([9; 16]);
    let unlike = "it is not the draw that your device took part in";
    let cases = [
        (
            exchanged,
            "not the one your device saved: somebody exchanged it.",
            unlike,
        ),
        (elsewhere, "Record 2 is not the one your device saw", unlike),
        (foreign, "is of another draw", "it could not be compared"),
    ];
    for (other, sentence, verdict) in cases {
        choose(&phone, folder.path(), "kept-other.json", &written(&other)).await;
        phone.read(sentence).await;
        phone.read(verdict).await;
        state_of(&phone, "wrong").await;
        phone.is_accessible().await;
    }
    phone.press("Leave it out").await;
    phone.read("This record is consistent").await;
    assert!(!phone.text().await.contains("your device kept is of another draw"));

    let mut newer = honest;
    newer.saved.clear();
    let both = ["draw.json", "newer.json"].map(|name| folder.path().join(name));
    std::fs::write(&both[1], written(&newer)).expect("written");
    let paths = both.each_ref().map(|path| path.to_str().expect("a path"));
    let field = phone.field("The record of the draw").await;
    field.send_keys(&paths.join("\n")).await.expect("it takes both");
    phone.read("which is newer than the one your device saved").await;
    assert_eq!(line.sent().len(), before, "something was sent");
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_chose_a_file_that_takes_long_stops_and_checks_another() {
    let (driver, product) = (Driver::start(), Product::start());
    let line = Recorder::start(&product.address).await;
    let folder = tempfile::tempdir().expect("a folder");
    let desk = driver.open(Kind::Desk).await;
    open(&desk, &line).await;
    let large = serde_json::to_string(&by_public_value(MANY, SIGNATURE)).expect("written");
    choose(&desk, folder.path(), "large.json", &large).await;
    desk.press("Cancel").await;
    desk.read("Stopped: nothing is known of what was not checked.").await;
    assert!(!desk.text().await.contains("take part"), "it went on");
    desk.is_accessible().await;
    let small = serde_json::to_string(&by_public_value(3, SIGNATURE)).expect("written");
    choose(&desk, folder.path(), "draw.json", &small).await;
    desk.read("3 take part, 3 lists were saved, 1 draw was made.").await;
    desk.close().await;
}
