import { Resources } from "./generated/resources.js";
import { Transport, type Options } from "./transport.js";

/**
 * A client of Greenroom's own API.
 *
 *     const client = new Greenroom({ baseUrl: "http://127.0.0.1:8700", key: "rp_…" });
 *     for await (const character of client.characters.list()) console.log(character.character.name);
 *
 * A key opens its whole account: it belongs on a server of yours, never into a page that others load.
 */
export class Greenroom extends Resources {
  constructor(options: Options) {
    super(new Transport(options));
  }

  /** A client of the server `GREENROOM_URL`, or this machine's, with the key `GREENROOM_KEY`. */
  static fromEnvironment(options: Partial<Options> = {}): Greenroom {
    const names: Readonly<Record<string, string | undefined>> = (globalThis as any).process?.env ?? {};
    const key = options.key ?? names["GREENROOM_KEY"];
    if (!key) throw new Error("GREENROOM_KEY is not set: a key is made by `greenroom key create`");
    return new Greenroom({ baseUrl: names["GREENROOM_URL"] || "http://127.0.0.1:8700", ...options, key });
  }
}
