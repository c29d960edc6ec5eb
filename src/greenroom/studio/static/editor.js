// The editor: what was written is weighed while it is written, saved without leaving the page, and not lost by leaving it.

import { renew, toast, token } from "./studio.js";
import { enhanceList } from "./editor-list.js";
import { enhanceCrop } from "./editor-crop.js";
import { enhanceTrying } from "./editor-try.js";

const form = document.getElementById("editor");
const say = form.dataset;
const state = form.querySelector("[data-state]");
const encoder = new TextEncoder();
let written = 0; // how often something was written
let saved = 0; // how often had been, when it was saved last
let weighing = null;
let waiting = 0;

export const tokensOf = (text) => Math.ceil(encoder.encode(text).length / 3); // as the server estimates them

export function post(path, body, options = {}) {
  return fetch(path, { method: "POST", body, headers: { "x-csrf-token": token(), "hx-request": "true" }, ...options });
}

export function fields() {
  const sent = new FormData(form);
  sent.delete("picture");
  return sent;
}

export const here = () => new URL(form.action).pathname;

function textOf(field) {
  if (!("list" in field.dataset)) return field.value;
  try {
    return JSON.parse(field.value || "[]").map((one) => typeof one === "string" ? one : [one.text, one.content, one.name, one.description, one.objective, one.reward, one.colloquialism].filter(Boolean).join("\n")).join("\n");
  } catch {
    return field.value;
  }
}

function count(field) {
  const wrap = field.closest(".field");
  const shown = wrap?.querySelector("[data-count]");
  if (!shown) return;
  const text = textOf(field);
  const letters = [...text].length;
  const tokens = tokensOf(text);
  shown.textContent = text ? `${tokens.toLocaleString()} ${say.sayTokens}` : "";
  const over = Object.entries(JSON.parse(wrap.dataset.limits ?? "{}")).find(([, most]) => letters > most * 0.8);
  shown.classList.toggle("over", Boolean(over && letters > over[1]));
  if (over) {
    const words = letters > over[1] ? say.sayOver : `${letters.toLocaleString()} ${say.sayOf}`;
    shown.textContent += ` · ${words.replace("{most}", over[1].toLocaleString()).replace("{name}", over[0])}`;
  }
}

function sum(section) {
  const shown = document.querySelector(`[data-sum="${section.id}"]`);
  const all = [...section.querySelectorAll("[data-weighed]")].reduce((whole, one) => whole + tokensOf(textOf(one)), 0);
  shown.textContent = all ? all.toLocaleString() : "";
}

async function weigh() {
  weighing?.abort();
  weighing = new AbortController();
  try {
    const answer = await post(`${here()}/weigh`, trying.sent(), { signal: weighing.signal });
    if (answer.ok) showWeight(await answer.json());
  } catch { /* a later one is on its way, or the server is not there, which saving will tell */ }
}

function showWeight(weight) {
  const meter = document.getElementById("weight");
  const shown = form.querySelector("[data-weight]");
  meter.max = weight.window;
  meter.high = weight.window * 0.8;
  meter.value = weight.tokens;
  const words = shown.dataset.say.replace("{tokens}", weight.tokens.toLocaleString()).replace("{window}", weight.window.toLocaleString());
  shown.textContent = weight.problem || (weight.exact ? "" : `${shown.dataset.estimated} `) + words;
  trying.showParts(weight);
}

function changed(event) {
  const field = event.target;
  if (!field.name && !field.dataset.key) return;
  written += 1;
  state.textContent = say.sayUnsaved;
  form.classList.add("unsaved");
  if (field.name) count(field);
  const section = field.closest(".part");
  if (section) sum(section);
  clearTimeout(waiting);
  waiting = setTimeout(weigh, 900);
}

