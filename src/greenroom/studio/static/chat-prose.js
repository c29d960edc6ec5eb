// Text that grows, as paragraphs with emphasis, so that it reads like what it will be when the server has rendered it.
// It only ever appends: a paragraph that stands is never touched again.

const TAGS = { 1: "em", 2: "strong" };

export class Prose {
  constructor(element) {
    this.element = element;
    this.paragraph = element.querySelector(":scope > p:last-child");
    this.open = []; // emphasis that has begun and not ended, outermost first
    this.held = ""; // stars and line ends at the very end: what they mean shows only with what follows
  }

  write(piece) {
    const text = this.held + piece;
    const held = text.match(/[*\n]+$/)?.[0] ?? "";
    this.held = held;
    const ready = text.slice(0, text.length - held.length);
    for (const part of ready.split(/(\*+|\n{2,}|\n)/)) {
      if (!part) continue;
      if (part[0] === "*") this.star(part.length, part);
      else if (part === "\n") this.put(document.createElement("br"));
      else if (part[0] === "\n") this.end();
      else this.say(part);
    }
  }

  end() {
    this.paragraph = null;
    this.open = [];
  }

  // A node of its own each time: to append to one makes the browser shape the whole paragraph while the script waits.
  say(text) {
    this.put(document.createTextNode(text));
  }

  star(count, sign) {
    if (count > 2) return this.say(sign);
    const at = this.open.findLastIndex((one) => one.localName === TAGS[count]);
    if (at >= 0) this.open.length = at;
    else this.open.push(this.put(document.createElement(TAGS[count])));
  }

  put(node) {
    this.paragraph ??= this.element.appendChild(document.createElement("p"));
    (this.open.at(-1) ?? this.paragraph).append(node);
    return node;
  }
}
