//! What a participant does, step by step, with the words on the screen.

use crate::browser::{Browser, quoted};

/// Opens a personal link and goes on to choosing.
pub(crate) async fn open(browser: &Browser, link: &str) {
    browser.go(link).await;
    browser.follow("Choose").await;
    browser.see("//h1[normalize-space()='Choose']").await;
}

/// The button of an activity's card.
pub(crate) fn card(title: &str) -> String {
    format!(
        "//*[contains(@class, 'card')]//button[.//bdi[normalize-space()={}]]",
        quoted(title)
    )
}

/// Taps cards, the 1st choice first.
pub(crate) async fn tap(browser: &Browser, titles: &[&str]) {
    for (index, title) in titles.iter().enumerate() {
        browser.click(&card(title)).await;
        browser.read(&format!("Put in order ({})", index + 1)).await;
    }
}

/// Goes to the list, to put it in order.
pub(crate) async fn to_order(browser: &Browser, count: usize) {
    browser.follow(&format!("Put in order ({count})")).await;
    browser.see("//h1[normalize-space()='Put your list in order']").await;
}

/// The titles as they stand in the list.
pub(crate) async fn order(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.rank-list .words')].map(words => words.querySelector('bdi').textContent)";
    let titles = browser.run(script, Vec::new()).await;
    let titles = titles.as_array().expect("a list").iter();
    titles
        .map(|title| title.as_str().expect("a title").to_owned())
        .collect()
}

/// Waits until the titles stand in this order.
pub(crate) async fn stands(browser: &Browser, titles: &[&str]) {
    let waited = tokio::time::timeout(std::time::Duration::from_secs(20), async {
        while order(browser).await != titles {
            tokio::task::yield_now().await;
        }
    });
    let found = waited.await.is_ok();
    assert!(found, "{titles:?} expected, {:?} found", order(browser).await);
}

/// The handle of an activity in the list.
pub(crate) fn handle(title: &str) -> String {
    format!(
        "//button[starts-with(@aria-label, {})]",
        quoted(&format!("Move {title}"))
    )
}

/// Saves the list.
pub(crate) async fn save(browser: &Browser, number: u32) {
    browser.press(&format!("Save the list for {number}")).await;
    browser.read("Your list is saved").await;
}

/// Has it worked out what would have been otherwise, on the page that says why. Nothing for whoever sent no list.
pub(crate) async fn otherwise(browser: &Browser) {
    if browser.text().await.contains("If it had come out otherwise") {
        browser.press("Work it out").await;
        browser.read("With another place in line").await;
        browser.read("In 10,000 simulated draws of the same lists").await;
        browser.press("Simulate other draws").await;
        browser.read("Done.").await;
    }
    browser.is_accessible().await;
}
