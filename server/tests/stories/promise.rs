//! An organiser's whole journey tells the server no name. What was typed is searched for, in many encodings, in
//! every byte the server received (recorded at the socket), in its data file and in its log; and the same
//! search finds a name that is sent on purpose, whichever way it is sent.

use crate::browser::{Browser, Driver, Kind};
use crate::leaks::{Sentinel, found};
use crate::organiser;
use crate::participant;
use crate::product::Product;
use crate::recorder::Recorder;

const NAME: &str = "Zoë Müßig-Örtlich";
const OTHER: &str = "Bartholomäus Quendel";
const ADDRESS: &str = "zoe.geheimnis@quendel.invalid";
const FORMULA: &str = "=HYPERLINK(\"quendelzauber\")";
const CLASS: &str = "Seepferdchenklasse";
const TITLE: &str = "Waldläuferwoche";
const ACTIVITY: &str = "Töpfern im Gewölbekeller";
const DETAILS: &str = "Schürzen sind mitzubringen";
const TIME: &str = "Donnerstagnachmittag";
const ORGANISER: &str = "Gesamtschule Mondscheinweiher";
const CONTACT: &str = "Sekretariat hinterm Ententeich";
const REASON: &str = "Ein Zettel lag unter der Fußmatte";

fn sentinels() -> Vec<Sentinel> {
    let typed = [
        ("a name", NAME),
        ("another name", OTHER),
        ("an address", ADDRESS),
        ("a formula", FORMULA),
        ("a class", CLASS),
        ("the title", TITLE),
        ("an activity", ACTIVITY),
        ("its details", DETAILS),
        ("its time", TIME),
        ("the organiser", ORGANISER),
        ("the contact", CONTACT),
        ("a reason", REASON),
    ];
    typed
        .map(|(what, text)| Sentinel {
            what,
            text: text.to_owned(),
        })
        .into()
}

fn activities() -> String {
    format!("Title\tTime\tPlaces\tDetails\n{ACTIVITY}\t{TIME}\t1\t{DETAILS}\nGarten\t{TIME}\t5\t")
}

fn people() -> String {
    format!(
        "Name\tClass\tNote\n{NAME}\t{CLASS}\t{ADDRESS}\n{OTHER}\t{CLASS}\t{}",
        FORMULA.replace('"', "\"\"")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisers_whole_journey_tells_the_server_no_name() {
    let driver = Driver::start();
    let product = Product::start();
    let witness = Recorder::start(&product.address).await;
    let desk = driver.open(Kind::Desk).await;
    let phone = driver.open(Kind::Phone).await;
    journey(&desk, &phone, &witness.address).await;
    desk.close().await;
    phone.close().await;

    let sent = witness.sent();
    assert!(
        found(
            &[Sentinel {
                what: "the path",
                text: "/api/lotteries/".to_owned()
            }],
            &sent
        )
        .len()
            > 1,
        "nothing was recorded"
    );
    let remains = product.stop();
    let bytes: usize = remains.files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(
        bytes > 10_000 && !remains.log.is_empty(),
        "{bytes} bytes kept, {} logged",
        remains.log.len()
    );
    assert_eq!(
        found(&sentinels(), &sent),
        Vec::<String>::new(),
        "in what the server received"
    );
    assert_eq!(found(&sentinels(), &remains.log), Vec::<String>::new(), "in the log");
    for (path, bytes) in &remains.files {
        assert_eq!(
            found(&sentinels(), bytes),
            Vec::<String>::new(),
            "in {}",
            path.display()
        );
    }
}

async fn journey(desk: &Browser, phone: &Browser, address: &str) {
    organiser::set_up(desk, address, TITLE, &activities(), &people()).await;
    organiser::choose(desk, "1 place").await;
    desk.fill("Who organises it", ORGANISER).await;
    desk.fill("How to reach you", CONTACT).await;
    let invited = organiser::open(desk).await;
    assert_eq!(invited.len(), 2);

    let (whole, last) = invited[0].link.split_at(invited[0].link.len() - 1);
    phone
        .go(&format!("{whole}{}", if last == "0" { "1" } else { "0" }))
        .await;
    phone.read("cannot be right").await;
    participant::open(phone, &invited[0].link).await;
    participant::tap(phone, &[ACTIVITY]).await;
    participant::to_order(phone, 1).await;
    participant::save(phone, invited[0].number).await;
    organiser::enter_from_paper(desk, OTHER, &[1, 2]).await;
    organiser::forecast(desk, 2).await;

    organiser::close(desk).await;
    desk.click("//summary[normalize-space()='Open again']").await;
    desk.fill("The reason, for everyone to read", REASON).await;
    desk.press("Open again").await;
    organiser::close(desk).await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
    desk.read(NAME).await;
    organiser::publish(desk).await;
    desk.is_accessible().await;
    phone.go(&invited[0].link).await;
    phone.see("//h1[normalize-space()='Your result']").await;
    phone.is_accessible().await;
    phone.follow("Why?").await;
    participant::otherwise(phone).await;
    phone.follow("See the whole draw").await;
    phone
        .click("//summary[starts-with(normalize-space(), 'In pictures')]")
        .await;
    phone.see("//h2[normalize-space()='Who got which choice']").await;
    phone.press("Fetch the record of the draw").await;
    phone.read("Download the record of the draw").await;
    phone.is_accessible().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_sent_on_purpose_is_caught() {
    let driver = Driver::start();
    let product = Product::start();
    let browser = driver.open(Kind::Desk).await;
    let channels = [
        ("body", "await fetch('api/ready', { method: 'POST', body: name })"),
        (
            "header",
            "await fetch('api/ready', { headers: { 'x-note': encodeURIComponent(name) } })",
        ),
        ("query", "await fetch('api/ready?note=' + encodeURIComponent(name))"),
        ("path", "await fetch('api/' + encodeURIComponent(name))"),
        ("beacon", "navigator.sendBeacon('api/ready', name)"),
        (
            "image",
            "await new Promise(done => { const image = new Image(); image.onerror = image.onload = done; \
                   image.src = 'icon.svg?' + encodeURIComponent(name) })",
        ),
        (
            "base64",
            "await fetch('api/ready', { method: 'POST', body: btoa(unescape(encodeURIComponent('x' + name))) })",
        ),
    ];
    for (channel, script) in channels {
        let witness = Recorder::start(&product.address).await;
        browser.go(&format!("{}/", witness.address)).await;
        browser.see("//h1").await;
        let before = found(&sentinels(), &witness.sent());
        assert_eq!(before, Vec::<String>::new(), "before a name was sent");
        let script =
            format!("const [name, done] = arguments; (async () => {{ {script} }})().finally(() => done(true))");
        let sent = browser
            .client()
            .execute_async(&script, vec![serde_json::json!(NAME)])
            .await;
        sent.expect("the script runs");
        let caught = async {
            while found(&sentinels(), &witness.sent()).is_empty() {
                tokio::task::yield_now().await;
            }
        };
        let waited = tokio::time::timeout(std::time::Duration::from_secs(20), caught).await;
        assert!(waited.is_ok(), "a name sent by {channel} was not found");
    }
    browser.is_accessible().await;
    browser.close().await;
}
