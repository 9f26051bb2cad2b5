//! What one's own browser keeps and says: that the list is the one saved here, or that this was not checked; eight words
//! that everyone has; what happened, with its reasons; and the same as a file. Also when somebody else saves, and when a
//! draw is made twice.

use serde_json::Value as Json;
use turnwise_shared::draw::word_numbers;
use turnwise_shared::hash::Hash32;

use crate::api::Caller;
use crate::browser::{Browser, Driver, Kind};
use crate::organiser;
use crate::participant;
use crate::product::Product;

const ACTIVITIES: &str = "Title\tPlaces\nClimbing\t1\nPottery\t3\nTheatre\t4";
const PEOPLE: &str = "Name\tClass\nAda Appletree\t5a\nBen Bellflower\t5a\nCleo Cloudberry\t5b";
const WORDS: &str = include_str!("../../../docs/words.txt");

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_sees_whether_the_list_is_the_one_saved_and_compares_eight_words() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    organiser::set_up(&desk, &product.address, "Club evening", ACTIVITIES, PEOPLE).await;
    organiser::choose(&desk, "1 place").await;
    let invited = organiser::open(&desk).await;
    let ada = &invited[0];
    let phone = driver.open(Kind::Phone).await;
    participant::open(&phone, &ada.link).await;
    participant::tap(&phone, &["Climbing", "Pottery"]).await;
    participant::to_order(&phone, 2).await;
    participant::save(&phone, ada.number).await;
    phone
        .read("Your list is here exactly as you saved it on this device.")
        .await;
    phone.read("The organiser made your link and could use it").await;
    phone.is_accessible().await;

    // Another device has nothing to compare with, and does not sound as if it had.
    let other = driver.open(Kind::Desk).await;
    other.go(&ada.link).await;
    other
        .read("Not checked on this device: your list was not saved here.")
        .await;
    other.is_accessible().await;

    let caller = Caller::new(&product.address, &ada.link);
    saved_from_elsewhere(&phone, &caller, &ada.link).await;

    organiser::close(&desk).await;
    for browser in [&phone, &other] {
        browser.go(&ada.link).await;
        browser.read("Choosing is over").await;
    }
    phone
        .read("Your list is in exactly as it was when you said on this device that it is yours.")
        .await;
    other
        .read("Not checked on this device: your list was not saved here.")
        .await;
    let view = caller.view().await;
    let fixed = words(&view.lottery.log.last().expect("a record").head);
    for browser in [&phone, &other] {
        assert_eq!(spoken(browser).await, fixed);
        browser.is_accessible().await;
    }
    let message = phone.field("A message for the others").await;
    let message = phone
        .run("return arguments[0].value", vec![serde_json::json!(message)])
        .await;
    let message = message.as_str().expect("a text").to_owned();
    assert!(
        message.contains("“Club evening” is fixed: 3 people, 1 list saved."),
        "{message}"
    );
    assert!(message.contains(&fixed.join(" ")), "{message}");
    is_in_the_file(&phone, &caller).await;

    drawn_twice(&desk, &phone, &caller, &ada.link).await;
    for browser in [desk, phone, other] {
        browser.close().await;
    }
}

/// The same choices from elsewhere are another list: a question, and no alarm.
async fn saved_from_elsewhere(phone: &Browser, caller: &Caller, link: &str) {
    caller.save(&[1, 2]).await;
    phone.go(link).await;
    phone
        .read("This list was saved from somewhere else. Was that you?")
        .await;
    phone.is_accessible().await;
    phone.press("No").await;
    phone.read("somebody else has your link").await;
    phone.press("Yes, this list is mine").await;
    phone.read("when you said on this device that it is yours").await;
}

/// The organiser draws, does not publish, and draws again: everyone reads that, and why.
async fn drawn_twice(desk: &Browser, phone: &Browser, caller: &Caller, link: &str) {
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
    desk.follow("Record").await;
    desk.click("//summary[normalize-space()='Draw again']").await;
    desk.fill("The reason, for everyone to read", "Cleo was ill").await;
    desk.press("Allow another draw").await;
    desk.read("The same lists are to be drawn again.").await;
    phone.go(link).await;
    phone.read("First draw, not published").await;
    phone.read("Second draw, still to come, because: Cleo was ill").await;
    let view = caller.view().await;
    assert_eq!(
        spoken(phone).await,
        words(&view.lottery.log.last().expect("a record").head)
    );
    phone.is_accessible().await;

    desk.follow("Close and draw").await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    organiser::publish(desk).await;
    phone.go(link).await;
    phone.read("Your list was drawn with exactly as it was").await;
    phone
        .read("The whole draw was repeated on this device, with the same result for everyone.")
        .await;
    phone.is_accessible().await;
    phone.follow("Why?").await;
    phone.see("//h1[normalize-space()='Why?']").await;
    phone.is_focused_on("Why?").await;
    phone.follow("See the whole draw").await;
    phone.read("Second draw, published, because: Cleo was ill").await;
    phone
        .click("//summary[starts-with(normalize-space(), 'In pictures')]")
        .await;
    phone.see("//h2[normalize-space()='Who got which choice']").await;
    let redraw = view.lottery.log.last().expect("a record").head;
    assert_eq!(spoken(phone).await, words(&redraw));
    phone.is_accessible().await;
}

/// What this device knows stands in the file, and nothing that opens anything.
async fn is_in_the_file(browser: &Browser, caller: &Caller) {
    browser
        .click("//summary[normalize-space()='Keep what this device knows']")
        .await;
    browser.read("Nothing opens with it.").await;
    let text = organiser::shown_file(browser).await;
    let file: Json = serde_json::from_str(&text).expect("JSON");
    let view = caller.view().await;
    assert_eq!(file["format"], 1);
    assert_eq!(file["entry"], view.line.entry);
    // Of the two lists under this number, the one that was saved here.
    assert_eq!(file["saved"].as_array().map(Vec::len), Some(1));
    assert_eq!(file["saved"][0]["version"], 1);
    let last = view.lottery.log.last().expect("a record").head.to_string();
    let seen = file["seen"].as_array().expect("a list");
    assert!(seen.iter().any(|seen| seen["head"] == last.as_str()), "{text}");
    assert!(seen.iter().any(|seen| seen["at"].as_u64() > Some(0)), "{text}");
}

/// The eight words as they stand on the page.
async fn spoken(browser: &Browser) -> Vec<String> {
    browser.see("//h2[normalize-space()='Eight words']").await;
    let script = "return [...document.querySelectorAll('.fingerprint > li')].map(word => word.textContent)";
    let words = browser.run(script, Vec::new()).await;
    let words = words.as_array().expect("a list").iter();
    words.map(|word| word.as_str().expect("a word").to_owned()).collect()
}

/// The eight words of a fingerprint.
fn words(head: &Hash32) -> Vec<String> {
    let list: Vec<&str> = WORDS.lines().collect();
    let numbers = word_numbers(head).into_iter();
    numbers.map(|number| list[usize::from(number)].to_owned()).collect()
}
