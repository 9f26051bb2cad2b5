//! What an organiser does, step by step, with the words on the screen.

use serde_json::json;
use turnwise_shared::table;

use crate::browser::{Browser, ENTER};

/// One person with a link, as the downloaded table has them.
#[derive(Clone, Debug)]
pub(crate) struct Invited {
    pub(crate) name: String,
    pub(crate) number: u32,
    pub(crate) link: String,
}

/// Begins a draw with this title, and pastes activities and people as from a spreadsheet.
pub(crate) async fn set_up(desk: &Browser, address: &str, title: &str, activities: &str, people: &str) {
    desk.go(&format!("{address}/")).await;
    desk.press("New draw").await;
    desk.fill("Title of the event", title).await;
    let count = activities.lines().count() - 1;
    desk.paste("Paste the cells here", activities).await;
    desk.press(&match count {
        1 => "Take over 1 activity".to_owned(),
        count => format!("Take over {count} activities"),
    })
    .await;
    desk.read("places in all").await;
    desk.follow("Next").await;
    desk.paste("One person per line", people).await;
    let count = people.lines().count() - 1;
    desk.press(&match count {
        1 => "Add 1 person".to_owned(),
        count => format!("Add {count} people"),
    })
    .await;
    desk.follow("Next").await;
    desk.read("Rules and dates").await;
}

/// Chooses the button of a group of choices by its words.
pub(crate) async fn choose(desk: &Browser, words: &str) {
    desk.click(&format!(
        "//label[contains(@class, 'choice')][.//*[normalize-space()={}]]",
        crate::browser::quoted(words)
    ))
    .await;
}

/// Saves the key file and opens; then gives everybody's link.
pub(crate) async fn open(desk: &Browser) -> Vec<Invited> {
    desk.follow("Check").await;
    desk.press("Save the key file").await;
    desk.read("nothing has changed since").await;
    desk.press("Open").await;
    desk.see("//h1[normalize-space()='Links']").await;
    invited(desk).await
}

/// The table of links, read off the screen as somebody without downloads would.
pub(crate) async fn invited(desk: &Browser) -> Vec<Invited> {
    let text = shown_file(desk).await;
    let table = table::read_text(&text).expect("a table");
    let rows = table.rows.iter().skip(1).map(|row| Invited {
        name: row.cell(0).to_owned(),
        number: row.cell(2).parse().expect("a number"),
        link: row.cell(4).to_owned(),
    });
    rows.collect()
}

/// The text of the screen's file, opened on the page.
pub(crate) async fn shown_file(desk: &Browser) -> String {
    desk.click("//summary[normalize-space()='Or show it as text, to copy']")
        .await;
    let field = desk.field("The file as text").await;
    let text = desk.run("return arguments[0].value", vec![json!(field)]).await;
    text.as_str().expect("a text").to_owned()
}

/// Enters a list from paper, by keys alone once the name is typed.
pub(crate) async fn enter_from_paper(desk: &Browser, name: &str, choices: &[u32]) {
    desk.follow("Progress").await;
    desk.fill("Name or number", name).await;
    desk.keys(&[ENTER]).await;
    let list = choices.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    desk.fill("Numbers of the activities, best first", &list).await;
    desk.keys(&[ENTER]).await;
    desk.read("Saved for").await;
}

/// Looks at what a draw would give with so many lists.
pub(crate) async fn forecast(desk: &Browser, lists: usize) {
    desk.follow("Progress").await;
    desk.read(&format!("{lists} of ")).await;
    desk.follow("What would a draw give?").await;
    desk.see("//h1[normalize-space()='Forecast']").await;
    desk.read("Done: ").await;
    desk.read(&format!("of {lists} get their 1st choice")).await;
    for piece in [
        "By activity",
        "Along the line",
        "Order of the rounds",
        "One place more or fewer",
    ] {
        desk.see(&format!("//h2[normalize-space()='{piece}']")).await;
    }
    desk.is_accessible().await;
}

/// Closes, after the check.
pub(crate) async fn close(desk: &Browser) {
    desk.follow("Close and draw").await;
    desk.press("Close").await;
    desk.press("Close now").await;
    desk.read("Choosing is over: the lists are fixed.").await;
}

/// Draws with a list of the organiser's own.
pub(crate) async fn draw_by_own_list(desk: &Browser, list: &str) {
    desk.paste("Or paste it", list).await;
    desk.read("people are in it, each once.").await;
    desk.press("Draw").await;
    desk.press("Draw now").await;
    desk.see("//h1[normalize-space()='Results']").await;
}

/// Looks at what was drawn as pictures.
pub(crate) async fn pictures(desk: &Browser) {
    desk.click("//label[normalize-space()='As pictures']").await;
    desk.see("//h2[normalize-space()='Who got which choice']").await;
    desk.is_accessible().await;
}

/// Publishes what was drawn.
pub(crate) async fn publish(desk: &Browser) {
    desk.press("Publish").await;
    desk.press("Publish now").await;
    desk.read("The results are out").await;
}
