// Files on their way to an import, wherever they were dropped.

import { renew, token } from "./studio.js";

export function* loads(files) { // what is sent at once: so many files, so many bytes
  let load = [], size = 0;
  for (const file of files) {
    if (load.length && (load.length === 200 || size + file.size > 24e6)) {
      yield load;
      [load, size] = [[], 0];
    }
    load.push(file);
    size += file.size;
  }
  yield load;
}

// The address where it is told what becomes of them; throws an Error with the words of a refusal.
export async function begin(files) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  const ask = () => fetch("/imports", { method: "POST", body, headers: { "x-csrf-token": token(), accept: "application/json" } });
  let answer = await ask();
  if (answer.status === 403 && await renew()) answer = await ask();
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.said);
  return said.href;
}

export async function bringIn(files) {
  let href = "";
  for (const load of loads(files)) href = await begin(load);
  return files.length > 200 ? "/imports" : href;
}
