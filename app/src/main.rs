//! The page. It maps numbers to people, explains every step and sends no name anywhere.
//!
//! Where to start: [`page`] has every address, [`app`] turns one into a screen of [`pages`]. What is not
//! drawing lives in [`state`] as plain structs; widgets that know nothing of lotteries in [`ui`]. Each
//! boundary is one file: [`api`] (HTTP), [`storage`] (what the browser keeps), [`arrival`] (the secret in
//! a link), [`chance`] (random bytes and the clock), [`moment`] (dates as people read them), [`text`] (words).

mod api;
mod app;
mod arrival;
mod chance;
mod moment;
mod page;
mod pages;
mod state;
mod storage;
mod text;
mod ticks;
mod ui;

fn main() {
    arrival::take();
    arrival::listen();
    leptos::mount::mount_to_body(app::App);
}
