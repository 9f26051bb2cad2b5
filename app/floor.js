// Is this device new enough? Written for browsers that are not, so in the oldest of script, and run before anything
// else. The floor is Safari 15.4, Chrome 105 and Firefox 121: the first of each that know `:has` in style sheets.
(function () {
  // A module with memory.copy and ref.null: the newest instructions that the app is compiled to.
  var probe = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1,
    10, 17, 1, 15, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 208, 112, 26, 11
  ];
  function enough() {
    return "noModule" in HTMLScriptElement.prototype &&
      typeof structuredClone === "function" &&
      CSS.supports("selector(:has(a))") &&
      WebAssembly.validate(new Uint8Array(probe));
  }
  var fine = false;
  try {
    fine = enough();
  } catch (missing) {
    // Not even the question can be asked here.
  }
  if (fine) return;
  document.documentElement.setAttribute("data-floor", "below");
  document.getElementById("boot").removeAttribute("aria-busy");
  document.getElementById("boot-loading").hidden = true;
  document.getElementById("boot-too-old").hidden = false;
})();
