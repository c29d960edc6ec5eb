// One's own characters: card files dropped anywhere are imported, and each is told of as soon as something became of it.

import { begin, loads } from "./files.js";

const results = document.getElementById("results");
const list = results.querySelector("ul");
const drop = document.querySelector(".drop-here");
const icons = document.querySelector(".search use").getAttribute("href").split("#")[0];
const bar = results.querySelector("progress");
const after = results.querySelector("[data-after]");
let deep = 0, before = 0, all = 0;

function line(name) {
  const made = document.getElementById("result").content.cloneNode(true).firstElementChild;
  made.dataset.file = name;
  made.querySelector("strong").textContent = name;
  made.querySelector("strong").nextElementSibling.textContent = results.dataset.waiting;
  list.append(made);
  return made;
}

function tell(made, result) {
  made.dataset.told = "yes";
  made.querySelector(".badge").className = `badge ${result.kind}`;
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  icon.firstChild.setAttribute("href", `${icons}#${result.kind === "good" ? "check" : "warning"}`);
  made.querySelector(".badge").replaceChildren(icon);
  const name = made.querySelector("strong");
  if (result.href) name.replaceChildren(Object.assign(document.createElement("a"), { href: result.href, textContent: result.name }));
  else name.textContent = result.name;
  name.nextElementSibling.textContent = result.text;
}

async function follow(href, lines) {
  const waiting = new Map(), known = new Set();
  for (const one of lines) waiting.set(one.dataset.file, [...waiting.get(one.dataset.file) ?? [], one]);
  for (let pause = 150; ; pause = Math.min(2000, pause * 1.4)) {
    await new Promise((done) => setTimeout(done, pause));
    const said = await (await fetch(href, { headers: { accept: "application/json" } })).json();
    for (const result of said.results) {
      const key = [result.file, result.name, result.text].join("\n");
      if (known.has(key)) continue;
      known.add(key);
      tell(waiting.get(result.file)?.shift() ?? line(result.name), result);
    }
    bar.value = Math.min(before + lines.length, before + known.size);
    if (said.going) continue;
    for (const one of [...waiting.values()].flat()) {
      if (said.failed) tell(one, { name: one.dataset.file, kind: "bad", text: said.failed });
      else one.remove(); // the same bytes under the same name are told once
    }
    return;
  }
}

async function send(files) {
  const lines = files.map((file) => line(file.name));
  try {
    const href = await begin(files);
    const link = Object.assign(document.createElement("a"), { className: "button bare", href, textContent: results.dataset.told });
    after.append(link);
    await follow(href, lines);
  } catch (error) {
    const text = error instanceof TypeError || !error.message ? results.dataset.lost : error.message;
    for (const one of lines.filter((one) => !one.dataset.told)) tell(one, { name: one.dataset.file, kind: "bad", text });
  }
  before += files.length;
  bar.value = before;
  results.dataset.done = String(before);
}

async function take(files) {
  if (!files.length) return;
  results.hidden = false;
  results.scrollIntoView({ block: "nearest" });
  all += files.length;
  bar.max = all;
  for (const load of loads(files)) await send(load);
  after.hidden = false;
}

const hasFiles = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
addEventListener("dragenter", (event) => { if (hasFiles(event)) { deep += 1; drop.hidden = false; } });
addEventListener("dragleave", (event) => { if (hasFiles(event) && --deep <= 0) { deep = 0; drop.hidden = true; } });
addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  deep = 0;
  drop.hidden = true;
  take([...event.dataTransfer.files]);
});

const choosing = document.getElementById("files");
choosing.closest("form").addEventListener("submit", (event) => {
  event.preventDefault();
  take([...choosing.files]);
});
choosing.addEventListener("change", () => { take([...choosing.files]); });
const opening = document.querySelector("[data-opens-files]");
opening.hidden = false;
opening.addEventListener("click", () => choosing.click());

const bulk = document.querySelector(".bulk");
if (bulk) {
  const picks = [...document.querySelectorAll(".pick input")];
  const all = bulk.querySelector("[data-all]");
  const act = document.getElementById("act");
  const show = () => {
    bulk.classList.toggle("chosen", picks.some((one) => one.checked));
    bulk.querySelector(".collect").hidden = act.value !== "collect";
  };
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const one of picks) one.checked = event.target.checked;
    show();
  });
  for (const one of [...picks, act]) one.addEventListener("change", show);
  show();
}
