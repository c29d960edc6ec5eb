// Lists whose items are edited one by one; the field beneath keeps them as JSON, which is what is sent.

const READ = {
  text: (input) => input.value,
  line: (input) => input.value,
  words: (input) => input.value.split(input.value.includes("\n") ? "\n" : ",").map((word) => word.trim()).filter(Boolean),
  number: (input) => input.value.trim() === "" || Number.isNaN(Number(input.value)) ? undefined : Number(input.value),
  flag: (input) => input.checked || undefined,
  flag_on: (input) => input.checked ? undefined : false,
};

const WRITE = {
  text: (input, value) => { input.value = value ?? ""; },
  line: (input, value) => { input.value = value ?? ""; },
  words: (input, value) => { input.value = (value ?? []).some((word) => word.includes(",")) ? value.join("\n") + "\n" : (value ?? []).join(", "); },
  number: (input, value) => { input.value = value ?? ""; },
  flag: (input, value) => { input.checked = value === true; },
  flag_on: (input, value) => { input.checked = value !== false; },
};

function read(item, old) {
  const made = typeof old === "object" ? { ...old } : {};
  for (const input of item.querySelectorAll("[data-key]")) {
    if (!input.dataset.key) return input.value;
    if (!("touched" in input.dataset)) continue; // as it was, whatever it was
    const value = READ[input.dataset.kind](input);
    const empty = value === undefined || value === "" || (Array.isArray(value) && !value.length);
    if (empty) delete made[input.dataset.key];
    else made[input.dataset.key] = value;
  }
  return made;
}

function title(item, value) {
  const shown = item.querySelector(".item-title");
  if (!shown) return;
  const named = value.name || value.keys?.join(", ") || value.description || value.content || "";
  shown.textContent = named.slice(0, 80) || shown.dataset.unnamed;
}

export function enhanceList(field, say) {
  let values;
  try {
    values = JSON.parse(field.value || "[]");
  } catch {
    return; // it is shown as it was written, with what is wrong with it
  }
  const template = document.getElementById(`item-${field.dataset.list || "plain"}`);
  const list = document.getElementById("list").content.cloneNode(true).firstElementChild;
  const items = list.querySelector("ol");
  const label = field.closest(".field").querySelector("label");
  label.id ||= `${field.id}-label`;
  label.removeAttribute("for");
  items.setAttribute("aria-labelledby", label.id);
  list.querySelector('[data-do="add"]').setAttribute("aria-label", `${say.sayAdd}: ${label.textContent}`);

  const write = () => {
    field.value = JSON.stringify(values);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const place = (item) => [...items.children].indexOf(item);
  const add = (value, { opened = false } = {}) => {
    const item = template.content.cloneNode(true).firstElementChild;
    for (const input of item.querySelectorAll("[data-key]")) {
      const inside = input.dataset.key ? value[input.dataset.key] : value;
      WRITE[input.dataset.kind](input, inside);
    }
    if (opened && item.querySelector("details")) item.querySelector("details").open = true;
    title(item, value);
    items.append(item);
    return item;
  };

  list.addEventListener("input", (event) => {
    event.stopPropagation();
    event.target.dataset.touched = "";
    const item = event.target.closest(".item");
    const at = place(item);
    values[at] = read(item, values[at]);
    title(item, values[at]);
    write();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const item = button.closest(".item");
    const at = item ? place(item) : values.length;
    const moves = {
      add() {
        values.push(field.dataset.list ? {} : "");
        add(values.at(-1), { opened: true }).querySelector("input, textarea").focus();
      },
      remove() {
        values.splice(at, 1);
        const next = item.nextElementSibling ?? item.previousElementSibling;
        item.remove();
        (next?.querySelector('[data-do="remove"]') ?? list.querySelector('[data-do="add"]')).focus();
      },
      up() {
        if (!at) return;
        values.splice(at - 1, 0, ...values.splice(at, 1));
        item.previousElementSibling.before(item);
        button.focus();
      },
      down() {
        if (at === values.length - 1) return;
        values.splice(at + 1, 0, ...values.splice(at, 1));
        item.nextElementSibling.after(item);
        button.focus();
      },
    };
    moves[button.dataset.do]();
    write();
  });

  values.forEach((value) => add(value));
  field.hidden = true;
  field.after(list);
}
