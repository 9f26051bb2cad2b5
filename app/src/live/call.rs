//! Closures without their types, with one way to call each. The language's own `dyn Fn` and `dyn FnMut` have up to
//! three, and the two that nobody uses are made all the same, for every closure.

/// What can be called, and may change what it holds.
pub(super) trait CallMut<In, Out> {
    fn call(&mut self, given: In) -> Out;
}

impl<In, Out, F: FnMut(In) -> Out> CallMut<In, Out> for F {
    fn call(&mut self, given: In) -> Out {
        self(given)
    }
}

/// What can be called again while it is being called.
pub(super) trait Call<In, Out> {
    fn call(&self, given: In) -> Out;
}

impl<In, Out, F: Fn(In) -> Out> Call<In, Out> for F {
    fn call(&self, given: In) -> Out {
        self(given)
    }
}
