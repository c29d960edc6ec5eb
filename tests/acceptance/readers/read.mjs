// Reads a file as programs of the card community do, and prints the cards in it with what two libraries say of each:
// read.mjs png|charx|json FILE
import { readFileSync } from "node:fs";
import { CCardLib } from "@risuai/ccardlib";
import cards from "character-card-utils";
import { strFromU8, unzipSync } from "fflate";
import text from "png-chunk-text";
import extract from "png-chunks-extract";

const [kind, file] = process.argv.slice(2);
const data = new Uint8Array(readFileSync(file));

const readers = {
  png: () => {
    const texts = extract(data).filter(({ name }) => name === "tEXt").map(({ data }) => text.decode(data));
    const named = texts.filter(({ keyword }) => ["chara", "ccv3"].includes(keyword));
    return named.map(({ keyword, text }) => [keyword, JSON.parse(Buffer.from(text, "base64").toString("utf8"))]);
  },
  charx: () => {
    const entries = unzipSync(data);
    return [["card.json", JSON.parse(strFromU8(entries["card.json"]))]];
  },
  json: () => [["json", JSON.parse(strFromU8(data))]],
};

const said = readers[kind]().map(([place, card]) => {
  const strict = card.spec === "chara_card_v2" ? cards.v2.safeParse(card) : null;
  const v3 = CCardLib.character.convert(structuredClone(card), { to: "v3" });
  return { place, card, version: CCardLib.character.check(card), strict: strict && strict.success, name: v3.data.name };
});
process.stdout.write(JSON.stringify(said));
