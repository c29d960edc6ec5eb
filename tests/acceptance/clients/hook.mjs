// Renders a component that uses a React hook, and prints what the hook hands back once that is quiet: hook.mjs MODULE
// HOOK ARGUMENTS
import { createElement } from "react";
import { act, create } from "react-test-renderer";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
const [module, name, given] = process.argv.slice(2);
const hook = (await import(module))[name];
let handed;
let answers = 0;
const { fetch } = globalThis;
globalThis.fetch = (...request) => fetch(...request).finally(() => (answers += 1));
const Component = () => {
  handed = hook(...JSON.parse(given));
  return null;
};
await act(async () => create(createElement(Component)));
while (!answers) await act(() => new Promise((done) => setTimeout(done, 10)));
await act(() => new Promise((done) => setTimeout(done, 100)));
const { state = handed, error } = handed;
process.stdout.write(JSON.stringify({ ...state, error: error?.message ?? null }));
process.exit();
