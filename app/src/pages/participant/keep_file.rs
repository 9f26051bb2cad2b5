//! What this device knows, as a small file: for whoever checks the record of the draw later, perhaps elsewhere.

use leptos::prelude::*;

use super::visit::visit;
use crate::live::derived;
use crate::page::Page;
use crate::state::record_file::record_file;
use crate::ui::download::Download;
use crate::ui::fold::Fold;

/// What is in it, and the file.
#[component]
pub(super) fn KeepFile() -> impl IntoView {
    let visit = visit();
    let content = derived(move || visit.kept.with(|kept| record_file(visit.id, visit.entry, kept)));
    let name = derived(move || format!("kept-{}.json", visit.entry));
    view! {
        <Fold summary=derived(|| "Keep what this device knows".to_owned())>
            <div class="stack tight">
                <p>
                    "Every list that was saved on this device, by number and without a name, and the fingerprints of the record \
                     that this device was shown, with the time. It is what this page compares with at every visit; with the \
                     file, “"<a href=Page::Check.href()>"Check the draw"</a>"” can do so later and elsewhere. Nothing opens with it."
                </p>
                <Download label="Save the file" name mime="application/json" content/>
            </div>
        </Fold>
    }
}
