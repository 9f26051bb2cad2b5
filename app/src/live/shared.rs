//! A value of any type behind one type.

use std::any::Any;
use std::sync::Arc;

/// A value that several hold, without its type.
#[derive(Clone)]
pub(super) struct Shared(Arc<dyn Any + Send + Sync>);

impl Shared {
    pub(super) fn new<T: Send + Sync + 'static>(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// The value, of the type it was made with.
    #[inline(never)]
    pub(super) fn of<T: 'static>(&self) -> &T {
        match self.0.downcast_ref() {
            Some(value) => value,
            None => mistaken(),
        }
    }

    /// The value to be changed, while no one else holds it.
    #[inline(never)]
    pub(super) fn of_mut<T: 'static>(&mut self) -> &mut T {
        match Arc::get_mut(&mut self.0).and_then(|value| value.downcast_mut()) {
            Some(value) => value,
            None => mistaken(),
        }
    }
}

#[cold]
fn mistaken() -> ! {
    unreachable!("a value keeps its type and is not changed while it is read")
}
