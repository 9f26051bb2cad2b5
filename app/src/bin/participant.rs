//! What a participant's link opens.

fn main() {
    turnwise_app::participant();
}
