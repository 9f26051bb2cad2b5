//! The framework's callback under its own name, for use in place of it; see [`super::signals`] for why.

use super::call::Call;
use super::signals::StoredValue;

type Act<In, Out> = Box<dyn Call<In, Out> + Send + Sync>;

/// Something to do that belongs to a view and can be handed on.
pub struct Callback<In: 'static, Out: 'static = ()>(StoredValue<Act<In, Out>>);

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

impl<In, Out> Callback<In, Out> {
    /// Does this.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn new(act: impl Fn(In) -> Out + Send + Sync + 'static) -> Self {
        Self(StoredValue::new(Box::new(act)))
    }

    /// Does it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn run(self, with: In) -> Out {
        self.0.with_value(|act| act.call(with))
    }
}
