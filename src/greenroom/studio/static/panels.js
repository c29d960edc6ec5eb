// Samples in several languages, and panels that send calls with a key of this session: status, JSON and time.
import { toast } from "./studio.js";

let held = null; // the session's key, and until when it is good

async function key() {
  if (held && held.until > Date.now()) return held.key;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const answer = await fetch("/docs/key", { method: "POST", headers: { "X-CSRF-Token": token, "Content-Type": "application/x-www-form-urlencoded" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const said = await answer.json();
  held = { key: said.key, until: Date.now() + (said.seconds - 20) * 1000 };
  return held.key;
}

function carried(panel, text) {
  const { header, scheme } = panel.dataset;
  return { [header]: scheme === "bearer" ? `Bearer ${text}` : scheme === "basic" ? `Basic ${btoa(text)}` : text };
}

function readable(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

async function send(panel) {
  const status = panel.querySelector("[data-status]");
  const method = panel.querySelector("[data-method]").textContent;
  const body = panel.elements.body?.value;
  const path = panel.elements.path.value;
  if (!path.startsWith("/") || path.startsWith("//")) return;
  status.textContent = panel.dataset.sending;
  const output = panel.querySelector("output");
  try {
    const headers = carried(panel, await key());
    if (body) headers["Content-Type"] = "application/json";
    const begun = performance.now();
    const answer = await fetch(path, { method, headers, body: body || undefined, credentials: "omit", redirect: "error" });
    const text = await answer.text();
    status.textContent = `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - begun)} ms`;
    panel.dataset.status = String(answer.status);
    output.hidden = false;
    output.querySelector("pre").textContent = readable(text);
  } catch {
    held = null;
    status.textContent = panel.dataset.unreachable;
  }
}

const documents = new Map();

async function schemaOf(panel) {
  const name = panel.dataset.dialect;
  if (!documents.has(name)) documents.set(name, await (await fetch(`/openapi/${name}.json`, { credentials: "omit" })).json());
  const whole = documents.get(name);
  const resolve = (schema) => {
    while (schema?.$ref) schema = whole.components.schemas[schema.$ref.split("/").pop()];
    return schema ?? {};
  };
  const path = panel.elements.path.value.split("?")[0];
  const matches = (template) => new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
  const found = Object.entries(whole.paths).find(([template]) => template === path) ?? Object.entries(whole.paths).find(([template]) => matches(template));
  const method = panel.querySelector("[data-method]").textContent.toLowerCase();
  return { schema: resolve(found?.[1][method]?.requestBody?.content?.["application/json"]?.schema), resolve };
}

const KINDS = { string: (one) => typeof one === "string", number: (one) => typeof one === "number", integer: Number.isInteger,
  boolean: (one) => typeof one === "boolean", array: Array.isArray, null: (one) => one === null,
  object: (one) => typeof one === "object" && one !== null && !Array.isArray(one) };

function faults(value, schema, resolve, words, path = "", deep = 0) {
  schema = resolve(schema);
  const several = schema.anyOf ?? schema.oneOf;
  if (several) {
    const all = several.map((one) => faults(value, one, resolve, words, path, deep));
    return all.find((one) => one.length === 0) ?? all.sort((one, other) => one.length - other.length)[0];
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${path} ${words.oneOf} ${schema.enum.join(", ")}`];
  const kinds = schema.type ? [schema.type].flat() : [];
  if (kinds.length && !kinds.some((kind) => KINDS[kind]?.(value) ?? true)) return [`${path || "body"} ${words.type} ${kinds.join(", ")}`];
  const said = [];
  const size = typeof value === "string" || Array.isArray(value) ? value.length : null;
  const least = schema.minLength ?? schema.minItems, most = schema.maxLength ?? schema.maxItems;
  if (size !== null && least !== undefined && size < least) said.push(`${path} ${words.short} ${least}`);
  if (size !== null && most !== undefined && size > most) said.push(`${path} ${words.long} ${most}`);
  if (schema.format === "image-data-url" && typeof value === "string" && !/^data:image\/(png|jpeg|jpg|webp|gif);base64,[A-Za-z0-9+/=\s]+$/.test(value)) said.push(`${path} ${words.picture}`);
  if (KINDS.object(value) && schema.properties && deep < 6) {
    for (const name of schema.required ?? []) if (!(name in value)) said.push(`${path}${path && "."}${name} ${words.missing}`);
    for (const [name, one] of Object.entries(value)) {
      const inner = `${path}${path && "."}${name}`;
      if (schema.properties[name]) said.push(...faults(one, schema.properties[name], resolve, words, inner, deep + 1));
      else said.push(`${inner} ${words.unknown}`);
    }
  }
  if (Array.isArray(value) && schema.items && deep < 6) value.forEach((one, at) => said.push(...faults(one, schema.items, resolve, words, `${path}[${at}]`, deep + 1)));
  return said;
}

async function check(panel) {
  const list = panel.querySelector("[data-checked]");
  let said;
  try {
    const value = JSON.parse(panel.elements.body.value);
    const { schema, resolve } = await schemaOf(panel);
    said = faults(value, schema, resolve, panel.dataset);
  } catch (error) {
    said = [panel.dataset.notJson + error.message];
  }
  list.replaceChildren(...(said.length ? said : [panel.dataset.sound]).map((text) => Object.assign(document.createElement("li"), { textContent: text, className: said.length ? "badge warm" : "badge good" })));
  list.hidden = said.length < 2;
  panel.querySelector("[data-status]").textContent = said.length > 1 ? `${said[0]} (+${said.length - 1})` : said[0] ?? panel.dataset.sound;
}

function choose(tab) {
  const at = [...tab.parentElement.children].indexOf(tab);
  for (const group of document.querySelectorAll("[data-samples]")) {
    const tabs = group.querySelectorAll('[role="tab"]');
    tabs.forEach((one, number) => {
      one.setAttribute("aria-selected", String(number === at));
      one.tabIndex = number === at ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = number !== at;
    });
  }
}

async function unfold(details) { // what an operation takes and answers is long: it comes when it is asked for
  const path = details.dataset.part;
  if (!path) return;
  delete details.dataset.part;
  try {
    const answer = await fetch(path, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    details.lastElementChild.innerHTML = await answer.text();
  } catch {
    details.dataset.part = path; // the link that stands there leads to it, too
  }
}

function reveal() {
  const found = location.hash && document.getElementById(location.hash.slice(1));
  if (found instanceof HTMLDetailsElement) found.open = true;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-panel]")) return;
  event.preventDefault();
  send(event.target).catch(() => toast(event.target.dataset.unreachable, "bad"));
});
document.addEventListener("click", (event) => {
  const tab = event.target.closest('[data-samples] [role="tab"]');
  if (tab) choose(tab);
  const button = event.target.closest("[data-check]");
  if (button) check(button.closest("[data-panel]"));
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[data-samples] [role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.children];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  choose(next);
  next.focus();
});
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches("[data-part]")) unfold(event.target);
}, true);
addEventListener("hashchange", reveal);
reveal();
