//! What a participant's link opens, and the page on which anybody checks a record.

fn main() {
    turnwise_app::participant();
}
