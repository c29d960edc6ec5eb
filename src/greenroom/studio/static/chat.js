// A conversation: what is written is sent and streamed, single messages are changed, and all of it from the keyboard.

import { listen, Refused } from "./chat-events.js";
import { Prose } from "./chat-prose.js";
import { edit, leave, renewed } from "./chat-edits.js";
import { renew, toast, token } from "./studio.js";

const find = (selector, within = document) => within.querySelector(selector);
const talk = find("#talk");
const live = find("#live");
const composer = find("#composer");
const text = find("#text");
const failure = find("#failure");
const here = talk.dataset.here;
const script = (accept) => ({ "x-csrf-token": token(), "hx-request": "true", accept });

let replying = ""; // the id of the reply that is being made, "…" before it has one
let halting = false;
let pinned = true; // whether whoever reads is at the end, and wants to stay there
let doing = Promise.resolve();
let scrolled = false;
const ANCHORED = CSS.supports("overflow-anchor", "auto"); // else, and at the very top, the end is not kept in view by itself
const ENOUGH = 30_000; // milliseconds, after which a thread that is read anew is given up

const turns = () => find("#turns");
const all = () => [...turns().querySelectorAll(".turn")];
const last = (speaker) => all().findLast((one) => one.classList.contains(speaker));
const toEnd = () => { if (pinned) scrollTo(0, document.documentElement.scrollHeight); };
const tell = (said) => { find("#told").textContent = said; };

function setReplying(reply) {
  replying = reply;
  talk.toggleAttribute("data-busy", Boolean(reply));
  if (!composer) return;
  find("#send").hidden = Boolean(reply);
  find("#stop").hidden = !reply;
}

function fail(told, again) {
  find("p", failure).textContent = told?.said || talk.dataset.unreachable;
  const link = find("a", failure);
  link.hidden = !told?.link;
  if (told?.link) Object.assign(link, { href: told.link, textContent: told.link_text });
  const button = find("button", failure);
  button.hidden = !again || told?.again === false;
  button.onclick = () => { failure.hidden = true; again(); text.focus(); };
  failure.hidden = false;
  toEnd();
}

// The thread as the server has it now, in the place of what is shown. A reply that begins meanwhile ends with one of its own.
async function refresh(response) {
  response ??= await fetch(location.href, { headers: { "hx-request": "true" }, signal: AbortSignal.timeout(ENOUGH) });
  if (!response.ok) throw new Error(String(response.status)); // what is shown stays, and what is being written
  const html = await response.text();
  if (replying) return;
  const made = new DOMParser().parseFromString(html, "text/html").querySelector("#turns");
  if (!made) return location.reload();
  live.replaceChildren();
  renewed(turns(), made);
  toEnd();
}

async function reread() {
  try { await refresh(); } catch { if (failure.hidden) fail(null, reread); }
}

function grow(kind, said = "") {
  const turn = find(`#turn-${kind}`).content.cloneNode(true).firstElementChild;
  if (said) new Prose(find(".text", turn)).write(`${said} `);
  live.append(turn);
  toEnd();
  return turn;
}

// Appends what comes once in each frame: token by token, a long reply would cost a slow phone half a minute.
function writer(turn, prose) {
  let waiting = "";
  let frame = 0;
  const write = () => {
    frame = 0;
    prose.write(waiting);
    waiting = "";
    if (!ANCHORED || !scrolled) toEnd(); // which makes the browser lay all of it out at once
  };
  return {
    add(piece) {
      waiting += piece;
      frame ||= requestAnimationFrame(write);
    },
    flush() {
      cancelAnimationFrame(frame);
      if (waiting) write();
    },
  };
}

