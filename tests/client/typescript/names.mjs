// Prints the paths of all methods of the client that was built beside.
import { Greenroom } from "./dist/index.js";

function* namesOf(one, within) {
  for (const [name, value] of Object.entries(one)) {
    if (name === "transport") continue;
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(value))) {
      if (method !== "constructor") yield `${within}${name}.${method}`;
    }
    yield* namesOf(value, `${within}${name}.`);
  }
}

process.stdout.write(JSON.stringify([...namesOf(new Greenroom({ baseUrl: "http://127.0.0.1:1", key: "rp_" }), "")]));
