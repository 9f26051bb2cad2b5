//! Parts of a view that follow the state, each put in a box at once. What the framework makes of a closure and of
//! what it returns, it makes again for every type of either; with one type for all of them it is made once, and
//! the page is the smaller for it. Use [`live`] wherever a view has a closure among its children, [`does`] wherever an
//! element has one for an event, and what is in [`signals`] and [`callback`] in place of the framework's own.

mod call;
pub mod callback;
mod shared;
pub mod signals;

use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;

use call::{Call, CallMut};
use signals::{Memo, Signal};

/// A reactive part of a view, whatever it shows.
pub type Live = Box<dyn FnMut() -> AnyView + Send>;

/// Shows what `show` returns, and again whenever that changes.
pub fn live<P: Piece>(mut show: impl FnMut() -> P + Send + 'static) -> Live {
    fn boxed(mut show: Box<dyn CallMut<(), AnyView> + Send>) -> Live {
        Box::new(move || show.call(()))
    }
    boxed(Box::new(move |()| show().piece()))
}

/// A memo of what `read` returns.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new(read)
}

/// A signal of what `read` returns, read anew each time.
pub fn derived<T: Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    Signal::derive(read)
}

/// Does `act` now, and again whenever what it read has changed.
pub fn effect(mut act: impl FnMut() + 'static) {
    fn boxed(mut act: Box<dyn CallMut<(), ()>>) {
        Effect::new(move |_: Option<()>| act.call(()));
    }
    boxed(Box::new(move |()| act()));
}

/// What an element does at an event.
pub fn does<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    fn boxed<E: 'static>(mut act: Box<dyn CallMut<E, ()>>) -> Box<dyn FnMut(E)> {
        Box::new(move |event| act.call(event))
    }
    boxed(Box::new(act))
}

/// What can be shown, brought to one type. Unlike with `into_any`, what stands in an `Option` or a `Vec` is
/// brought to one type first.
pub trait Piece {
    /// The same thing without its type.
    fn piece(self) -> AnyView;
}

impl Piece for AnyView {
    fn piece(self) -> AnyView {
        self
    }
}

impl<T: RenderHtml + Send> Piece for View<T> {
    fn piece(self) -> AnyView {
        self.into_inner().into_any()
    }
}

impl<T: Piece> Piece for Option<T> {
    fn piece(self) -> AnyView {
        self.map(Piece::piece).into_any()
    }
}

impl Piece for Vec<AnyView> {
    fn piece(self) -> AnyView {
        self.into_any()
    }
}

impl Piece for String {
    fn piece(self) -> AnyView {
        self.into_any()
    }
}

impl Piece for &'static str {
    fn piece(self) -> AnyView {
        self.into_any()
    }
}

/// Several pieces, one after the other.
pub trait Pieces {
    /// All of them, as one type.
    fn pieces(self) -> Vec<AnyView>;
}

impl<P: Piece, I: IntoIterator<Item = P>> Pieces for I {
    fn pieces(self) -> Vec<AnyView> {
        self.into_iter().map(Piece::piece).collect()
    }
}

/// Its children while `when` holds, else `fallback`; as the framework's own, made once.
#[component]
pub fn Show<W>(
    /// Whether the children are shown.
    when: W,
    /// What stands in it.
    children: ChildrenFn,
    /// What stands there instead.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    one_of_two(Box::new(move |()| when()), children, fallback)
}

/// The memo goes with the owner that shows it, as every other memo here.
fn one_of_two(when: Box<dyn Call<(), bool> + Send + Sync>, children: ChildrenFn, fallback: ViewFn) -> Live {
    let when = memo(move || when.call(()));
    live(move || {
        let shown = if when.get() {
            Either::Left(children())
        } else {
            Either::Right(fallback.run())
        };
        shown.into_any()
    })
}

/// A row of a list: what tells it from others, and how it is made if it is new.
struct Row {
    key: String,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

/// A list whose rows stay as they are while their keys stay; as the framework's own, made once.
#[component]
pub fn For<E, I, T, F, K, C, V>(
    /// What has a row each.
    each: E,
    /// What tells one row from the others.
    key: F,
    /// What stands in a row.
    children: C,
) -> impl IntoView
where
    E: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    F: Fn(&T) -> K + Send + 'static,
    K: ToString,
    C: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let children: Arc<dyn Fn(T) -> AnyView + Send + Sync> = Arc::new(move |one| children(one).into_any());
    let row = move |one: T| {
        let children = Arc::clone(&children);
        let key = key(&one).to_string();
        let make = Box::new(move || children(one));
        Row { key, make }
    };
    keyed(Box::new(move |()| each().into_iter().map(&row).collect()))
}

fn keyed(rows: Box<dyn Call<(), Vec<Row>> + Send>) -> AnyView {
    let rows = move || rows.call(());
    view! { <leptos::prelude::For each=rows key=|row| row.key.clone() children=|row| (row.make)()/> }.into_any()
}
