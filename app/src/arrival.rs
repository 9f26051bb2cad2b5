//! Arriving by a personal link: the only file that reads the fragment.
//!
//! The secret goes from the address into this tab's session storage, under the lottery and, once the
//! server has told it, the number; the address is then shown without it. That clears the address bar, not
//! the browser's history. A `#` mangled to `%23` is repaired. A second link opened in the same tab changes
//! only the fragment, which does not reload a page: [`listen`] starts afresh then.

use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys;
use turnwise_shared::hash::LotteryId;
use turnwise_shared::token::{Token, TokenFault};

use crate::page::{Page, Seat};
use crate::storage::Shelf;

/// Reads the address once, before anything is shown.
pub fn take() {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let query = location.search().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let Some((id, Some(code))) = link(&query, &hash) else {
        return;
    };
    remember_code(&id, &code);
    // The number of this link's entry is not known yet: the address starts without one.
    let href = Page::Take(id, None, Seat::Home).href();
    if let Ok(history) = window.history() {
        // A browser that refuses shows the secret in its address bar; everything else works.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href));
    }
}

/// Starts afresh when a sibling's link is opened in this tab. Drafts are kept under their own number, so
/// nothing is lost.
pub fn listen() {
    let Some(window) = web_sys::window() else { return };
    let on_change = Closure::<dyn Fn()>::new(|| {
        let Some(location) = web_sys::window().map(|window| window.location()) else {
            return;
        };
        let secret = link(
            &location.search().unwrap_or_default(),
            &location.hash().unwrap_or_default(),
        );
        if secret.is_some_and(|(_, code)| code.is_some()) {
            let _ = location.reload();
        }
    });
    let _ = window.add_event_listener_with_callback("hashchange", on_change.as_ref().unchecked_ref());
    on_change.forget();
}

/// Lottery and code in an address, whole or mangled. The code may still be mistyped.
pub fn link(query: &str, hash: &str) -> Option<(LotteryId, Option<String>)> {
    let value = query
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| pair.strip_prefix("l="))?;
    let value = value.replace("%23", "#");
    let (id, mangled) = match value.split_once('#') {
        Some((id, code)) => (id, Some(code)),
        None => (value.as_str(), None),
    };
    let id = id.parse().ok()?;
    let code = Some(hash.trim_start_matches('#').replace("%23", ""));
    let code = code.filter(|code| !code.is_empty()).or(mangled.map(str::to_owned));
    Some((id, code.filter(|code| !code.is_empty())))
}

fn waiting(id: &LotteryId) -> String {
    format!("code/{id}/new")
}

fn kept(id: &LotteryId, entry: u32) -> String {
    format!("code/{id}/{entry}")
}

/// Puts a code, as typed or as it stood in a link, where [`code`] finds it.
pub fn remember_code(id: &LotteryId, code: &str) {
    // Without session storage the shelf remembers until the page is reloaded.
    let _ = Shelf::Tab.put(&waiting(id), code);
}

/// The code for this lottery in this tab: of the given number, or of the link just opened.
pub fn code(id: &LotteryId, entry: Option<u32>) -> Option<Result<Token, TokenFault>> {
    let key = entry.map_or_else(|| waiting(id), |entry| kept(id, entry));
    Shelf::Tab.get(&key).map(|text| text.parse())
}

/// What stood in the link just opened, mistyped or not: for mending it.
pub fn as_typed(id: &LotteryId) -> Option<String> {
    Shelf::Tab.get(&waiting(id))
}

/// The server told whose code it is: keep it under the number.
pub fn settle(id: &LotteryId, entry: u32, token: &Token) {
    let _ = Shelf::Tab.put(&kept(id, entry), &token.to_string());
    Shelf::Tab.forget(&waiting(id));
}

/// Forgets the code of this number, and of a link that led nowhere.
pub fn forget(id: &LotteryId, entry: Option<u32>) {
    Shelf::Tab.forget(&waiting(id));
    if let Some(entry) = entry {
        Shelf::Tab.forget(&kept(id, entry));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "f90f48f03c28dc866d91b62c99a0ea47";
    const CODE: &str = "40BAQPAAQSPP7FT4Y5M95EDQ0PX";

    #[test]
    fn links_are_read_whole_and_mangled() {
        let cases = [
            (format!("?l={ID}"), format!("#{CODE}"), Some(CODE)),
            (format!("?l={ID}%23{CODE}"), String::new(), Some(CODE)),
            (format!("?utm=1&l={ID}"), format!("#{CODE}"), Some(CODE)),
            (format!("?l={ID}"), String::new(), None),
            (format!("?l={ID}&n=4711"), String::new(), None),
        ];
        for (query, hash, code) in cases {
            let (id, found) = link(&query, &hash).expect(&query);
            assert_eq!(
                (id.to_string().as_str(), found.as_deref()),
                (ID, code),
                "{query} {hash}"
            );
        }
        assert_eq!(link("?l=short", "#x"), None);
        assert_eq!(link("", "#x"), None);
    }
}
