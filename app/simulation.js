// Starts the worker that simulates draws (app/simulation); the page starts this one as a module on a screen
// that simulates (app/src/simulation.rs). The build's finishing step writes the final names, and what the WebAssembly must hash
// to, into the next lines.
import init from "./simulation-bound.js";
const [bytes, integrity] = ["./simulation.wasm", "integrity of simulation"];

// An error while it loads would otherwise stay within the worker.
init({ module_or_path: fetch(new URL(bytes, import.meta.url), { integrity }) }).catch((fault) => {
  console.error(fault);
  postMessage("failed");
});
