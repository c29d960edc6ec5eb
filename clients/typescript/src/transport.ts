// What sends, waits and decodes.

import { APIConnectionError, APIResponseError, APITimeoutError, refusal } from "./errors.js";
import { fileOf, type FileAnswer } from "./files.js";
import { Pages, type Listing } from "./pages.js";
import { keyed, type Plan } from "./plan.js";
import { DELAYS, delay, wait } from "./retries.js";
import { ReplyStream } from "./streams.js";

export interface Options {
  readonly baseUrl: string;
  readonly key: string;
  /** Seconds without a byte; 120 unless said. A reply that is not streamed takes as long as the language model. */
  readonly timeout?: number;
  /** How often what may pass with time is tried again; 4 unless said. */
  readonly maxRetries?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the platform's. */
  readonly fetch?: typeof fetch;
}

const TIMEOUT = 120;

/** Seconds without a byte after which a stream counts as broken; the server sends something every 15. */
export const SILENCE = 45;

export class Transport {
  constructor(readonly options: Options) {}

  /** The JSON that a plan is answered with; throws GreenroomError. */
  async send<T>(plan: Plan): Promise<T> {
    const response = await this.exchange(keyed(plan), false);
    const text = await response.text();
    try {
      return JSON.parse(text) as T;
    } catch (error) {
      throw new APIResponseError(String(error), response.headers.get("x-request-id") ?? "");
    }
  }

  /** The file that a plan is answered with. */
  async file(plan: Plan): Promise<FileAnswer> {
    const headers = { accept: "*/*", ...plan.options?.headers };
    return fileOf(await this.exchange(keyed({ ...plan, options: { ...plan.options, headers } }), false));
  }

  /** The pages that a plan asks for, of which none is asked for yet. */
  pages<T>(plan: Plan): Pages<T> {
    return new Pages<T>((cursor) => {
      const query = cursor === null ? plan.query : { ...plan.query, cursor };
      return this.send<Listing<T>>({ ...plan, query });
    });
  }

  /** A reply of a thread, as it comes. */
  async stream(plan: Plan, threadId: string, replyId = ""): Promise<ReplyStream> {
    const once = keyed(plan);
    return new ReplyStream(this, once, threadId, replyId, await this.exchange(once, true));
  }

  mostRetries(plan: Plan): number {
    return plan.options?.maxRetries ?? this.options.maxRetries ?? DELAYS.length;
  }

  /** An answer whose status is 2xx; with `stream` its body is still to come. */
  async exchange(plan: Plan, stream: boolean): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      try {
        const response = await this.once(plan, stream);
        if (response.ok) return response;
        throw await refusal(response);
      } catch (failure) {
        const seconds = plan.options?.signal?.aborted ? null : delay(tries, this.mostRetries(plan), failure);
        if (seconds === null) throw failure;
        await wait(seconds);
      }
    }
  }

  private async once(plan: Plan, stream: boolean): Promise<Response> {
    const seconds = plan.options?.timeout ?? this.options.timeout ?? TIMEOUT;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), seconds * 1000);
    const own = plan.options?.signal;
    try {
      const response = await (this.options.fetch ?? fetch)(this.url(plan), {
        method: plan.method,
        headers: this.headers(plan, stream),
        body: isBytes(plan.body) ? plan.body : plan.body === undefined ? null : JSON.stringify(plan.body),
        redirect: "error",
        signal: own ? AbortSignal.any([own, late.signal]) : late.signal,
      });
      if (stream && response.ok) return response;
      // Read here, where what goes wrong with it is known for what it is.
      return new Response(await response.arrayBuffer(), response);
    } catch (error) {
      if (own?.aborted) throw own.reason;
      const why = `no answer: ${error instanceof Error ? (error.cause ?? error) : error}`;
      throw late.signal.aborted ? new APITimeoutError("no answer in time") : new APIConnectionError(why);
    } finally {
      clearTimeout(timer);
    }
  }

  private url(plan: Plan): string {
    const url = new URL(this.options.baseUrl.replace(/\/+$/, "") + plan.path);
    for (const [name, value] of Object.entries(plan.query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  private headers(plan: Plan, stream: boolean): Record<string, string> {
    const { idempotencyKey, ifRevision, headers } = plan.options ?? {};
    return {
      authorization: `Bearer ${this.options.key}`,
      accept: stream ? "text/event-stream" : "application/json",
      ...(plan.body === undefined ? {} : { "content-type": isBytes(plan.body) ? plan.mediaType! : "application/json" }),
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      ...(ifRevision === undefined ? {} : { "if-match": `"${ifRevision}"` }),
      ...(plan.lastEventId ? { "last-event-id": plan.lastEventId } : {}),
      ...lowered(this.options.headers),
      ...lowered(headers),
    };
  }
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> | Blob {
  return body instanceof Uint8Array || body instanceof Blob;
}

function lowered(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
