// Server-sent events over fetch: a form can be their beginning, and a cut connection is taken up again where it was lost.

const PAUSES = [250, 500, 1000, 2000, 4000, 8000];

export class Refused extends Error {
  constructor(status, told) {
    super(told?.said ?? "");
    this.status = status;
    this.told = told;
  }
}

async function* parsed(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const whole = rest.lastIndexOf("\n\n");
    if (whole < 0) continue;
    for (const block of rest.slice(0, whole).split("\n\n")) {
      const event = { id: "", kind: "", data: "" };
      for (const line of block.split("\n")) {
        if (line.startsWith("id: ")) event.id = line.slice(4);
        else if (line.startsWith("event: ")) event.kind = line.slice(7);
        else if (line.startsWith("data: ")) event.data = line.slice(6);
      }
      if (event.data) yield event;
    }
    rest = rest.slice(whole + 2);
  }
}

async function opened(url, init) {
  const response = await fetch(url, init);
  if (response.ok && response.headers.get("content-type")?.startsWith("text/event-stream")) return response;
  let told = null;
  try { told = await response.json(); } catch { /* a page, or nothing: there are words of our own for that */ }
  throw new Refused(response.status, told);
}

// Tell `heard` each event, from the answer to `first` on, until an event ends the reply; `lost` is told of every cut.
// Throws Refused where the server says no, TypeError where it can't be reached and nothing had begun.
export async function listen(first, resume, heard, lost) {
  let last = first.last ?? "";
  let reply = first.reply ?? "";
  let tries = 0;
  for (let ask = () => opened(first.url, first.init); ;) {
    try {
      for await (const event of parsed(await ask())) {
        tries = 0;
        last = event.id || last;
        const data = JSON.parse(event.data);
        if (event.kind === "begin") reply = data.reply;
        heard(event.kind, data);
        if (event.kind === "end" || event.kind === "problem") return;
      }
    } catch (error) {
      if (error instanceof Refused || !reply) throw error;
    }
    if (!reply || tries >= PAUSES.length) throw new TypeError("lost");
    lost();
    await new Promise((wake) => setTimeout(wake, PAUSES[tries++]));
    ask = () => opened(resume(reply), { headers: { accept: "text/event-stream, application/json", ...(last && { "last-event-id": last }) } });
  }
}
