// Brings the parts of a build of the app: app/src/parts.rs has the list, and the build's finishing step writes into
// the next line which files each part needs and what each must hash to.
const FILES = {};

// The main part's exports, once it runs: memory, table and stack are its own, and all parts share them.
export let begin;
const main = new Promise((resolve) => { begin = resolve; });

const there = new Map();

function bring([name, integrity]) {
  let file = there.get(name);
  if (!file) {
    const bytes = fetch(new URL(name, import.meta.url), { integrity }).then((answer) => answer.arrayBuffer());
    // Nobody may be waiting yet.
    bytes.catch(() => {});
    // A file knows the main part by its first name if it is one piece, by its second if it is several.
    file = main.then(async (main) => WebAssembly.instantiate(await bytes, { __wasm_split: main, main }));
    // A file that did not come is asked for again the next time.
    file.catch(() => there.delete(name));
    there.set(name, file);
  }
  return file;
}

// Asks for the files of a part before it is called for; of all parts without a name.
export function expect(name) {
  const parts = name === undefined ? Object.values(FILES) : [FILES[name] ?? []];
  for (const file of parts.flat()) bring(file);
}

// What the app calls: loads a part and then tells by a function of its own, by number, how that went.
function part(name) {
  return async (told, data) => {
    let come = true;
    try {
      await Promise.all(FILES[name].map(bring));
    } catch (fault) {
      console.error(fault);
      come = false;
    }
    (await main).__indirect_function_table.get(told)(data, come);
  };
}
