// How far a list has gone on stands in the address, so that Back leads to the same place in it.

const STEP = 24; // as the server shows at first

new MutationObserver(() => {
  const shown = document.querySelectorAll("#results .portrait").length;
  const url = new URL(location.href);
  if (shown <= STEP || Number(url.searchParams.get("most")) >= shown) return;
  url.searchParams.set("most", shown);
  history.replaceState(history.state, "", url);
}).observe(document.getElementById("main"), { childList: true, subtree: true });
