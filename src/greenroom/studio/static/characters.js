// One's own characters: card files dropped anywhere are sent one by one, each with a result of its own.

const token = document.querySelector('meta[name="csrf-token"]').content;
const results = document.getElementById("results");
const list = results.querySelector("ul");
const drop = document.querySelector(".drop-here");
const icons = document.querySelector(".search use").getAttribute("href").split("#")[0];
let deep = 0;

function line(name) {
  const made = document.getElementById("result").content.cloneNode(true).firstElementChild;
  made.querySelector("strong").textContent = name;
  list.append(made);
  return made;
}

function tell(made, result) {
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

async function send(file, made) {
  try {
    const answer = await fetch(`/characters/file?name=${encodeURIComponent(file.name)}`, {
      method: "POST", body: file, headers: { "x-csrf-token": token, "content-type": "application/octet-stream" },
    });
    const told = await answer.json();
    told.results.forEach((result, at) => tell(at ? line(result.name) : made, result));
  } catch {
    tell(made, { name: file.name, kind: "bad", text: document.body.dataset.lost ?? "✗" });
  }
}

async function take(files) {
  if (!files.length) return;
  results.hidden = false;
  results.scrollIntoView({ block: "nearest" });
  const waiting = [...files].map((file) => [file, line(file.name)]);
  for (const [file, made] of waiting) await send(file, made);
  results.dataset.done = String(Number(results.dataset.done ?? 0) + waiting.length);
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
  take(event.dataTransfer.files);
});

const choosing = document.getElementById("files");
choosing.closest("form").addEventListener("submit", (event) => {
  event.preventDefault();
  take(choosing.files);
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