// One reply, from asking for it to its end. `ask` has url and body, or the id of a reply that is being made already.
async function reply(ask) {
  if (replying) return;
  pinned = true;
  setReplying(ask.reply ?? "…");
  failure.hidden = true;
  halting = false;
  tell("");
  let begun = Boolean(ask.reply);
  let problem = null;
  let stopped = false;
  const spoken = ask.said ? grow("user", ask.said) : null;
  if (ask.from) hideFrom(ask.from);
  const turn = ask.into ?? grow("character");
  turn.setAttribute("aria-busy", "true");
  const out = writer(turn, new Prose(find(".text", turn)));
  const heard = (kind, data) => {
    if (kind === "begin") { begun = true; setReplying(data.reply); if (halting) stop(); }
    else if (kind === "text") out.add(data.text);
    else if (kind === "problem") problem = data;
    if (kind === "end") stopped = data.reply?.state === "stopped";
  };
  const init = { method: "POST", body: ask.body, headers: script("text/event-stream, application/json") };
  const resume = (id) => `${here}/replies/${id}`;
  const first = ask.reply
    ? { url: resume(ask.reply), init: { headers: { accept: "text/event-stream, application/json" } }, reply: ask.reply }
    : { url: ask.url, init };
  try {
    await listen(first, resume, heard, () => { tell(talk.dataset.lost); });
  } catch (error) {
    problem = error instanceof Refused && error.status === 404 && begun ? null : error.told ?? { said: begun || !ask.said ? "" : talk.dataset.unsent };
    if (error.status === 403) await renew();
  }
  out.flush();
  turn.removeAttribute("aria-busy");
  const silent = !ask.into && !find(".text", turn).textContent.trim();
  if (silent) turn.remove();
  setReplying("");
  if (!begun && ask.said) { // back into the field, before what was written there meanwhile
    spoken?.remove();
    text.value = [ask.said, text.value].filter(Boolean).join("\n\n");
    fit();
  }
  if (problem) fail(problem, () => {
    if (!begun && ask.said) takeOut(ask.said);
    reply(begun && ask.said ? anew("") : { ...ask, into: undefined });
  });
  else if (silent && !stopped) fail({ said: talk.dataset.nothing }, () => reply(anew("")));
  await reread(); // after the failure is told: where a request failed, the next may hang
  if (failure.hidden && !replying) tell(stopped ? talk.dataset.stopped : talk.dataset.replied);
}

// What is sent once more is no longer what is being written.
function takeOut(said) {
  if (text.value === said) text.value = "";
  else if (text.value.startsWith(`${said}\n\n`)) text.value = text.value.slice(said.length + 2);
  fit();
}

function anew(parent) {
  return { url: `${here}/answer`, body: new URLSearchParams({ parent }) };
}

// What the new reply is another version of gives way, and so does what came after it.
function hideFrom(turn) {
  const shown = all();
  const at = shown.findIndex((one) => one.dataset.id === turn.dataset.id);
  for (const one of at < 0 ? [] : shown.slice(at)) one.remove();
}

function send(said = text.value.trim(), parent = composer.elements.parent.value, from = null) {
  if (!said || replying) return;
  if (said === text.value.trim()) { text.value = ""; fit(); }
  branch(null);
  reply({ url: `${here}/say`, body: new URLSearchParams({ text: said, parent }), said, from });
}

function regenerate(turn = last("character")) {
  if (turn) reply({ ...anew(turn.dataset.parent), from: turn });
  else reply(anew(""));
}

function goOn() {
  const turn = all().at(-1);
  if (turn?.classList.contains("character")) reply({ url: `${here}/continue`, body: new URLSearchParams(), into: turn });
}

async function stop() {
  halting = replying === "…"; // it is told as soon as it has a name
  if (!replying || halting) return;
  try {
    await fetch(`${here}/replies/${replying}/stop`, { method: "POST", headers: script("application/json") });
  } catch { toast(talk.dataset.unreached, "bad"); }
}

// A change to a message; the answer is the thread as it is then. Focus comes back to the button that did it; a form of
// an edit goes when the server has it.
async function change(url, body = new URLSearchParams(), form = null) {
  const again = document.activeElement?.dataset?.swipe;
  const at = all().indexOf(document.activeElement?.closest(".turn"));
  const ask = () => fetch(url + location.search, { method: "POST", body, headers: script("application/json, text/html;q=0.9") });
  try {
    let response = await ask();
    if (response.status === 403 && await renew()) response = await ask();
    if (!response.ok) return toast((await response.json()).said, "bad");
    form?.remove();
    await refresh(response);
  } catch { return toast(talk.dataset.unreached, "bad"); }
  if (again) find(`[data-swipe="${again}"]`, all()[at])?.focus();
}

const queue = (work) => { doing = doing.then(work, work); };

function branch(turn) {
  if (!composer) return;
  for (const one of all()) one.classList.remove("beyond");
  composer.elements.parent.value = turn ? turn.dataset.id : "";
  find("#from").hidden = !turn;
  if (!turn) return;
  const shown = all();
  for (const one of shown.slice(shown.indexOf(turn) + 1)) one.classList.add("beyond");
  text.focus();
}

function swipe(step) {
  const button = last("character") && find(`[data-swipe="${step}"]`, last("character"));
  if (button && button.getAttribute("aria-disabled") !== "true" && !replying) button.form.requestSubmit(button);
}

