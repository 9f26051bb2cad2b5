// Starts the app: what a participant's link needs, or the rest. A file of its own because the page's policy forbids
// inline script. The build's finishing step writes the final names, and what each WebAssembly must hash to, into the
// next lines: script, WebAssembly, loader of further parts.
const BUILDS = {
  participant: ["./participant.js", "./participant.wasm", "integrity of participant", "./participant-parts.js"],
  organiser: ["./organiser.js", "./organiser.wasm", "integrity of organiser", "./organiser-parts.js"],
};

// As app/src/page.rs reads addresses: a document of its own to check a record; else "d" names an organiser's draw, "l" a
// participant's, and "s" a screen.
function needed() {
  if (/\/check(\.html)?$/.test(location.pathname)) return [BUILDS.participant, "check"];
  const query = new URLSearchParams(location.search);
  if (query.has("d")) return [BUILDS.organiser, query.get("s") ?? "activities"];
  return query.has("l") ? [BUILDS.participant, ""] : [BUILDS.organiser, "start"];
}

async function start() {
  const [[script, bytes, integrity, loader], screen] = needed();
  // All is asked for at once; one would otherwise ask for the next only when it has come.
  const wasm = fetch(new URL(bytes, import.meta.url), { integrity });
  const parts = import(loader).then((parts) => { parts.expect(screen); return parts; });
  const [app, { begin, expect }] = await Promise.all([import(script), parts, wasm]);
  begin(await app.default({ module_or_path: wasm }));
  document.getElementById("boot").remove();
  // An organiser goes through all screens, perhaps where the network is poor: the rest comes when all is quiet. A
  // phone is spared what it may never show.
  if (script === BUILDS.organiser[0]) setTimeout(expect, 3000);
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
