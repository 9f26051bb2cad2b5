//! An organiser draws with a public random number of drand's: a genuine one of 2023, by a server whose clock stands there.
//! It is fetched from a relay, or pasted; a participant's own page checks that drand made it, and so does the page that
//! checks records, beside what the participant's device kept.

use std::path::Path;

use axum::Router;
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use turnwise_shared::beacon::{CHAIN, moment};

use crate::ahead::Ahead;
use crate::browser::{Browser, Driver, Kind};
use crate::checking::{ROUND, SIGNATURE};
use crate::organiser::{self, Invited};
use crate::participant;

const ACTIVITIES: &str = "Title\tPlaces\nClimbing\t1\nPottery\t1\nTheatre\t2";
const PEOPLE: &str = "Name\tClass\nAda Appletree\t5a\nBen Bellflower\t5a\nCleo Cloudberry\t5b";
/// Seconds of notice.
const NOTICE: u64 = 300;
/// From opening to closing.
const CHOOSING: u64 = 400;

/// A relay that has this one round.
struct Relay {
    origin: String,
    serving: JoinHandle<()>,
}

impl Relay {
    async fn start() -> Self {
        let answer = || async {
            let text = format!(r#"{{"round":{ROUND},"randomness":"ab12","signature":"{SIGNATURE}"}}"#);
            ([(ACCESS_CONTROL_ALLOW_ORIGIN, "*")], text)
        };
        let relay = Router::new().route(&format!("/{CHAIN}/public/{ROUND}"), get(answer));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move { axum::serve(listener, relay).await.expect("it serves") });
        Self {
            origin: format!("http://{address}"),
            serving,
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_fetches_a_public_number_and_everyone_checks_that_drand_made_it() {
    let (driver, relay) = (Driver::start(), Relay::start().await);
    let product = Ahead::standing_at(moment(ROUND) - NOTICE - CHOOSING, Some(relay.origin.clone())).await;
    let desk = driver.open(Kind::Desk).await;
    let invited = open(&desk, &product).await;
    let phone = driver.open(Kind::Phone).await;
    ranks(&phone, &invited[0]).await;
    close(&desk, &product).await;
    phone.go(&invited[0].link).await;
    phone.read("Others can check theirs until").await;
    phone.is_accessible().await;

    has_come(&desk, &product).await;
    desk.press("Fetch it").await;
    desk.read("This can be the value of round 123.").await;
    desk.is_accessible().await;
    draw(&desk).await;
    desk.follow("Record").await;
    desk.read("drand round 123, b75c69d0").await;
    desk.is_accessible().await;
    let (record, kept) = sees_it_signed(&phone, &invited[0]).await;
    is_checked(&desk, &product, &record, &kept).await;
    for browser in [desk, phone] {
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_pastes_a_public_number_and_a_forged_one_is_refused() {
    let driver = Driver::start();
    let product = Ahead::standing_at(moment(ROUND) - NOTICE - CHOOSING, None).await;
    let desk = driver.open(Kind::Desk).await;
    let invited = open(&desk, &product).await;
    close(&desk, &product).await;
    has_come(&desk, &product).await;
    assert!(!desk.text().await.contains("Fetch it"), "no relay was named");
    desk.paste("Paste what the relay shows", "124 b75c69d0").await;
    desk.read("There is no signature in it").await;
    let forged = SIGNATURE.replace("b75c69d0", "b75c69d1");
    desk.paste("Paste what the relay shows", &forged).await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.read("Drand did not make this value for round 123.").await;
    desk.is_accessible().await;
    desk.paste(
        "Paste what the relay shows",
        &format!("round: {ROUND}\nsignature: {SIGNATURE}"),
    )
    .await;
    draw(&desk).await;
    desk.close().await;
    let phone = driver.open(Kind::Phone).await;
    sees_it_signed(&phone, &invited[2]).await;
    phone.close().await;
}

/// Before opening, the letter home says what decides.
async fn open(desk: &Browser, product: &Ahead) -> Vec<Invited> {
    organiser::set_up(desk, &product.address, "Club evening", ACTIVITIES, PEOPLE).await;
    organiser::choose(desk, "1 place").await;
    organiser::choose(desk, "A public random number (drand)").await;
    organiser::choose(desk, "5 minutes").await;
    desk.is_accessible().await;
    organiser::open(desk).await
}

async fn ranks(phone: &Browser, person: &Invited) {
    participant::open(phone, &person.link).await;
    participant::tap(phone, &["Climbing", "Pottery"]).await;
    participant::to_order(phone, 2).await;
    participant::save(phone, person.number).await;
}

/// Closing waits for the notice, and names a number that is yet to be made.
async fn close(desk: &Browser, product: &Ahead) {
    desk.follow("Close and draw").await;
    desk.read("It can be closed from").await;
    product.put_forward(CHOOSING);
    reload(desk).await;
    organiser::close(desk).await;
    desk.read("Checking time").await;
    desk.read("the public random number (drand) of round 123, made").await;
    desk.is_accessible().await;
    assert!(!desk.text().await.contains("The moment has come"), "it has not");
}

async fn has_come(desk: &Browser, product: &Ahead) {
    product.put_forward(NOTICE);
    reload(desk).await;
    desk.read("The moment has come: round 123 of drand decides").await;
    desk.is_accessible().await;
}

async fn draw(desk: &Browser) {
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
    organiser::publish(desk).await;
}

/// On one's own page; then the record of the draw, and what the device kept.
async fn sees_it_signed(phone: &Browser, person: &Invited) -> (String, String) {
    const SIGNED: &str =
        "Drand made the public random number that decided this draw: its signature was checked on this device.";
    phone.go(&person.link).await;
    phone.see("//h1[normalize-space()='Your result']").await;
    phone.read(SIGNED).await;
    phone.is_accessible().await;
    phone.follow("See the whole draw").await;
    phone.see("//h1[normalize-space()='The whole draw']").await;
    phone.read(SIGNED).await;
    phone.press("Fetch the record of the draw").await;
    phone.read("Download the record of the draw").await;
    let record = organiser::shown_file(phone).await;
    phone
        .click("//summary[normalize-space()='Keep what this device knows']")
        .await;
    phone.read("Nothing opens with it.").await;
    phone.is_accessible().await;
    // Both can be shown as text; the record stands first.
    let script = "return [...document.querySelectorAll('textarea')].map(area => area.value).find(text => text.includes('\"seen\"'))";
    phone
        .click("(//summary[normalize-space()='Or show it as text, to copy'])[2]")
        .await;
    phone.see("(//textarea)[2]").await;
    let kept = phone.run(script, Vec::new()).await;
    (record, kept.as_str().expect("a text").to_owned())
}

/// Both files, chosen at once on the page that checks records.
async fn is_checked(desk: &Browser, product: &Ahead, record: &str, kept: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("written");
        named(&file)
    };
    let (record, kept) = (file("draw.json", record), file("kept.json", kept));
    desk.go(&format!("{}/check.html", product.address)).await;
    let field = desk.field("The record of the draw").await;
    field
        .send_keys(&format!("{kept}\n{record}"))
        .await
        .expect("it takes both files");
    desk.read("This record is consistent").await;
    desk.read("It is the draw that your device took part in.").await;
    desk.read("The public random numbers are signed by those who make them.")
        .await;
    desk.is_accessible().await;
}

fn named(file: &Path) -> String {
    file.to_str().expect("a path").to_owned()
}

async fn reload(desk: &Browser) {
    desk.client().refresh().await.expect("it reloads");
}
