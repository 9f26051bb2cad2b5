//! Entering a public random number of drand: pasted as any relay gives it, or fetched where the deployer named a relay.

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::api::Draw;
use turnwise_shared::beacon::{CHAIN, moment as made};
use turnwise_shared::error::Problem;

use super::super::super::act::{Act, Sure};
use super::super::super::desk::desk;
use super::super::use_drawing;
use crate::api::{self, Failure};
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{derived, does, live, memo};
use crate::moment;
use crate::state::public::beacon::{address, read};
use crate::ui::field::TextField;

/// Drand's own relay, where the value can be looked up.
const RELAY: &str = "https://api.drand.sh";

/// Paste it, draw.
#[component]
pub fn Beacon(round: u64) -> impl IntoView {
    let act = Act::new();
    let drawing = use_drawing(act);
    let pasted = RwSignal::new(String::new());
    let reading = memo(move || pasted.with(|text| (!text.trim().is_empty()).then(|| read(text, round))));
    let fault = derived(move || reading.get().and_then(Result::err).map(|fault| fault.to_string()));
    let there = memo(move || matches!(reading.get(), Some(Ok(_))));
    let go = Callback::new(move |()| {
        if let Some(Ok(signature)) = reading.get_untracked() {
            drawing.run(Draw::Drand { round, signature });
        }
    });
    let consequence = derived(|| {
        "The draw is made at once, with this value. Everyone sees at once that it was made; the results only when you publish \
         them. Drawing again needs a reason that everyone sees."
            .to_owned()
    });
    view! {
        <section class="sheet stack" aria-labelledby="public-number">
            <h2 id="public-number">"The public random number"</h2>
            <p role="status">
                {format!("The moment has come: round {round} of drand decides, made {}. Entering it is the draw.", moment::spoken(made(round)))}
            </p>
            <p>
                <a href=address(RELAY, round) target="_blank" rel="noopener noreferrer">"Look it up at drand’s own relay"</a>
                " (a new window); any other relay gives the same. The chain is called "<code>{CHAIN}</code>"."
            </p>
            <Fetch round pasted/>
            <TextField label="Paste what the relay shows" hint="All of it, or round and signature." value=pasted lines=4 error=fault
                on_input=Callback::new(move |text| pasted.set(text))/>
            {live(move || there.get().then(|| view! {
                <p role="status">{format!("This can be the value of round {round}. The server checks that drand made it, and so does everyone who checks the draw.")}</p>
            }))}
        </section>
        <div class="actions">
            {refused(act, round)}
            {live(move || if there.get() {
                view! { <Sure label="Draw" confirm="Draw now" primary=true busy=act.busy consequence on_yes=go/> }.into_any()
            } else {
                view! { <p class="quiet">"The draw waits for the value."</p> }.into_any()
            })}
        </div>
    }
}

/// Why the server did not take it.
fn refused(act: Act, round: u64) -> impl IntoView {
    live(move || {
        let forged = act.failed.with(|failed| {
            let field = match failed {
                Some(Failure::Refused(Problem::Invalid { field, .. })) => field.as_str(),
                _ => "",
            };
            field == "signature"
        });
        if !forged {
            return act.problem().into_any();
        }
        let sentence =
            format!("Drand did not make this value for round {round}. Copy it once more from a relay, all of it.");
        view! { <p class="problem" role="alert">{sentence}</p> }.into_any()
    })
}

/// A button that asks the relay, where the deployer named one.
#[component]
fn Fetch(round: u64, pasted: RwSignal<String>) -> impl IntoView {
    let failed = RwSignal::new(false);
    let relay = desk().view().and_then(|view| view.drand_relay);
    relay.map(|relay| {
        let fetch = move |_| {
            let address = address(&relay, round);
            spawn_local(async move {
                let answer = api::relayed(&address).await;
                // The screen may have been left meanwhile.
                if failed.try_set(answer.is_err()).is_none()
                    && let Ok(text) = answer
                {
                    pasted.set(text);
                }
            });
        };
        view! {
            <p><button type="button" on:click=does(fetch)>"Fetch it"</button></p>
            {live(move || failed.get().then(|| view! {
                <p class="problem" role="alert">"The relay did not give it. Try again in a moment, or look it up and paste it."</p>
            }))}
        }
    })
}
