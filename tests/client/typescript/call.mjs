// Calls operations of the client that was built beside, and prints what each hands back – all of it, where that comes piece
// by piece – or throws: call.mjs OPTIONS CALLS, where a call is [NAME, ARGUMENTS]. Bytes are {"bytes": BASE64}.
import { Greenroom } from "./dist/index.js";

const [options, calls] = process.argv.slice(2).map((text) => JSON.parse(text, (_, one) => (one?.bytes ? Buffer.from(one.bytes, "base64") : one)));
const client = new Greenroom(options);

async function answer(name, given) {
  const parts = name.split(".");
  const verb = parts.pop();
  const resource = parts.reduce((one, part) => one[part], client);
  const handed = resource[verb](...given);
  const said = Symbol.asyncIterator in handed ? handed : await handed;
  if (!(Symbol.asyncIterator in said)) return said;
  const pieces = [];
  for await (const one of said) pieces.push(one);
  return said.message ? { pieces, message: await said.message(), replyId: said.replyId } : pieces;
}

const said = [];
for (const [name, given] of calls) {
  try {
    said.push({ value: await answer(name, given) });
  } catch (error) {
    const { status, code, errors, requestId, retryAfter, message } = error;
    said.push({ error: { name: error.name, status, code, errors, requestId, retryAfter, message } });
  }
}
process.stdout.write(JSON.stringify(said));
