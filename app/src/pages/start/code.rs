//! "I have a code": the way in for whoever got a letter or a message, on a device that has not seen it yet.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use turnwise_shared::hash::LotteryId;
use turnwise_shared::sorted;
use turnwise_shared::token::{Token, TokenFault};

use crate::app::use_navigate;
use crate::arrival;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{Pieces, does};
use crate::page::{Page, Seat};
use crate::state::typed::{self, Typed};
use crate::storage::Shelf;
use crate::text;
use crate::ui::code_field::CodeField;
use crate::ui::field::TextField;
use crate::ui::lot::Lot;

/// Which draw, and the code.
#[component]
pub fn HaveCode() -> impl IntoView {
    let address = RwSignal::new(String::new());
    let address_error = RwSignal::new(None::<String>);
    let code = RwSignal::new(String::new());
    let code_error = RwSignal::new(None::<String>);
    let go = use_navigate();
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        match both(&address.get_untracked(), &code.get_untracked()) {
            Ok((id, token)) => {
                arrival::remember_code(&id, &token.to_string());
                go(&Page::Take(id, None, Seat::Home).href(), NavigateOptions::default());
            }
            Err(Missing::Draw(sentence)) => address_error.set(Some(sentence)),
            Err(Missing::Code(sentence)) => code_error.set(Some(sentence)),
        }
    };
    let typed = Callback::new(move |text| {
        address_error.set(None);
        address.set(text);
    });
    view! {
        <section class="sheet stack" aria-labelledby="have-code">
            <h2 id="have-code">"I have a code"</h2>
            <Known/>
            <form class="stack" novalidate on:submit=does(open)>
                <TextField label="The link from your letter or message" value=address on_input=typed error=address_error
                    hint="It says which draw. With the code in it, this is all that is needed."/>
                <CodeField value=code error=code_error shown=typed::grouped/>
                <p><button type="submit">"Open my list"</button></p>
            </form>
        </section>
    }
}

/// The lists this browser keeps something of.
#[component]
fn Known() -> impl IntoView {
    let known = known();
    (!known.is_empty()).then(move || {
        let links = known.into_iter().map(|(id, entry)| {
            view! {
                <li><a href=Page::Take(id, Some(entry), Seat::Home).href()>"The list of number " <Lot number=entry/></a></li>
            }
        });
        view! { <ul class="list" aria-label="Lists on this device">{links.pieces()}</ul> }
    })
}

fn known() -> Vec<(LotteryId, u32)> {
    let keys = Shelf::Lasting.keys("list/").into_iter();
    let mut known: Vec<(LotteryId, u32)> = keys
        .filter_map(|key| {
            let (id, entry) = key.strip_prefix("list/")?.split_once('/')?;
            Some((id.parse().ok()?, entry.parse().ok()?))
        })
        .collect();
    sorted::sort_by_key(&mut known, Clone::clone);
    known
}

/// The draws this browser keeps lists of.
fn draws() -> Vec<LotteryId> {
    let mut draws: Vec<LotteryId> = known().into_iter().map(|(id, _)| id).collect();
    draws.dedup();
    draws
}

enum Missing {
    Draw(String),
    Code(String),
}

/// Draw and code from the two fields; a whole link in either is enough.
fn both(address: &str, code: &str) -> Result<(LotteryId, Token), Missing> {
    let wrong = |fault: TokenFault| Missing::Code(text::code_fault(fault));
    if let Ok(Typed::Link(id, token)) = typed::read(code) {
        return Ok((id, token));
    }
    // Where this browser knows of one draw only, the code says enough.
    if let ([id], true, Ok(Typed::Code(token))) = (draws().as_slice(), address.trim().is_empty(), typed::read(code)) {
        return Ok((*id, token));
    }
    match typed::read(address) {
        Ok(Typed::Link(id, token)) => Ok((id, token)),
        Ok(Typed::Draw(id)) => match typed::read(code).map_err(wrong)? {
            Typed::Code(token) => Ok((id, token)),
            Typed::Link(..) | Typed::Draw(_) => Err(wrong(TokenFault::Empty)),
        },
        Err(fault) if address.contains("l=") => Err(Missing::Draw(text::code_fault(fault))),
        _ => Err(Missing::Draw(
            "Both are needed: the code alone does not say which draw. Copy the link, or its part up to the #: it contains \
             “?l=” and 32 letters and digits."
                .to_owned(),
        )),
    }
}
