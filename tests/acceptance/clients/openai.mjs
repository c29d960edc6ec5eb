// Calls a method of OpenAI's SDK and prints what it hands back – all of it, where that comes piece by piece – or what it
// throws: openai.mjs KEY METHOD ARGUMENTS
import OpenAI from "openai";

const [apiKey, path, given] = process.argv.slice(2);
const client = new OpenAI({ apiKey, baseURL: `${process.env.SERVED}/v1`, maxRetries: 0 });
const parts = path.split(".");
const method = parts.pop();
const resource = parts.reduce((one, part) => one[part], client);
let said;
try {
  const answer = await resource[method](...JSON.parse(given));
  said = { value: answer };
  if (Symbol.asyncIterator in answer) {
    said.value = [];
    for await (const one of answer) said.value.push(one);
  }
} catch ({ constructor, status, code, param, type, message, requestID }) {
  said = { ...said, error: { name: constructor.name, status, code, param, type, message, requestID } };
}
process.stdout.write(JSON.stringify(said));
process.exit();
