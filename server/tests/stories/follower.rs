//! The organiser's browser keeps what it saw of the record and compares at every visit: the sentence when one comes back,
//! all of it under Record, the small file, the key file on another device, and an alarm where the record was written anew.

use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};
use turnwise_shared::api::{Record, RecordEvent};
use turnwise_shared::hash::LotteryId;
use turnwise_shared::record::{first_head, head};

use crate::api::Caller;
use crate::browser::{Browser, Driver, Kind};
use crate::organiser;
use crate::product::Product;

const ACTIVITIES: &str = "Title\tPlaces\nClimbing\t1\nPottery\t3\nTheatre\t4";
const PEOPLE: &str = "Name\tClass\nAda Appletree\t5a\nBen Bellflower\t5a\nCleo Cloudberry\t5b";

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_comes_back_and_the_record_has_stayed_until_it_is_written_anew() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    organiser::set_up(&desk, &product.address, "Club evening", ACTIVITIES, PEOPLE).await;
    organiser::choose(&desk, "1 place").await;
    let invited = organiser::open(&desk).await;
    let caller = Caller::new(&product.address, &invited[0].link);
    caller.save(&[1, 2]).await;
    desk.see(
        "//p[contains(., 'the record of this draw for the first time') or contains(., 'has followed the record since')]",
    )
    .await;
    desk.client().refresh().await.expect("it reloads");
    desk.read("This browser has followed the record since").await;
    desk.read("nothing in it was changed afterwards.").await;
    desk.is_accessible().await;

    elsewhere(&driver, &product, &desk).await;

    organiser::close(&desk).await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
    organiser::publish(&desk).await;
    desk.follow("Record").await;
    desk.see("//h2[normalize-space()='What this browser checked']").await;
    desk.read("as they stand on this device").await;
    desk.read("They are those that were fixed when choosing ended").await;
    desk.read("decided by what the record had named").await;
    desk.read("The record of the draw was worked out again on this device")
        .await;
    desk.read("with the same result for everyone.").await;
    desk.is_accessible().await;

    let folder = tempfile::tempdir().expect("a folder");
    let (transcript, kept) = (folder.path().join("draw.json"), folder.path().join("kept.json"));
    let text = organiser::shown_file(&desk).await;
    std::fs::write(&transcript, caller.transcript().await).expect("written");
    std::fs::write(&kept, &text).expect("written");
    let file: Json = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&file["entry"], &file["saved"]), (&Json::Null, &json!([])));
    assert!(verified(&transcript, &kept).contains("It goes on from what you saw."));

    written_anew(&desk, &caller, &invited[0].link).await;
    desk.close().await;
}

/// What `turnwise verify` says of a record of the draw beside what a browser kept; nothing is wrong with it.
fn verified(transcript: &Path, kept: &Path) -> String {
    let mut verify = Command::new(env!("CARGO_BIN_EXE_turnwise"));
    let verify = verify.arg("verify").arg(transcript).arg("--record").arg(kept);
    let output = verify.output().expect("the program runs");
    let said = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

/// Another device knows nothing of the record but what the key file brings; one from before brings nothing.
async fn elsewhere(driver: &Driver, product: &Product, desk: &Browser) {
    desk.follow("Links").await;
    desk.press("Show it as text, to copy").await;
    let field = desk.field("The key file as text").await;
    let text = desk.run("return arguments[0].value", vec![json!(field)]).await;
    let mut file: Json = serde_json::from_str(text.as_str().expect("a text")).expect("JSON");
    let folder = tempfile::tempdir().expect("a folder");
    let carries = folder.path().join("carries.json");
    std::fs::write(&carries, file.to_string()).expect("written");
    let followed = file.as_object_mut().and_then(|file| file.remove("followed"));
    assert!(
        followed.is_some_and(|followed| followed.is_string()),
        "it carries what was seen"
    );
    let before = folder.path().join("before.json");
    std::fs::write(&before, file.to_string()).expect("written");

    let other = driver.open(Kind::Desk).await;
    open_key_file(&other, product, &before).await;
    other
        .read("Not checked on this device: this browser sees the record of this draw for the first time.")
        .await;
    other.is_accessible().await;
    open_key_file(&other, product, &carries).await;
    other
        .read("This browser, and the one that your key file is from, have followed the record since")
        .await;
    other.close().await;
}

async fn open_key_file(browser: &Browser, product: &Product, file: &Path) {
    browser.go(&format!("{}/", product.address)).await;
    let input = browser.field("The key file of a draw").await;
    input.send_keys(&file.to_string_lossy()).await.expect("it takes a file");
    browser.read("1 of 3 have sent a list").await;
}

/// The server shows another record, of which every head was computed again: an alarm on every screen, which stays.
async fn written_anew(desk: &Browser, caller: &Caller, link: &str) {
    let id = link.split(['=', '#']).nth(1).expect("a draw");
    let log = anew(id, caller.view().await.lottery.log);
    let script = "const [id, log] = arguments, real = window.fetch; \
        window.fetch = async (request, ...more) => { \
            if (request.method !== 'GET' || !request.url.endsWith('/lotteries/' + id)) return real(request, ...more); \
            const headers = { authorization: request.headers.get('authorization') }; \
            const view = await (await real(request.url, { headers })).json(); \
            view.lottery.log = log; \
            return new Response(JSON.stringify(view), { headers: { etag: '\"anew\"' } }); \
        }; return true";
    desk.run(script, vec![json!(id), json!(log)]).await;
    let alarm = "The record of this draw is not the one this browser saw before: it differs at record 1 or earlier.";
    desk.read(alarm).await;
    desk.read("Do not close, draw or publish before this is cleared up.")
        .await;
    assert!(!desk.text().await.contains("nothing in it was changed"));
    desk.is_accessible().await;
    for screen in ["Progress", "Activities"] {
        desk.follow(screen).await;
        desk.see(&format!("//h1[normalize-space()='{screen}']")).await;
        desk.read(alarm).await;
    }
    // The server shows the old record again: this browser has seen two of them.
    desk.client().refresh().await.expect("it reloads");
    desk.read("The record of this draw is not the one this browser saw before")
        .await;
}

/// The same record, begun a second earlier.
fn anew(id: &str, mut log: Vec<Record>) -> Vec<Record> {
    let mut before = first_head(&id.parse::<LotteryId>().expect("a draw"));
    log[0].time -= 1;
    for (number, record) in (1..).zip(&mut log) {
        let RecordEvent::Told(event) = &record.event else {
            panic!("everything is published")
        };
        record.head = head(&before, number, record.time, &record.note, event);
        before = record.head;
    }
    log
}
