// What the compiler makes of a client's use; it is compiled and never run.
import { Greenroom, NotFoundError, ReplyStream, type Page, type types } from "../src/index.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(yes: Same<A, B>): boolean => yes;

export async function use(client: Greenroom): Promise<void> {
  const made = await client.characters.create({ character: { name: "Nora", mood: { joy: 20 } } });
  same<typeof made, types.Character>(true);
  const page = await client.characters.list({ limit: 2 });
  same<typeof page, Page<types.Character>>(true);
  for await (const one of client.characters.list()) same<typeof one, types.Character>(true);
  const whole = await client.threads.say("id", { text: "Hello" });
  same<typeof whole, types.Exchange>(true);
  const stream = await client.threads.say("id", { text: "Hello", stream: true });
  same<typeof stream, ReplyStream>(true);
  for await (const event of stream) if (event.type === "text") same<typeof event.text, string>(true);
  await client.characters.update(made.id, { character: { nickname: null } }, { ifRevision: made.revision });
  // @ts-expect-error misspelt
  await client.characters.create({ character: { nmae: "Nora" } });
  // @ts-expect-error no such word
  await client.characters.create({ character: { visibility: "secret" } });
  // @ts-expect-error without a text
  await client.threads.say("id", {});
  // @ts-expect-error answers are not written to
  made.id = "another";
  // @ts-expect-error null clears in a patch alone
  await client.characters.replace(made.id, { character: { name: null } });
  try {
    await client.characters.get("nobody");
  } catch (error) {
    if (error instanceof NotFoundError) same<typeof error.code, string>(true);
  }
}
