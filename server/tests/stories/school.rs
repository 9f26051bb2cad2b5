//! A school allocates its project week: 146 people, 9 activities on two days, at most two places each, an order
//! that the organiser shuffled. What every page shows is what the plain reference of the rule gives.

use std::collections::BTreeMap;

use crate::api::Caller;
use crate::browser::{Browser, Driver, ENTER, Kind, UP};
use crate::organiser::{self, Invited};
use crate::participant;
use crate::product::Product;
use crate::reference::{Case, allocate};

const ACTIVITIES: [(&str, &str, u32); 9] = [
    ("Climbing", "Monday", 20),
    ("Pottery", "Monday", 14),
    ("Theatre", "Monday", 45),
    ("Robots", "Monday", 18),
    ("Cooking", "Tuesday", 16),
    ("Newspaper", "Tuesday", 40),
    ("Orchestra", "Tuesday", 50),
    ("Garden", "Tuesday", 25),
    ("Sailing", "Monday; Tuesday", 12),
];
const CLASSES: [&str; 6] = ["5a", "5b", "6a", "6b", "7a", "7b"];
const PEOPLE: usize = 146;

/// A small generator, so that every run of the story is the same.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    fn ballot(&mut self) -> Vec<u32> {
        let mut choices: Vec<u32> = (1..=9).collect();
        self.shuffle(&mut choices);
        choices.truncate(self.below(6) + 1);
        choices
    }
}

fn activities() -> String {
    let rows = ACTIVITIES.map(|(title, time, places)| format!("{title}\t{time}\t{places}"));
    format!("Title\tTime\tPlaces\n{}", rows.join("\n"))
}

/// As a spreadsheet in Germany saves it: semicolons, quotes where needed.
fn people() -> String {
    let rows: Vec<String> = (0..PEOPLE)
        .map(|index| format!("\"Child {:03}, Lea\";{}", index + 1, CLASSES[index % 6]))
        .collect();
    format!("Name;Class\n{}", rows.join("\n"))
}

fn title(activity: u32) -> &'static str {
    ACTIVITIES[activity as usize - 1].0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_allocates_its_project_week() {
    let driver = Driver::start();
    let product = Product::start();
    let desk = driver.open(Kind::Desk).await;
    organiser::set_up(&desk, &product.address, "Project week", &activities(), &people()).await;
    organiser::choose(&desk, "2 places").await;
    organiser::choose(&desk, "My own shuffled list").await;
    let invited = organiser::open(&desk).await;
    assert_eq!(invited.len(), PEOPLE);

    let mut random = Seeded(20);
    let mut ballots: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    by_keyboard(&driver, &invited[0]).await;
    ballots.insert(invited[0].number, vec![1, 9, 5]);
    let phone = driver.open(Kind::Phone).await;
    siblings_on_one_phone(&phone, &invited[1], &invited[7]).await;
    ballots.insert(invited[1].number, vec![4, 2, 5]);
    ballots.insert(invited[7].number, vec![7, 1]);
    organiser::enter_from_paper(&desk, &invited[2].name, &[3, 7, 1]).await;
    ballots.insert(invited[2].number, vec![3, 7, 1]);
    for person in &invited {
        if ballots.contains_key(&person.number) || random.below(12) == 0 {
            continue;
        }
        let choices = random.ballot();
        Caller::new(&product.address, &person.link).save(&choices).await;
        ballots.insert(person.number, choices);
    }

    organiser::forecast(&desk, ballots.len()).await;
    organiser::close(&desk).await;
    let mut order: Vec<u32> = invited.iter().map(|person| person.number).collect();
    random.shuffle(&mut order);
    let list: Vec<String> = order.iter().map(u32::to_string).collect();
    organiser::draw_by_own_list(&desk, &list.join("\n")).await;

    let expected = reference(&order, &ballots);
    assert_eq!(
        drawn(&desk).await,
        expected,
        "what the organiser sees is not what the reference gives"
    );
    desk.is_accessible().await;
    organiser::pictures(&desk).await;
    still_waiting(&phone, &invited[7]).await;
    organiser::publish(&desk).await;

    let expect = |person: &Invited| expected[&person.number].clone();
    for person in [&invited[1], &invited[7]] {
        finds(&phone, person, &expect(person), &order).await;
    }
    let other = driver.open(Kind::Desk).await;
    finds(&other, &invited[0], &expect(&invited[0]), &order).await;
    finds(&other, &invited[2], &expect(&invited[2]), &order).await;
    for browser in [desk, phone, other] {
        browser.close().await;
    }
}

/// Chooses and orders with keys alone: Tab would do, focus is set straight to what is needed.
async fn by_keyboard(driver: &Driver, person: &Invited) {
    let browser = driver.open(Kind::Desk).await;
    participant::open(&browser, &person.link).await;
    for activity in [9, 5, 1] {
        let card = browser.see(&participant::card(title(activity))).await;
        card.send_keys(" ").await.expect("it takes keys");
    }
    browser.read("Put in order (3)").await;
    participant::to_order(&browser, 3).await;
    let handle = browser.see(&participant::handle("Climbing")).await;
    handle.send_keys(" ").await.expect("it takes keys");
    browser.keys(&[UP]).await;
    participant::stands(&browser, &["Sailing", "Climbing", "Cooking"]).await;
    browser.keys(&[UP, ENTER]).await;
    participant::stands(&browser, &["Climbing", "Sailing", "Cooking"]).await;
    browser.is_accessible().await;
    participant::save(&browser, person.number).await;
    browser.is_accessible().await;
    browser.close().await;
}

