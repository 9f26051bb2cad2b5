// Starts the worker that checks records of draws (app/verification); the page starts this one as a module where a
// record is checked (app/src/verification.rs). The build's finishing step writes the final names, and what each
// WebAssembly must hash to, into the next lines.
import init from "./verification-bound.js";
const [bytes, integrity] = ["./verification.wasm", "integrity of verification"];
const BEACON = ["./beacon-bound.js", "./beacon.wasm", "integrity of beacon"];

// A file whose name is its hash can come from whatever the browser keeps, without a network too.
const fetched = (bytes, integrity) => fetch(new URL(bytes, import.meta.url), { integrity, cache: "force-cache" });

// What checks public values, brought when the worker first asks for it; what did not come is asked for again.
let coming;
self.beacon = () => {
  coming ??= bring();
  coming.catch(() => { coming = undefined; });
  return coming;
};

async function bring() {
  const [script, bytes, integrity] = BEACON;
  const wasm = fetched(bytes, integrity);
  // Nobody may be waiting for it yet.
  wasm.catch(() => {});
  const beacon = await import(script);
  await beacon.default({ module_or_path: wasm });
  return beacon.genuine;
}

// An error while it loads would otherwise stay within the worker.
init({ module_or_path: fetched(bytes, integrity) }).catch((fault) => {
  console.error(fault);
  postMessage("failed");
});
