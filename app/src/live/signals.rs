//! The framework's signals under their own names, for use in place of them: each is the framework's signal of one
//! type, [`Shared`], and only what is read from it or written to it here knows what stands in it. What the framework
//! makes of a signal is thereby made once, and not again for every type that a signal holds.
//!
//! What is read is held, not locked: a closure that reads one may write to it as well, but not change it in place: the
//! page stops at that.

use std::marker::PhantomData;

use leptos::prelude::{
    Get, GetUntracked, GetValue, IsDisposed, Memo as AnyMemo, RwSignal as AnyState, Set, SetValue, Signal as AnySignal,
    StoredValue as AnyStored, Track, Update, UpdateValue,
};

use super::call::{Call, CallMut};
use super::shared::Shared;

/// A handle on what the framework keeps for a value of the type `T`.
macro_rules! handle {
    ($(#[$what:meta])* $name:ident is $inner:ident) => {
        $(#[$what])*
        pub struct $name<T> {
            inner: $inner<Shared>,
            value: PhantomData<fn() -> T>,
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> $name<T> {
            fn holding(inner: $inner<Shared>) -> Self {
                let value = PhantomData;
                Self { inner, value }
            }
        }
    };
}

/// What can be read from a signal, whatever signal it is; in a build for debugging with the place where it is read.
macro_rules! readable {
    ($name:ident) => {
        impl<T: 'static> $name<T> {
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
                read(self.inner.get().of())
            }

            #[cfg_attr(debug_assertions, track_caller)]
            pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
                read(self.inner.get_untracked().of())
            }
        }

        impl<T: Clone + 'static> $name<T> {
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn get(self) -> T {
                self.with(T::clone)
            }

            #[cfg_attr(debug_assertions, track_caller)]
            pub fn get_untracked(self) -> T {
                self.with_untracked(T::clone)
            }
        }
    };
}

/// What else can be done with a signal that may be gone, or whose changes alone matter.
macro_rules! watchable {
    ($name:ident) => {
        impl<T: 'static> $name<T> {
            pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
                self.inner.try_get_untracked().map(|value| read(value.of()))
            }

            #[cfg_attr(debug_assertions, track_caller)]
            pub fn track(self) {
                self.inner.track();
            }
        }

        impl<T: Clone + 'static> $name<T> {
            pub fn try_get_untracked(self) -> Option<T> {
                self.try_with_untracked(T::clone)
            }
        }
    };
}

handle! {
    /// What is computed again when what it read has changed, and tells of it only if it then differs.
    Memo is AnyMemo
}
readable!(Memo);
watchable!(Memo);

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// A memo of what `read` returns.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        fn same<T: PartialEq + 'static>(one: &Shared, other: &Shared) -> bool {
            one.of::<T>() == other.of::<T>()
        }
        Self::holding(any_memo(Box::new(move |()| Shared::new(read())), same::<T>))
    }
}

#[cfg_attr(debug_assertions, track_caller)]
fn any_memo(read: Box<dyn Call<(), Shared> + Send + Sync>, same: fn(&Shared, &Shared) -> bool) -> AnyMemo<Shared> {
    AnyMemo::new_owning(move |before: Option<Shared>| {
        let now = read.call(());
        let changed = before.is_none_or(|before| !same(&before, &now));
        (now, changed)
    })
}

handle! {
    /// A value that can be read and written.
    RwSignal is AnyState
}
readable!(RwSignal);
watchable!(RwSignal);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with this value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn new(value: T) -> Self {
        Self::holding(AnyState::new(Shared::new(value)))
    }

    /// Puts another value in place of the one that is there.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn set(self, value: T) {
        self.inner.set(Shared::new(value));
    }

    /// Does the same, but returns the value if the signal is gone.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_set(self, value: T) -> Option<T> {
        if self.is_disposed() {
            return Some(value);
        }
        self.set(value);
        None
    }

    /// Changes the value in place.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value in place and returns what `change` returns; nothing if the signal is gone.
    pub fn try_update<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut change = Some(change);
        let mut answer = None;
        update(self.inner, &mut |value: &mut Shared| {
            answer = change.take().map(|change| change(value.of_mut()));
        });
        answer
    }

    /// Whether the signal is gone with the view it belonged to.
    pub fn is_disposed(self) -> bool {
        self.inner.is_disposed()
    }
}

fn update(signal: AnyState<Shared>, change: &mut dyn for<'a> CallMut<&'a mut Shared, ()>) {
    signal.update(|value| change.call(value));
}

handle! {
    /// A value that can be read, wherever it comes from.
    Signal is AnySignal
}
readable!(Signal);

impl<T: Send + Sync + 'static> Signal<T> {
    /// A signal of what `read` returns, read anew each time.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn derive(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::holding(any_signal(Box::new(move |()| Shared::new(read()))))
    }
}

#[cfg_attr(debug_assertions, track_caller)]
fn any_signal(read: Box<dyn Call<(), Shared> + Send + Sync>) -> AnySignal<Shared> {
    AnySignal::derive(move || read.call(()))
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::holding(AnySignal::stored(Shared::new(value)))
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<T: Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::holding(AnySignal::from(memo.inner))
    }
}

impl<T: Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(state: RwSignal<T>) -> Self {
        Self::holding(AnySignal::from(state.inner))
    }
}

handle! {
    /// A value that is kept with the view it belongs to; who reads it is not told of changes.
    StoredValue is AnyStored
}

impl<T: Send + Sync + 'static> StoredValue<T> {
    /// Keeps this value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn new(value: T) -> Self {
        Self::holding(AnyStored::new(Shared::new(value)))
    }

    /// What `read` returns for the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_value<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.inner.get_value().of())
    }

    /// Puts another value in place of the one that is there.
    pub fn set_value(self, value: T) {
        self.inner.set_value(Shared::new(value));
    }

    /// Changes the value in place.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        update_stored(self.inner, &mut |value: &mut Shared| {
            if let Some(change) = change.take() {
                change(value.of_mut());
            }
        });
    }
}

fn update_stored(stored: AnyStored<Shared>, change: &mut dyn for<'a> CallMut<&'a mut Shared, ()>) {
    stored.update_value(|value| change.call(value));
}

impl<T: Clone + Send + Sync + 'static> StoredValue<T> {
    /// The value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// The value; nothing if it is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.inner.try_get_value().map(|value| value.of::<T>().clone())
    }
}

#[cfg(test)]
mod tests;
