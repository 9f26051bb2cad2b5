//! An organiser draws with numbers drawn in public: they are named before opening, nobody can close or draw too early,
//! what is typed wrongly is put right with a reason, and the value stands on the record. Days pass by the server's clock
//! alone; the browser's stands where it is.

use crate::ahead::Ahead;
use crate::api::Caller;
use crate::browser::{Browser, Driver, Kind};
use crate::organiser::{self, Invited};

const ACTIVITIES: &str = "Title\tPlaces\nClimbing\t1\nPottery\t1\nTheatre\t2";
const PEOPLE: &str = "Name\tClass\nAda Appletree\t5a\nBen Bellflower\t5a\nCleo Cloudberry\t5b";
const NAMED: &str = "The order is decided by the six numbers of “Lotto 6aus49, Wednesday”, drawn on 9 December, after choosing \
    has ended.";

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_draws_with_numbers() {
    let (driver, product) = (Driver::start(), Ahead::start().await);
    let desk = driver.open(Kind::Desk).await;
    organiser::set_up(&desk, &product.address, "Club evening", ACTIVITIES, PEOPLE).await;
    organiser::choose(&desk, "1 place").await;
    name_the_numbers(&desk).await;
    let invited = organiser::open(&desk).await;
    desk.read(NAMED).await;
    for person in &invited {
        Caller::new(&product.address, &person.link).save(&[1, 2, 3]).await;
    }
    close_after_the_notice(&desk, &product).await;
    enter(&desk, &product).await;
    put_right(&desk).await;
    organiser::publish(&desk).await;
    desk.follow("Record").await;
    desk.read("The order came from the numbers 3 12 25 31 40 48.").await;
    desk.read("because: 48 was read as 49").await;
    desk.is_accessible().await;
    result(&driver, &product, &invited[0]).await;
    desk.close().await;
}

/// Before opening: too few ways are refused, and the letter home says what decides.
async fn name_the_numbers(desk: &Browser) {
    organiser::choose(desk, "Numbers drawn in public (a lottery’s numbers)").await;
    desk.paste("What is drawn", "Lotto 6aus49, Wednesday").await;
    desk.paste("When it is drawn, in words", "on 9 December").await;
    for (label, number) in [
        ("How many numbers", "4"),
        ("The lowest each can be", "1"),
        ("The highest", "31"),
    ] {
        desk.fill(label, number).await;
    }
    desk.read("Too few ways: 4 of 1 to 31").await;
    desk.fill("How many numbers", "6").await;
    desk.fill("The highest", "49").await;
    desk.read("13,983,816 ways").await;
    organiser::choose(desk, "5 minutes").await;
    desk.read(NAMED).await;
    desk.is_accessible().await;
}

/// Closing waits for the notice.
async fn close_after_the_notice(desk: &Browser, product: &Ahead) {
    desk.follow("Close and draw").await;
    desk.read("It can be closed from").await;
    desk.is_accessible().await;
    product.put_forward(300);
    reload(desk).await;
    organiser::close(desk).await;
    desk.read("Others can check their list until").await;
    desk.read("3 take part.").await;
    desk.is_accessible().await;
}

/// Drawing waits for the moment; numbers are pasted, put right where they cannot be, sorted, and entered.
async fn enter(desk: &Browser, product: &Ahead) {
    assert!(
        !desk.text().await.contains("Will be entered"),
        "the moment has not come"
    );
    product.put_forward(420);
    reload(desk).await;
    desk.read("The draw waits for all numbers.").await;
    desk.paste("1st", "40 3 12 50 31 25").await;
    desk.read("The 4th number is “50”: it must be from 1 to 49.").await;
    desk.fill("4th", "49").await;
    desk.read("Will be entered, from the lowest to the highest: 3 12 25 31 40 49")
        .await;
    desk.is_accessible().await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
}

/// One number was misread: the draw is made again under the same record.
async fn put_right(desk: &Browser) {
    desk.follow("Close and draw").await;
    desk.click("//summary[normalize-space()='Numbers typed wrongly?']")
        .await;
    desk.read("Entered were 3 12 25 31 40 49.").await;
    desk.read("These are the numbers that were entered.").await;
    desk.fill("6th", "48").await;
    desk.read("It waits for the reason.").await;
    desk.fill("The reason, for everyone to read", "48 was read as 49").await;
    desk.press("Enter again").await;
    desk.is_accessible().await;
    desk.press("Enter and draw again").await;
    desk.see("//h1[normalize-space()='Results']").await;
}

/// Everybody finds a result, and the one who asked for Climbing is told why.
async fn result(driver: &Driver, product: &Ahead, person: &Invited) {
    let view = Caller::new(&product.address, &person.link).view().await;
    let drawn: Vec<Option<u32>> = view.lottery.attempts.iter().map(|attempt| attempt.drawn).collect();
    assert_eq!(drawn.len(), 2, "both draws are on the record");
    let phone = driver.open(Kind::Phone).await;
    phone.go(&person.link).await;
    phone.see("//h1[normalize-space()='Your result']").await;
    phone.close().await;
}

async fn reload(desk: &Browser) {
    desk.client().refresh().await.expect("it reloads");
}
