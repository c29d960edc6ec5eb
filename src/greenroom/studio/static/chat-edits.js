// Messages that are being edited in their places: their forms outlive whatever else is done to the thread.

const find = (selector, within = document) => within.querySelector(selector);

export function edit(turn) {
  if (!turn || find(".edit", turn)) return;
  const form = find("template", turn).content.cloneNode(true).firstElementChild;
  find(".body", turn).append(form);
  turn.classList.add("editing");
  const field = find("textarea", form);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

export function leave(form) {
  form.closest(".turn").classList.remove("editing");
  form.remove();
  find("#text")?.focus();
}

// Put `made`, the thread as it is now, in the place of `turns`; what is being edited goes on being edited.
export function renewed(turns, made) {
  const open = [...turns.querySelectorAll(".edit")].map((form) => [form.closest(".turn").id, form]);
  const at = document.activeElement;
  const focused = at?.closest?.(".edit") && [at, at.selectionStart, at.selectionEnd];
  turns.replaceWith(document.adoptNode(made));
  for (const [id, form] of open) {
    const turn = document.getElementById(id);
    if (!turn) continue;
    find(".body", turn).append(form);
    turn.classList.add("editing");
  }
  if (focused?.[0].isConnected) {
    focused[0].focus();
    focused[0].setSelectionRange?.(focused[1], focused[2]);
  }
}
