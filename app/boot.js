// Starts the app. A file of its own because the page's policy forbids inline script. The build's finishing step
// writes the final names, and what the WebAssembly must hash to, into the next three lines.
const SCRIPT = "./turnwise-app.js";
const WASM = "./turnwise-app_bg.wasm";
const INTEGRITY = "";

async function start() {
  // Both are asked for at once; the script alone would come first and ask for the other only then.
  const wasm = fetch(new URL(WASM, import.meta.url), { integrity: INTEGRITY });
  const [app] = await Promise.all([import(SCRIPT), wasm]);
  await app.default({ module_or_path: wasm });
  document.getElementById("boot").remove();
}

function failed(fault) {
  console.error(fault);
  const boot = document.getElementById("boot");
  if (!boot) return;
  boot.removeAttribute("aria-busy");
  document.getElementById("boot-loading").hidden = true;
  document.getElementById("boot-failed").hidden = false;
  // Not a link: the address may still hold the personal code, which a link to the same page would drop.
  document.getElementById("boot-again").addEventListener("click", () => location.reload());
}

// floor.js, which ran before, has said otherwise on devices that are too old.
if (document.documentElement.dataset.floor !== "below") start().catch(failed);
