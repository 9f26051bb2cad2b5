//! What the measurement asks of where it runs: a clock, and a place to say something.

/// The most entries there is memory for.
pub(crate) fn largest() -> u32 {
    if cfg!(target_arch = "wasm32") {
        1_000_000
    } else {
        u32::MAX
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    /// Nanoseconds since the start.
    pub(crate) fn now() -> f64 {
        START.elapsed().as_secs_f64() * 1e9
    }

    pub(crate) fn say(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_arch = "wasm32")]
mod node {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn milliseconds() -> f64;
        #[wasm_bindgen(js_namespace = console)]
        fn log(line: &str);
    }

    pub(crate) fn now() -> f64 {
        milliseconds() * 1e6
    }

    pub(crate) fn say(line: &str) {
        log(line);
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{now, say};
#[cfg(target_arch = "wasm32")]
pub(crate) use node::{now, say};
