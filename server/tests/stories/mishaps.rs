//! What goes wrong in real life: two devices, a network that is gone, a browser that keeps nothing, another
//! machine, a tab that knows less than the server. Nothing is lost, and what happened is said.

use crate::api::Caller;
use crate::browser::{Browser, Driver, Kind};
use crate::organiser::{self, Invited};
use crate::participant;
use crate::product::Product;
use crate::recorder::Recorder;

const ACTIVITIES: &str = "Title\tPlaces\nClimbing\t2\nPottery\t3\nTheatre\t4";
const PEOPLE: &str = "Name\tClass\nAda Appletree\t5a\nBen Bellflower\t5a\nCleo Cloudberry\t5b";

/// A draw of three people, open.
async fn opened(desk: &Browser, address: &str) -> Vec<Invited> {
    organiser::set_up(desk, address, "Club evening", ACTIVITIES, PEOPLE).await;
    organiser::choose(desk, "1 place").await;
    organiser::open(desk).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_save_over_each_other_and_the_second_keeps_its_draft() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let invited = opened(&desk, &product.address).await;
    let phone = driver.open(Kind::Phone).await;
    participant::open(&desk, &invited[0].link).await;
    participant::tap(&desk, &["Climbing"]).await;
    participant::to_order(&desk, 1).await;
    participant::open(&phone, &invited[0].link).await;
    participant::tap(&phone, &["Theatre", "Pottery"]).await;
    participant::to_order(&phone, 2).await;
    participant::save(&desk, invited[0].number).await;

    phone.press(&format!("Save the list for {}", invited[0].number)).await;
    phone.read("another device").await;
    let caller = Caller::new(&product.address, &invited[0].link);
    assert_eq!(
        caller.view().await.line.choices,
        [1],
        "the first device's list was replaced unasked"
    );
    phone.read("Theatre").await;
    phone.is_accessible().await;
    desk.close().await;
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_gone_while_saving_and_one_list_arrives() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let line = Recorder::start(&product.address).await;
    let invited = opened(&desk, &line.address).await;
    participant::open(&desk, &invited[1].link).await;
    participant::tap(&desk, &["Pottery", "Climbing"]).await;
    participant::to_order(&desk, 2).await;
    line.cut();
    desk.press(&format!("Save the list for {}", invited[1].number)).await;
    desk.read("Nothing is lost").await;
    desk.is_accessible().await;
    let caller = Caller::new(&product.address, &invited[1].link);
    assert_eq!(caller.view().await.line.version, 0, "nothing got through");
    line.mend();
    participant::save(&desk, invited[1].number).await;
    let saved = caller.view().await.line;
    assert_eq!((saved.version, saved.choices), (1, vec![2, 1]));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_page_that_does_not_come_is_asked_for_again() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let line = Recorder::start(&product.address).await;
    let invited = opened(&desk, &line.address).await;
    desk.go(&invited[0].link).await;
    desk.see("//a[normalize-space()='Choose']").await;
    line.cut();
    desk.follow("Choose").await;
    desk.read("This part of the page could not be loaded").await;
    desk.is_accessible().await;
    line.mend();
    desk.press("Try again").await;
    desk.see("//h1[normalize-space()='Choose']").await;
    desk.is_focused_on("Choose").await;
    participant::tap(&desk, &["Pottery"]).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_stays_when_the_page_is_closed_before_saving() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let invited = opened(&desk, &product.address).await;
    participant::open(&desk, &invited[2].link).await;
    participant::tap(&desk, &["Theatre", "Climbing"]).await;
    desk.go("about:blank").await;
    participant::open(&desk, &invited[2].link.replace('#', "%23")).await;
    participant::to_order(&desk, 2).await;
    participant::stands(&desk, &["Theatre", "Climbing"]).await;
    desk.is_accessible().await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_draw_moves_to_another_machine_by_the_key_file() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let people = "Name\tClass\n<img src=x onerror=alert(1)>\t5a\n=SUM(A1)\t5a\n\u{202e}Cleo\t5b";
    organiser::set_up(&desk, &product.address, "<b>Club</b> evening", ACTIVITIES, people).await;
    organiser::choose(&desk, "1 place").await;
    organiser::open(&desk).await;
    desk.press("Show it as text, to copy").await;
    let field = desk.field("The key file as text").await;
    let text = desk
        .run("return arguments[0].value", vec![serde_json::json!(field)])
        .await;
    desk.close().await;

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key-file.json");
    std::fs::write(&file, text.as_str().expect("a text")).expect("written");
    let other = driver.open(Kind::Desk).await;
    other.go(&format!("{}/", product.address)).await;
    let input = other.field("The key file of a draw").await;
    input.send_keys(&file.to_string_lossy()).await.expect("it takes a file");
    other.read("0 of 3 have sent a list").await;
    other.read("<b>Club</b> evening").await;
    other.follow("Links").await;
    other.read("<img src=x onerror=alert(1)>").await;
    other.read("=SUM(A1)").await;
    let made = other
        .run(
            "return document.querySelectorAll('main img, main b, script[src*=alert]').length",
            Vec::new(),
        )
        .await;
    assert_eq!(made, serde_json::json!(0), "a name became markup");
    let shown = organiser::shown_file(&other).await;
    assert!(shown.contains("'=SUM(A1)"), "a formula is not guarded: {shown}");
    other.is_accessible().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_while_open_is_listed_sent_and_told() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let invited = opened(&desk, &product.address).await;
    let phone = driver.open(Kind::Phone).await;
    participant::open(&phone, &invited[0].link).await;
    desk.follow("Activities").await;
    desk.fill("Places, activity 1", "7").await;
    desk.follow("People").await;
    desk.fill("Name", "Dan Dandelion").await;
    desk.press("Add").await;
    desk.follow("Close and draw").await;
    desk.read("1 Climbing: 7 places instead of 2.").await;
    desk.read("1 person was added and has no link yet.").await;
    desk.press("Send the changes").await;
    desk.read("Sent.").await;
    desk.is_accessible().await;
    phone.read("Climbing has 5 more places: 7, before it was 2.").await;
    assert!(
        !phone.text().await.contains("texts were changed"),
        "{}",
        phone.text().await
    );
    let view = Caller::new(&product.address, &invited[0].link).view().await;
    assert_eq!(view.lottery.rules.activities[0].capacity, 7);
    desk.follow("Links").await;
    assert_eq!(organiser::invited(&desk).await.len(), 4);
    phone.is_accessible().await;
    desk.close().await;
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_tab_is_told_and_a_double_click_draws_once() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    let invited = opened(&desk, &product.address).await;
    Caller::new(&product.address, &invited[0].link).save(&[1, 2]).await;
    organiser::close(&desk).await;
    desk.press("Draw").await;
    let twice = "const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Draw now'); \
        button.click(); button.click(); return true";
    desk.see("//button[normalize-space()='Draw now']").await;
    desk.run(twice, Vec::new()).await;
    desk.see("//h1[normalize-space()='Results']").await;
    let view = Caller::new(&product.address, &invited[0].link).view().await;
    assert_eq!(view.lottery.attempts.len(), 1, "two clicks made two draws");
    organiser::publish(&desk).await;
    desk.is_accessible().await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_nothing_says_so_and_the_key_file_brings_it_back() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    opened(&desk, &product.address).await;
    let full = "let piece = 'x'.repeat(1 << 20); let n = 0; \
        while (piece.length > 1) { try { localStorage.setItem('fill' + n++, piece) } catch { piece = piece.slice(piece.length / 2) } } \
        try { localStorage.setItem('last', 'x') } catch { return true } return true";
    desk.run(full, Vec::new()).await;
    desk.follow("Rules and dates").await;
    desk.fill("Who organises it", &"A very long name of a school ".repeat(20))
        .await;
    desk.follow("Progress").await;
    desk.read("could not store your last changes").await;
    desk.is_accessible().await;
    desk.run("localStorage.clear(); return true", Vec::new()).await;
    desk.client().refresh().await.expect("it reloads");
    desk.read("This draw is not here").await;
    desk.read("key file").await;
    desk.is_accessible().await;
    desk.close().await;
}
