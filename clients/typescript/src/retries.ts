// When a request is sent again, and how long after: 1, 2, 4 and 8 seconds with jitter, and never after 400, 401 or 403.
// A server that says how long to wait is believed.

import { APIConnectionError, APIStatusError } from "./errors.js";

export const DELAYS: readonly number[] = [1, 2, 4, 8];

/** Seconds of a `Retry-After` that are waited for; who must wait longer is told at once. */
const LONGEST = 60;
const JITTER = 0.25;
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Seconds until a request that failed for the nth time, counted from 0, is sent again; null for never. */
export function delay(tries: number, most: number, failure: unknown): number | null {
  if (tries >= most || !passes(failure)) return null;
  const said = failure instanceof APIStatusError ? failure.retryAfter : null;
  if (said === null) return pause(tries);
  return said > LONGEST ? null : said * between(1, 1 + JITTER);
}

/** Seconds before a repetition, with jitter to both sides, so that clients that failed together part. */
export function pause(tries: number): number {
  return DELAYS[Math.min(tries, DELAYS.length - 1)]! * between(1 - JITTER, 1 + JITTER);
}

export function wait(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}

function passes(failure: unknown): boolean {
  if (failure instanceof APIStatusError) {
    // A reply that a language model failed is kept as that, and told again under the same idempotency key.
    if (failure.code.startsWith("model-")) return false;
    return PASSING.has(failure.status) || failure.code === "idempotency-running";
  }
  return failure instanceof APIConnectionError;
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
