// What every page does: the theme, dialogs, and messages that can be closed. Works from attributes; a page adds no script.

const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;

function showTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-button]")) {
    button.querySelector("use").setAttribute("href", button.dataset.icons + "#" + { auto: "auto", light: "sun", dark: "moon" }[theme]);
    button.setAttribute("aria-label", button.dataset[theme]);
    button.title = button.dataset[theme];
  }
}

function turnTheme() {
  const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
  const age = theme === "auto" ? 0 : 31536000;
  document.cookie = `greenroom_theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  showTheme(theme);
}

export function toast(text, kind = "good") {
  const made = document.getElementById("toast").content.cloneNode(true).firstElementChild;
  made.querySelector("p").textContent = text;
  made.dataset.kind = kind;
  document.querySelector(".toasts").append(made);
  return made;
}

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

// Whoever signed in anew in another tab goes on here with that session. Whether there was one.
export async function renew() {
  try {
    const html = await (await fetch(location.pathname, { headers: { accept: "text/html" } })).text();
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector('meta[name="csrf-token"]')?.content;
    if (!fresh || fresh === token()) return false;
    document.querySelector('meta[name="csrf-token"]').content = fresh;
    for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = fresh;
    return true;
  } catch {
    return false;
  }
}

export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // over plain HTTP there is no clipboard
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "hidden-visually" });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(said);
}

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[${name}]`);
  if (on("data-theme-button")) turnTheme();
  else if (on("data-opens")) document.getElementById(on("data-opens").dataset.opens).showModal();
  else if (on("data-closes")) on("data-closes").closest("dialog, .toast, .notice").matches("dialog")
    ? on("data-closes").closest("dialog").close() : on("data-closes").closest(".toast, .notice").remove();
  else if (on("data-copies")) copy(on("data-copies").dataset.copies, on("data-copies").dataset.said);
});

// What the server would refuse, and the rest of the form with it, is said before it is sent.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !target.accept.startsWith("image/") || target.form?.noValidate) return;
  const over = [...target.files].some((file) => file.size > 8 * 1024 * 1024);
  target.setCustomValidity(over ? document.body.dataset.tooLarge : "");
  if (over) target.reportValidity();
});

// A list that goes on by itself takes its link away, perhaps from under the focus, which goes to what came in its place.
document.addEventListener("focusin", (event) => {
  const pager = event.target.closest(".pager[hx-get]");
  if (!pager) return;
  const before = pager.previousElementSibling;
  const watching = new MutationObserver(() => {
    if (pager.isConnected) return;
    watching.disconnect();
    if (document.activeElement === document.body) before?.nextElementSibling?.querySelector("a")?.focus();
  });
  watching.observe(pager.parentElement, { childList: true });
});

// Cards may be dropped anywhere; where a page has a place of its own for files, it sees to them itself. On a form whose
// words would be lost nothing happens, which is better than that the browser leaves for the file.
const hasFiles = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
const dropped = async (files) => {
  const { bringIn } = await import("./files.js");
  try { location.assign(await bringIn(files)); } catch (error) { toast(error.message, "bad"); }
};
if (token() && !document.querySelector(".drop-here")) {
  addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    if (!document.querySelector("main form[enctype], main .edit")) dropped([...event.dataTransfer.files]);
  });
}

document.addEventListener("htmx:error", ({ detail }) => { // a TypeError is what a fetch throws that reached nobody
  if (detail.error instanceof TypeError) toast(document.querySelector(".toasts").dataset.unreachable, "bad");
});

showTheme(root.dataset.theme ?? "auto");
