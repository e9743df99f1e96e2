/** Makes what the pages of letters load, in the folder that is named: the script, and a list of words for each language. */
import { mkdirSync, writeFileSync } from "node:fs";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { build } from "esbuild";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [new URL("letters/page.js", import.meta.url).pathname],
  outfile: `${folder}/letters.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020", "chrome80", "firefox78"],
  legalComments: "none",
  logLevel: "warning",
});
const lists = { en: english, fr: french.map((word) => word.normalize("NFC")) };
for (const [language, list] of Object.entries(lists)) writeFileSync(`${folder}/words-${language}.json`, JSON.stringify(list));
