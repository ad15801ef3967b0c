// Loaded before the first paint, so that a reader who chose dark never sees a white flash.
(() => {
  try {
    const chosen = localStorage.getItem("accord.theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is refused in some private windows: the system's colours then stand.
  }
})();
