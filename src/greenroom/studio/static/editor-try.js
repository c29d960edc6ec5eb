// A conversation on what is not saved yet. The turns stay in this page; the server only replies to them.

export function enhanceTrying({ post, fields, here, form, weigh }) {
  const list = document.querySelector(".turns");
  const say = list.dataset;
  const box = document.getElementById("said");
  const sending = document.querySelector("[data-send]");
  const stopping = document.querySelector("[data-stop]");
  let turns = null; // null until somebody speaks: the greeting of the form stands for them
  let running = null;

  const name = () => form.elements.nickname.value || form.elements.name.value || "…";
  const told = (text) => text.replaceAll("{{char}}", name()).replaceAll("{{user}}", say.you);
  const greeting = () => form.elements["greetings.first"].value;
  const all = () => turns ?? (greeting().trim() ? [{ role: "character", text: told(greeting()) }] : []);

  function sent(of = all()) {
    const body = fields();
    body.set("turns", JSON.stringify(of));
    return body;
  }

  function show() {
    list.replaceChildren(...all().map(turn));
    if (!list.children.length) list.append(Object.assign(document.createElement("li"), { className: "aside", textContent: say.empty }));
    sending.hidden = running !== null;
    stopping.hidden = running === null;
  }

  function turn(one, at) {
    const made = document.getElementById("turn").content.cloneNode(true).firstElementChild;
    made.dataset.role = one.role;
    made.querySelector(".turn-who").textContent = one.role === "user" ? say.you : name();
    made.querySelector(".turn-text").textContent = one.text;
    made.querySelector('[data-turn="retry"]').hidden = !(one.role === "character" && at === all().length - 1 && at > 0);
    made.classList.toggle("broken", Boolean(one.broken));
    if (running && at === all().length - 1) made.setAttribute("aria-busy", "true");
    return made;
  }

  async function reply() {
    turns.push({ role: "character", text: "" });
    running = new AbortController();
    show();
    const last = turns.at(-1);
    try {
      const answer = await post(`${here()}/try`, sent(turns.slice(0, -1).map(({ role, text }) => ({ role, text }))), { signal: running.signal });
      if (!answer.headers.get("content-type").startsWith("text/event-stream")) {
        const refused = await answer.json().catch(() => ({}));
        throw new Error(refused.problem ?? String(answer.status));
      }
      await follow(answer.body, last);
      document.querySelector("p[data-replied]").textContent = say.replied.replace("{name}", name());
    } catch (error) {
      if (error.name !== "AbortError") Object.assign(last, { text: last.text || say.failed + error.message, broken: true });
      if (!last.text) turns.pop();
    }
    running = null;
    show();
    weigh();
  }

  async function follow(body, last) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let due = false;
    const draw = () => { due = false; list.lastElementChild.querySelector(".turn-text").textContent = last.text; list.scrollTop = list.scrollHeight; };
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return draw();
      const frames = (rest + value).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) {
        const data = frame.split("\n").find((line) => line.startsWith("data: "));
        const event = data ? JSON.parse(data.slice(6)) : {};
        if (event.problem) throw new Error(event.problem);
        if (event.text) last.text += event.text;
      }
      if (!due) { due = true; requestAnimationFrame(draw); }
    }
  }

  function speak() {
    const text = box.value.trim();
    if (!text || running) return;
    turns = all();
    turns.push({ role: "user", text });
    box.value = "";
    reply();
  }

  function edit(item, at) {
    const text = item.querySelector(".turn-text");
    const field = Object.assign(document.createElement("textarea"), { className: "input", value: all()[at].text, rows: 3 });
    field.setAttribute("aria-label", item.querySelector('[data-turn="edit"]').textContent.trim());
    text.replaceChildren(field);
    item.querySelector('[data-turn="keep"]').hidden = false;
    item.querySelector('[data-turn="edit"]').hidden = true;
    field.focus();
  }

  function keep(item, at) {
    turns = all();
    turns[at].text = item.querySelector("textarea").value;
    const again = turns[at].role === "user";
    if (again) turns.length = at + 1; // what was replied to other words says nothing any more
    if (again) reply(); else show();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-turn]");
    if (!button || running) return;
    const item = button.closest(".turn");
    const at = [...list.children].indexOf(item);
    if (button.dataset.turn === "edit") edit(item, at);
    else if (button.dataset.turn === "keep") keep(item, at);
    else { turns.pop(); reply(); }
  });
  document.getElementById("say").addEventListener("submit", (event) => { event.preventDefault(); speak(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); speak(); }
    if (event.key === "Escape" && running) running.abort();
  });
  stopping.addEventListener("click", () => running?.abort());
  document.querySelector("[data-clear]").addEventListener("click", () => { running?.abort(); turns = null; show(); weigh(); });
  form.addEventListener("input", (event) => { if (turns === null && ["greetings.first", "name", "nickname"].includes(event.target.name)) show(); });

  function showParts(weight) {
    const parts = document.querySelector("[data-parts]");
    const rows = [...weight.sections, { name: parts.dataset.reserve, tokens: weight.reserve }];
    parts.replaceChildren(...rows.flatMap((one) => [
      Object.assign(document.createElement("dt"), { textContent: one.name }),
      Object.assign(document.createElement("dd"), { textContent: one.tokens.toLocaleString() }),
    ]));
  }

  show();
  return { sent, showParts };
}
