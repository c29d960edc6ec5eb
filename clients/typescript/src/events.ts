// Server-sent events, read piece by piece: https://html.spec.whatwg.org/multipage/server-sent-events.html.

/** An event; `id` is that of the last event which had one. */
export interface ServerEvent {
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

/** Takes bytes as they come, and gives the events that are whole. */
export class EventReader {
  private readonly decoder = new TextDecoder();
  private rest = "";
  private lines: string[] = [];
  private lastId = "";

  feed(chunk: Uint8Array): ServerEvent[] {
    const text = this.rest + this.decoder.decode(chunk, { stream: true });
    const half = text.endsWith("\r"); // its other half may come with the next piece
    const lines = (half ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
    this.rest = lines.pop()! + (half ? "\r" : "");
    return lines.map((line) => this.line(line)).filter((event) => event !== null);
  }

  private line(line: string): ServerEvent | null {
    if (line) {
      this.lines.push(line);
      return null;
    }
    const fields = this.lines.map((one): [string, string] => {
      const at = one.indexOf(":");
      return at < 0 ? [one, ""] : [one.slice(0, at), one.slice(at + 1).replace(/^ /, "")];
    });
    this.lines = [];
    const said = new Map(fields);
    this.lastId = said.get("id") ?? this.lastId;
    const data = fields.filter(([name]) => name === "data").map(([, value]) => value);
    return data.length ? { name: said.get("event") ?? "", id: this.lastId, data: data.join("\n") } : null;
  }
}
