//! The start and the organiser's screens.

fn main() {
    turnwise_app::organiser();
}