/// Two links in one browser: the first by dragging with a finger, the second by its buttons.
async fn siblings_on_one_phone(phone: &Browser, one: &Invited, other: &Invited) {
    participant::open(phone, &one.link).await;
    participant::tap(phone, &["Pottery", "Cooking", "Robots"]).await;
    phone.is_accessible().await;
    participant::to_order(phone, 3).await;
    let from = phone.see(&participant::handle("Robots")).await;
    let to = phone.see(&participant::handle("Pottery")).await;
    phone.drag_by_touch(&from, &to).await;
    participant::stands(phone, &["Robots", "Pottery", "Cooking"]).await;
    participant::save(phone, one.number).await;

    participant::open(phone, &other.link).await;
    phone.read(&other.number.to_string()).await;
    participant::tap(phone, &["Climbing", "Orchestra", "Garden"]).await;
    participant::to_order(phone, 3).await;
    phone.press("Orchestra up").await;
    phone.press("Take Garden off the list").await;
    phone.press("Undo").await;
    participant::stands(phone, &["Orchestra", "Climbing", "Garden"]).await;
    phone.press("Take Garden off the list").await;
    participant::stands(phone, &["Orchestra", "Climbing"]).await;
    participant::save(phone, other.number).await;
    phone.is_accessible().await;
}

/// Between draw and publishing nobody but the organiser learns anything, and no page ends in nothing.
async fn still_waiting(phone: &Browser, person: &Invited) {
    phone.go(&person.link).await;
    phone
        .see("//button[normalize-space()='Add the date to my calendar'] | //h1")
        .await;
    phone.read(title(7)).await;
    assert!(!phone.text().await.contains("Why?"), "{}", phone.text().await);
    phone.is_accessible().await;
}

/// By number, what the plain reference of the rule gives.
fn reference(order: &[u32], ballots: &BTreeMap<u32, Vec<u32>>) -> BTreeMap<u32, Vec<String>> {
    let slots = ACTIVITIES.map(|(_, time, _)| match time {
        "Monday" => vec![1],
        "Tuesday" => vec![2],
        _ => vec![1, 2],
    });
    let case = Case {
        capacities: ACTIVITIES.map(|(_, _, places)| places).to_vec(),
        minima: vec![0; ACTIVITIES.len()],
        slots: slots.to_vec(),
        ballots: order
            .iter()
            .map(|number| ballots.get(number).cloned().unwrap_or_default())
            .collect(),
        limits: vec![Some(2); order.len()],
    };
    let line: Vec<u32> = (0..).take(order.len()).collect();
    let answer = allocate(&case, &|_| line.clone());
    let titles = |held: &Vec<u32>| held.iter().map(|activity| title(*activity).to_owned()).collect();
    order.iter().copied().zip(answer.holdings.iter().map(titles)).collect()
}

/// By number, what the organiser's file of results says.
async fn drawn(desk: &Browser) -> BTreeMap<u32, Vec<String>> {
    let text = organiser::shown_file(desk).await;
    let table = turnwise_shared::table::read_text(&text).expect("a table");
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for row in table.rows.iter().skip(1) {
        let got = found.entry(row.cell(0).parse().expect("a number")).or_default();
        if !row.cell(4).is_empty() {
            got.push(row.cell(4).to_owned());
        }
    }
    found
}

/// Opens a link after publishing: the result, and why, with one's place in the line.
async fn finds(browser: &Browser, person: &Invited, expected: &[String], order: &[u32]) {
    browser.go(&person.link).await;
    browser.see("//h1[normalize-space()='Your result']").await;
    match expected {
        [] => browser.read("No place this time").await,
        got => {
            for title in got {
                browser
                    .see(&format!(
                        "//*[contains(@class, 'outcome')]//*[contains(normalize-space(), '{title}')]"
                    ))
                    .await;
            }
        }
    }
    for (title, ..) in ACTIVITIES {
        let xpath = format!(
            "//*[contains(@class, 'outcome')]//*[contains(@class, 'what')][contains(normalize-space(), '{title}')]"
        );
        let shown = browser.client().find_all(fantoccini::Locator::XPath(&xpath)).await;
        let shown = !shown.expect("a search").is_empty();
        assert_eq!(
            shown,
            expected.iter().any(|got| got == title),
            "{title} for {}",
            person.number
        );
    }
    browser.is_accessible().await;
    browser.follow("Why?").await;
    let place = order
        .iter()
        .position(|number| *number == person.number)
        .expect("in line")
        + 1;
    browser.read(&format!("{} of {PEOPLE}", ordinal(place))).await;
    participant::otherwise(browser).await;
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
