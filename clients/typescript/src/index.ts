export { Greenroom } from "./client.js";
export * from "./errors.js";
export { FileAnswer } from "./files.js";
export { Page, Pages } from "./pages.js";
export type { CallOptions } from "./plan.js";
export { ReplyStream, type ReplyEvent } from "./streams.js";
export type { Options } from "./transport.js";
export type * as types from "./generated/types.js";