function fit() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, innerHeight * 0.4)}px`;
  sessionStorage.setItem(here, text.value); // what isn't sent yet outlives the page
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const by = event.submitter;
  if (form === composer) { event.preventDefault(); send(); return; }
  if (!form.matches(".tools, .edit")) return;
  event.preventDefault();
  if (replying && form.matches(".edit")) toast(talk.dataset.waits, "warm");
  if (replying || by?.getAttribute("aria-disabled") === "true") return;
  const turn = form.closest(".turn");
  const url = by?.getAttribute("formaction") ?? form.getAttribute("action");
  if (url.endsWith("/say")) send(form.elements.text.value.trim(), turn.dataset.parent, turn);
  else if (url.endsWith("/answer")) turn ? regenerate(turn) : reply(anew(""));
  else if (url.endsWith("/continue")) goOn();
  else if (url.endsWith("/delete")) {
    find("#sure-yes").onclick = () => { find("#sure").close(); queue(() => change(url)); text?.focus(); };
    find("#sure").showModal();
  } else {
    queue(() => change(url, new URLSearchParams(new FormData(form)), form.matches(".edit") ? form : null));
    if (form.matches(".edit")) text?.focus();
  }
  if (url.endsWith("/answer") || url.endsWith("/continue") || url.endsWith("/say")) text.focus();
});

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[${name}]`);
  const turn = event.target.closest(".turn");
  if (on("data-edit")) edit(turn);
  else if (on("data-cancel")) leave(on("data-cancel").form);
  else if (on("data-branch")) branch(turn);
  else if (on("data-unbranch")) { branch(null); text.focus(); }
  else if (on("data-hides")) { failure.hidden = true; text.focus(); }
  else if (on("data-unfold")) on("data-unfold").setAttribute("aria-expanded", turn.classList.toggle("open"));
  else if (event.target.closest("#stop")) { stop(); text.focus(); }
});

function saves() {
  const form = find("dialog[open] form") ?? document.activeElement?.closest?.(".edit") ?? find(".edit");
  if (form) form.requestSubmit();
  else toast(talk.dataset.saved);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const { key } = event;
  const control = event.ctrlKey || event.metaKey;
  const empty = document.activeElement === text && text.value === "";
  const inDialog = find("dialog[open]");
  const form = event.target.closest?.(".edit");
  let done = true;
  if (control && key === "/") inDialog ? inDialog.close() : find("#keys").showModal();
  else if (control && key === "s") saves();
  else if (inDialog) done = false;
  else if (key === "Escape" && replying) stop();
  else if (key === "Escape" && form) leave(form);
  else if (key === "Escape" && composer?.elements.parent.value) branch(null);
  else if (!composer) done = false;
  else if (control && key === "Enter") form ? form.requestSubmit() : regenerate();
  else if (event.altKey && key === "Enter") goOn();
  else if (key === "Enter" && !event.shiftKey && event.target === text && !matchMedia("(pointer: coarse)").matches) send();
  else if (empty && key === "ArrowUp") find(".user", live) ? toast(talk.dataset.waits, "warm") : edit(last("user"));
  else if (empty && key === "ArrowLeft") swipe(-1);
  else if (empty && key === "ArrowRight") swipe(1);
  else done = false;
  if (done) event.preventDefault();
});

const early = composer && text.value; // written before this script was there, when Enter, as Shift+Enter, was a new line
if (composer) {
  text.value ||= sessionStorage.getItem(here) ?? "";
  fit();
  text.addEventListener("input", fit);
  new IntersectionObserver(([seen]) => { if (!replying || seen.isIntersecting) pinned = seen.isIntersecting; }, { rootMargin: "0px 0px 200px" }).observe(find("#end"));
  addEventListener("scroll", () => { scrolled = scrollY > 0; }, { passive: true });
  addEventListener("wheel", (event) => { if (event.deltaY < 0) pinned = false; }, { passive: true });
  addEventListener("touchmove", () => { pinned = false; }, { passive: true });
  const view = visualViewport; // a keyboard that covers the page lifts the composer
  view?.addEventListener("resize", () => {
    talk.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))}px`);
    toEnd();
  });
}

talk.toggleAttribute("data-alive", true);
history.scrollRestoration = "manual";
if (!new URLSearchParams(location.search).has("most")) toEnd();
if (turns().dataset.replying && composer) reply({ reply: turns().dataset.replying });
else if (early && early.endsWith("\n") && !matchMedia("(pointer: coarse)").matches) send();
