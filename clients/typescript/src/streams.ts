// Streams: replies as they come. One whose connection breaks goes on where it was: the server keeps what it says meanwhile.

import { APIConnectionError, APIResponseError, problem } from "./errors.js";
import { EventReader, type ServerEvent } from "./events.js";
import type { Message } from "./generated/types.js";
import { path, type Plan } from "./plan.js";
import { pause, wait } from "./retries.js";
import { SILENCE, type Transport } from "./transport.js";

export type ReplyEvent =
  /** The reply has an id now; `message` is what was said, if anything, and `parent` what the reply follows. */
  | { readonly type: "begin"; readonly reply: string; readonly parent: string | null; readonly message: Message | null }
  /** A piece of the text. */
  | { readonly type: "text"; readonly text: string }
  /** Something that is to be shown: a trigger of the character's goals, or an emotion. */
  | { readonly type: "signal"; readonly trigger?: string; readonly emotion?: string }
  /** The whole reply, as it is kept; null where nothing came of it. */
  | { readonly type: "end"; readonly reply: Message | null };

const KINDS: ReadonlySet<string> = new Set(["begin", "text", "signal", "end"]);

/**
 * The events of a reply, once. Closing it does not stop the reply: `client.threads.messages.stop(threadId, stream.replyId)`
 * does. A reply that fails throws the error that its problem is; what was kept of it is `reply` in the error's body.
 */
export class ReplyStream implements AsyncIterable<ReplyEvent> {
  private readonly following: AsyncGenerator<ReplyEvent, void, void>;
  private lastId = "";
  private fruitless = 0;
  private ended: { readonly reply: Message | null } | null = null;

  constructor(
    private readonly transport: Transport,
    private readonly plan: Plan,
    private readonly threadId: string,
    public replyId: string,
    private response: Response,
  ) {
    this.following = this.events();
  }

  [Symbol.asyncIterator](): AsyncGenerator<ReplyEvent, void, void> {
    return this.following;
  }

  /** The text alone, piece by piece. */
  async *texts(): AsyncGenerator<string, void, void> {
    for await (const event of this) if (event.type === "text") yield event.text;
  }

  /** The whole reply, once it has ended; null where nothing came of it. */
  async message(): Promise<Message | null> {
    for await (const _ of this);
    return this.ended?.reply ?? null;
  }

  /** Read no more. */
  async close(): Promise<void> {
    await this.following.return();
    if (!this.response.bodyUsed) await this.response.body?.cancel();
  }

  private async *events(): AsyncGenerator<ReplyEvent, void, void> {
    for (;;) {
      const reader = new EventReader();
      for await (const chunk of chunks(this.response)) {
        for (const event of reader.feed(chunk)) {
          const told = this.told(event);
          if (told) yield told;
        }
      }
      if (this.ended) return;
      this.response = await this.again();
    }
  }

  private told(event: ServerEvent): ReplyEvent | null {
    this.lastId = event.id;
    this.fruitless = 0;
    const data = parsed(event);
    if (event.name === "problem") throw problem(data.status, new Headers(), data);
    if (!KINDS.has(event.name)) return null; // of a newer server
    const told = { type: event.name, ...data } as ReplyEvent;
    if (told.type === "begin") this.replyId = told.reply;
    if (told.type === "end") this.ended = told;
    return told;
  }

  /** Another connection, which goes on where the last one broke; at once, unless that one had led to nothing. */
  private async again(): Promise<Response> {
    if (this.fruitless > this.transport.mostRetries(this.plan)) {
      throw new APIConnectionError("the stream broke off again and again");
    }
    if (this.fruitless) await wait(pause(this.fruitless - 1));
    this.fruitless += 1;
    return this.transport.exchange(this.goingOn(), true);
  }

  private goingOn(): Plan {
    if (!this.replyId) return this.plan;
    return {
      method: "GET",
      path: path`/v1/threads/${this.threadId}/messages/${this.replyId}/events`,
      lastEventId: this.lastId,
      options: { ...this.plan.options },
    };
  }
}

/** What comes of a body until it ends, breaks, or says nothing for too long; which of them it was tells its last event. */
async function* chunks(response: Response): AsyncGenerator<Uint8Array, void, void> {
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await patiently(reader.read());
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof APIConnectionError)) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parsed(event: ServerEvent): any {
  try {
    return JSON.parse(event.data);
  } catch (error) {
    throw new APIResponseError(String(error), event.id);
  }
}

async function patiently<T>(read: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new APIConnectionError("the server says nothing")), SILENCE * 1000);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}
