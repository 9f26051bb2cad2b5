//! The worker in which a record of a draw is checked while the page goes on: it is posted files and posts what it finds,
//! each as JSON. It has nothing of the page, and asks nobody: only what checks public values, a module of its own
//! (`app/beacon`), is brought when a record has such a value, or beforehand when the page says so.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Uint8Array};
use turnwise_shared::beacon::Beacon;
use turnwise_shared::transcript::MAX_BYTES;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use told::{EXPECT, READY, Taken, Told, Unread, Why};

mod look;
mod read;
#[path = "../../src/verification/told.rs"]
mod told;

#[wasm_bindgen]
extern "C" {
    /// Promises the function that checks a signature: `app/verification.js` has it.
    #[wasm_bindgen(js_name = beacon)]
    fn bring() -> Promise;
}

fn main() {
    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let asked = {
        let page = page.clone();
        move |event: MessageEvent| {
            let (page, asked) = (page.clone(), event.data());
            spawn_local(async move {
                match asked.dyn_into::<Array>() {
                    Ok(files) => answer(&page, &files).await,
                    // What does not come now is asked for again when it is needed.
                    Err(said) if said.as_string().as_deref() == Some(EXPECT) => drop(JsFuture::from(bring()).await),
                    Err(_) => {}
                }
            });
        }
    };
    let asked = Closure::<dyn FnMut(MessageEvent)>::new(asked);
    page.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // It is there as long as the worker is.
    asked.forget();
    say(&page, READY);
}

async fn answer(page: &DedicatedWorkerGlobalScope, files: &Array) {
    let tell = |told: &Told| {
        if let Ok(text) = serde_json::to_string(told) {
            say(page, &text);
        }
    };
    if let Err(unread) = check(files, &tell).await {
        let unread = Some(unread);
        tell(&Told {
            unread,
            ..Told::default()
        });
    }
}

/// Reads the files and tells all there is to them.
async fn check(files: &Array, tell: &dyn Fn(&Told)) -> Result<(), Unread> {
    let Sorted { taken, draw, kept } = sorted(files)?;
    let taken = Some(taken);
    tell(&Told {
        taken,
        ..Told::default()
    });
    let transcript = read::read(&draw.ok_or(unread(Why::Alone))?)?;
    let kept = kept.as_deref();
    if !look::has_beacon(&transcript) {
        look::look(&transcript, kept, &|_| false, &mut |told| tell(&told));
        return Ok(());
    }
    let beacon = |_| unread(Why::Beacon);
    let function: Function = JsFuture::from(bring()).await.map_err(beacon)?.unchecked_into();
    let stopped = Cell::new(false);
    let genuine = |beacon: &Beacon| {
        let answer = is_genuine(&function, beacon);
        stopped.set(stopped.get() || answer.is_none());
        answer.unwrap_or(false)
    };
    let mut verdict = None;
    look::look(&transcript, kept, &genuine, &mut |told| match told.verdict {
        Some(_) => verdict = Some(told),
        None => tell(&told),
    });
    match verdict {
        Some(told) if !stopped.get() => tell(&told),
        // That nothing could be said of a signature makes it neither right nor wrong.
        _ => return Err(unread(Why::Beacon)),
    }
    Ok(())
}

/// Which file is which, and what is in each.
#[derive(Default)]
struct Sorted {
    taken: Taken,
    draw: Option<Vec<u8>>,
    kept: Option<Vec<u8>>,
}

/// Tells the files apart by what is in them. The first two places are for the record and the small file that were looked
/// at before, or empty; each stays unless there is a new one.
fn sorted(files: &Array) -> Result<Sorted, Unread> {
    let mut sorted = Sorted::default();
    for at in HELD..files.length() {
        let Some(bytes) = bytes(files, at)? else { continue };
        let (place, what) = if read::is_kept(&bytes) {
            (&mut sorted.taken.kept, &mut sorted.kept)
        } else {
            (&mut sorted.taken.draw, &mut sorted.draw)
        };
        if place.replace(at).is_some() {
            return Err(unread(Why::Several));
        }
        *what = Some(bytes);
    }
    let Sorted { taken, draw, kept } = &mut sorted;
    for (at, place, what) in [(0, &mut taken.draw, draw), (1, &mut taken.kept, kept)] {
        if place.is_none() {
            *what = bytes(files, at)?;
            *place = what.is_some().then_some(at);
        }
    }
    Ok(sorted)
}

/// How many places are for what was looked at before.
const HELD: u32 = 2;

/// Asks the other module; none if it does not answer.
fn is_genuine(function: &Function, beacon: &Beacon) -> Option<bool> {
    let signature = Uint8Array::from(&beacon.signature.0[..]);
    let answer = function.call2(&JsValue::UNDEFINED, &JsValue::from(beacon.round), &signature);
    answer.ok()?.as_bool()
}

/// What is in the file at this place; none if there is none.
fn bytes(files: &Array, at: u32) -> Result<Option<Vec<u8>>, Unread> {
    let Ok(file) = files.get(at).dyn_into::<Blob>() else {
        return Ok(None);
    };
    let largest = u32::try_from(MAX_BYTES).unwrap_or(u32::MAX);
    if file.size() > f64::from(largest) {
        return Err(unread(Why::Large));
    }
    let read = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&file));
    let buffer = read.map_err(|_| unread(Why::Closed))?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}

fn unread(why: Why) -> Unread {
    Unread { why, number: 0 }
}

fn say(page: &DedicatedWorkerGlobalScope, text: &str) {
    // A page that is gone hears nothing, and ends this.
    let _ = page.post_message(&JsValue::from_str(text));
}
