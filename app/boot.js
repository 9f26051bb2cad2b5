// Starts the app: what a participant's link needs, or the rest. A file of its own because the page's policy forbids
// inline script. The build's finishing step writes the final names, and what each WebAssembly must hash to, into the
// next lines.
const PARTS = {
  participant: ["./turnwise-participant.js", "./turnwise-participant_bg.wasm", "integrity of participant"],
  organiser: ["./turnwise-organiser.js", "./turnwise-organiser_bg.wasm", "integrity of organiser"],
};

// As app/src/page.rs reads addresses: "l" names a participant's draw, "d" an organiser's.
function part() {
  const query = new URLSearchParams(location.search);
  return query.has("l") && !query.has("d") ? PARTS.participant : PARTS.organiser;
}

async function start() {
  const [script, bytes, integrity] = part();
  // Both are asked for at once; the script alone would come first and ask for the other only then.
  const wasm = fetch(new URL(bytes, import.meta.url), { integrity });
  const [app] = await Promise.all([import(script), wasm]);
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
