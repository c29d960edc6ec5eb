// What a client throws:
//
//     GreenroomError
//     ├── APIConnectionError            no answer: the server is out of reach, or the connection broke
//     │   └── APITimeoutError           no answer in time
//     ├── APIResponseError              an answer that is not what this client understands
//     └── APIStatusError                a refusal
//         ├── BadRequestError           400
//         ├── AuthenticationError       401
//         ├── PermissionDeniedError     403
//         ├── NotFoundError             404
//         ├── ConflictError             409
//         ├── PreconditionFailedError   412
//         ├── PayloadTooLargeError      413
//         ├── UnprocessableEntityError  422
//         ├── RateLimitError            429
//         └── ServerError               5xx

const URN = "urn:greenroom:problem:";

export class GreenroomError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** There was no answer, after all that was tried. */
export class APIConnectionError extends GreenroomError {}

/** There was no answer in time. Whether the request had an effect is not known. */
export class APITimeoutError extends APIConnectionError {}

/** The answer is not what this client understands: another version's, or another server's. */
export class APIResponseError extends GreenroomError {
  constructor(
    why: string,
    readonly requestId: string,
  ) {
    super(`${why} (request ${requestId})`);
  }
}

/**
 * A refusal. `code` is the stable name of the problem, as `not-found`, and "" where something in between refused; `errors`
 * tells which fields are at fault; `body` is all that was said. `requestId` finds the request in the server's log.
 * `retryAfter` is how many seconds are to be waited, if that was said.
 */
export class APIStatusError extends GreenroomError {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly requestId: string;
  readonly retryAfter: number | null;

  constructor(
    readonly status: number,
    headers: Headers,
    readonly body: any,
  ) {
    const said = typeof body === "object" && body !== null ? body : {};
    const requestId = String(said.request_id ?? headers.get("x-request-id") ?? "");
    super(`${status} ${said.title ?? ""}: ${said.detail ?? ""} (request ${requestId})`);
    this.code = String(said.type ?? "").replace(URN, "");
    this.title = String(said.title ?? "");
    this.detail = String(said.detail ?? "");
    this.errors = Array.isArray(said.errors) ? said.errors : [];
    this.requestId = requestId;
    const after = headers.get("retry-after") ?? "";
    this.retryAfter = /^\d+$/.test(after) ? Number(after) : null;
  }
}

export class BadRequestError extends APIStatusError {}
export class AuthenticationError extends APIStatusError {}
export class PermissionDeniedError extends APIStatusError {}
export class NotFoundError extends APIStatusError {}
export class ConflictError extends APIStatusError {}
export class PreconditionFailedError extends APIStatusError {}
export class PayloadTooLargeError extends APIStatusError {}
export class UnprocessableEntityError extends APIStatusError {}
export class RateLimitError extends APIStatusError {}
export class ServerError extends APIStatusError {}

const CLASSES: Readonly<Record<number, typeof APIStatusError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  413: PayloadTooLargeError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** The error that a problem document is. */
export function problem(status: number, headers: Headers, body: unknown): APIStatusError {
  return new (CLASSES[status] ?? (status >= 500 ? ServerError : APIStatusError))(status, headers, body);
}

/** The error that an answer is, whatever it holds. */
export async function refusal(response: Response): Promise<APIStatusError> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // something in between, which has said it in its own way
  }
  return problem(response.status, response.headers, body);
}
