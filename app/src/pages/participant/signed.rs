//! Where a public random number decided the draw: whether drand made it, found out on this device once the draw was
//! repeated and the page is at rest. Never said before it was found out.

use std::time::Duration;

use leptos::prelude::*;
use turnwise_shared::beacon::Beacon;
use turnwise_shared::record::Value;

use super::visit::{Visit, visit};
use crate::live::{does, live};
use crate::signed::Stand;
use crate::ui::notice::{Notice, Tone};

/// After this the page is at rest.
const AT_REST: Duration = Duration::from_millis(500);

/// The number that decided the draw that is shown; none where none did.
fn beacon(visit: Visit) -> Option<Beacon> {
    match visit.drawn.get_value().attempt?.value {
        Value::Drand { round, signature } => Some(Beacon { round, signature }),
        _ => None,
    }
}

/// Finds out; raises an alarm above all else if drand did not make it.
pub(super) fn alarm(visit: Visit) -> AnyView {
    let Some(beacon) = beacon(visit) else {
        return ().into_any();
    };
    let signed = visit.drawn.with_value(|drawn| drawn.signed);
    set_timeout(move || signed.ask(beacon), AT_REST);
    live(move || {
        (signed.of(beacon) == Stand::Forged).then(|| {
            view! {
                <Notice tone=Tone::Error>
                    <p><strong>"Drand did not make the number that decided this draw: somebody made it up."</strong></p>
                    <p>
                        "Whoever did could have chosen the order with it: do not rely on this result. Please tell the organiser, \
                         and show them this page."
                    </p>
                </Notice>
            }
        })
    })
    .into_any()
}

/// What was found out, in one sentence; nothing where no such number decided, or beside the alarm.
#[component]
pub(super) fn PublicNumber() -> impl IntoView {
    let visit = visit();
    let Some(beacon) = beacon(visit) else {
        return ().into_any();
    };
    let signed = visit.drawn.with_value(|drawn| drawn.signed);
    live(move || match signed.of(beacon) {
        Stand::Unasked => {
            view! { <p class="quiet">"Whether drand made the public random number is being checked on this device."</p> }
                .into_any()
        }
        Stand::Genuine => view! {
            <Notice tone=Tone::Good>
                <p>"Drand made the public random number that decided this draw: its signature was checked on this device."</p>
            </Notice>
        }
        .into_any(),
        Stand::Forged => ().into_any(),
        Stand::Unable => view! {
            <Notice tone=Tone::Note>
                <p>
                    "Not checked on this device: whether drand made the public random number. The part of this page that checks it \
                     could not be loaded."
                </p>
                <p><button type="button" on:click=does(move |_| signed.ask(beacon))>"Check it now"</button></p>
            </Notice>
        }
        .into_any(),
    })
    .into_any()
}