function showFaults(faults) {
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const [path, why] of Object.entries(faults)) {
    const field = document.getElementById(path) ?? form.querySelector(`[name^="${path}."]`);
    const fault = Object.assign(document.createElement("p"), { className: "fault", id: `${path}-fault`, textContent: why });
    field.closest(".field").append(fault);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${(field.getAttribute("aria-describedby") ?? "").replace(fault.id, "").trim()} ${fault.id}`.trim());
  }
  const first = form.querySelector("[aria-invalid]");
  if (first) {
    first.closest(".part").open = true;
    (first.matches("[hidden]") ? first.closest(".field").querySelector("button") : first).focus();
  }
}

let going = false;
let again = false;

async function save() { // one at a time; what was written meanwhile is saved after it
  again = going;
  if (going) return;
  going = true;
  const leaving = await sendAll();
  going = Boolean(leaving);
  if (again && !going && written > saved) save();
}

async function sendAll() {
  const at = written;
  state.textContent = say.saySaving;
  let answer;
  try {
    answer = await post(form.action, new FormData(form));
    if (answer.status === 403 && await renew()) answer = await post(form.action, new FormData(form));
  } catch (error) {
    state.textContent = say.sayFailed + error.message;
    return false;
  }
  if (answer.status === 409) { // the page shows both
    form.removeEventListener("submit", submitted);
    saved = written;
    form.submit();
    return true;
  }
  const told = await answer.json().catch(() => null);
  if (!told) {
    state.textContent = say.sayFailed + answer.status;
  } else if (answer.status === 401) {
    const link = Object.assign(document.createElement("a"), { href: "/sign-in", target: "_blank", textContent: say.saySignIn });
    state.replaceChildren(say.sayFailed + told.said, " ", link);
  } else if (told.faults) {
    state.textContent = say.sayFaults;
    showFaults(told.faults);
  } else if (told.location) {
    saved = written;
    location.replace(told.location); // so that Back leads to no form that would make another
    return true;
  } else if (answer.ok) {
    done(told, at);
  } else {
    state.textContent = say.sayFailed + (told.said ?? answer.status);
  }
  return false;
}

function done(told, at) {
  saved = at;
  form.elements.revision.value = told.revision;
  form.elements.picture.value = form.elements.kept_picture.value = "";
  showFaults({});
  form.classList.toggle("unsaved", written > saved);
  state.textContent = written > saved ? say.sayUnsaved : say.saySaved;
  toast(say.saySaved);
}

function submitted(event) {
  event.preventDefault();
  save();
}

function slide(field) {
  const [low, high, step] = field.dataset.slider.split(" ").map(Number);
  const written = field.value;
  const value = Number(written || 0);
  if (written === "" || Number.isNaN(value) || value < low || value > high) return; // kept as it was written, or not
  Object.assign(field, { type: "range" });
  Object.assign(field, { min: low, max: high, step });
  field.value = value;
  if (Number(field.value) !== value) { // between two steps
    Object.assign(field, { type: "text", value: written });
    return;
  }
  const shown = Object.assign(document.createElement("output"), { className: "count", textContent: field.value, htmlFor: field.id });
  field.closest(".field").querySelector(".label-row").append(shown);
  field.addEventListener("input", () => { shown.textContent = field.value; });
}

const trying = enhanceTrying({ post, fields, here, form, weigh });
for (const field of form.querySelectorAll("[data-list]")) enhanceList(field, say);
for (const field of form.querySelectorAll("[data-slider]")) slide(field);
for (const field of form.querySelectorAll("[data-weighed]")) count(field);
for (const part of form.querySelectorAll(".part")) sum(part);
for (const words of form.querySelectorAll("[data-without-script]")) words.hidden = true;
enhanceCrop(form, () => changed({ target: form.elements.picture }));
if (matchMedia("(max-width: 59.99rem)").matches) {
  for (const part of [...document.querySelectorAll(".part")].slice(1)) part.open = part.querySelector(".fault") !== null;
  document.getElementById("try").open = false;
}
form.addEventListener("input", changed);
form.addEventListener("change", (event) => { if (event.target.type === "file") changed(event); });
form.addEventListener("submit", submitted);
document.querySelector(".index").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) document.querySelector(link.hash).open = true;
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
addEventListener("beforeunload", (event) => { if (written > saved) event.preventDefault(); });
if (form.querySelector(".fault") || document.querySelector(".conflict")) written = 1;
document.documentElement.dataset.ready = "editor";
weigh();
