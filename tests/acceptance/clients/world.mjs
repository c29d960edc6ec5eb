// What a browser has and Node lacks, as far as these programs ask for it; and where the hosts are that they have built in,
// as a machine's hosts file would say it. The programs themselves stay as they are.
import { registerHooks } from "node:module";

const BUILT_IN = /^https:\/\/(realtime-)?api\.convai\.com(?=\/)/;
const { fetch } = globalThis;
globalThis.fetch = (url, init) => fetch(String(url).replace(BUILT_IN, process.env.SERVED), init);

const permissions = { query: async () => ({ state: "denied" }) };
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Node", permissions } });
globalThis.window = globalThis;
globalThis.Audio = class {};
globalThis.AudioContext = class {
  audioWorklet = { addModule: async () => {} };
};

// They are made for bundlers, which find a module without its ending.
registerHooks({
  resolve(name, context, next) {
    try {
      return next(name, context);
    } catch (error) {
      if (!name.startsWith(".")) throw error;
    }
    try {
      return next(`${name}.js`, context);
    } catch {
      return next(`${name}/index.js`, context);
    }
  },
});
