// Starts the worker that checks one public random number (app/beacon); the page starts this one as a module where a
// draw was decided by one (app/src/signed.rs). It is posted the round and the signature in hexadecimal digits, and posts
// whether the chain made it. The build's finishing step writes the final names, and what the WebAssembly must hash to,
// into the next lines.
import init, { genuine } from "./beacon-bound.js";
const [bytes, integrity] = ["./beacon.wasm", "integrity of beacon"];

const byte = (digits) => parseInt(digits, 16);

onmessage = ({ data }) => {
  const [round, signature] = data.split(" ");
  postMessage(String(genuine(BigInt(round), Uint8Array.from(signature.match(/../g), byte))));
};

// An error while it loads would otherwise stay within the worker.
init({ module_or_path: fetch(new URL(bytes, import.meta.url), { integrity }) }).then(
  () => postMessage("ready"),
  (fault) => {
    console.error(fault);
    postMessage("failed");
  },
);
