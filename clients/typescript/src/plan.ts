// Plans: what an operation asks of the server, before anything is sent.

/** Options of one call, which come before the client's own. */
export interface CallOptions {
  /** For an operation that creates: repeating it with the same key has one effect. One is made for each call unless given. */
  readonly idempotencyKey?: string;
  /** For a change: it holds only while the thing has this revision, else it is a PreconditionFailedError. */
  readonly ifRevision?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds without a byte. */
  readonly timeout?: number;
  readonly maxRetries?: number;
  readonly signal?: AbortSignal;
}

export interface Plan {
  readonly method: string;
  readonly path: string;
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** Of a body that is bytes. */
  readonly mediaType?: string;
  readonly creates?: boolean;
  readonly lastEventId?: string;
  readonly options?: CallOptions | undefined;
}

/** The same with an idempotency key, if it creates; made once, however often it is sent. */
export function keyed(plan: Plan): Plan {
  if (!plan.creates || plan.options?.idempotencyKey) return plan;
  return { ...plan, options: { ...plan.options, idempotencyKey: crypto.randomUUID() } };
}

/** A path whose ids are segments of it, whatever they hold. An empty one, or dots, would lead to another operation. */
export function path(parts: TemplateStringsArray, ...ids: readonly (string | number)[]): string {
  return parts.reduce((whole, part, at) => {
    const id = String(ids[at - 1]);
    if (["", ".", ".."].includes(id)) throw new RangeError(`${JSON.stringify(id)} is no id`);
    return whole + encodeURIComponent(id) + part;
  });
}
