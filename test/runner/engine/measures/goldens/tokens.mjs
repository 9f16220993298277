// Writes tokens.json: the tokens of texts.json by cl100k, which `tokens` estimates.
//
//   npm install gpt-tokenizer@3 (in a folder of its own, where this file and texts.json are copied to)
//   node tokens.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/cl100k_base';

const count = (text) => encode(text, { disallowedSpecial: new Set() }).length;
const texts = JSON.parse(readFileSync(new URL('texts.json', import.meta.url), 'utf8'));
const goldens = texts.map(({ name, source, output }) => ({ name, source: count(source), output: count(output) }));
writeFileSync(new URL('tokens.json', import.meta.url), `${JSON.stringify(goldens, null, 2)}\n`);
