/**
 * How well the runner works, beside others that do the same: `npm run build && node bench/runner/run.mjs [PART]`. The model is
 * a stub on this machine. The others are installed from PyPI and npm at first use, into the user's cache.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemsNamed } from './systems.mjs';

const parts = ['speed', 'kill', 'faults', 'idle', 'pauses', 'scale'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    systems: { type: 'string', default: '' },
    documents: { type: 'string' },
    rounds: { type: 'string' },
    concurrency: { type: 'string' },
    ms: { type: 'string' },
    kills: { type: 'string' },
    rivalKills: { type: 'string' },
    sizes: { type: 'string' },
    kinds: { type: 'string' },
  },
});
const unknown = positionals.find((part) => !parts.includes(part));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. The parts are ${parts.join(', ')}.`);
  process.exit(2);
}
if (!existsSync(join(resolve(import.meta.dirname, '../..'), 'dist/runner.cjs'))) {
  console.error('dist/runner.cjs is missing: `npm run build` makes it.');
  process.exit(2);
}
const numbers = Object.fromEntries(
  Object.entries(values).flatMap(([key, value]) => {
    if (key === 'systems') return [];
    if (key === 'kinds') return [[key, value.split(',')]];
    return [[key, key === 'sizes' ? value.split(',').map(Number) : Number(value)]];
  }),
);
const systems = systemsNamed(values.systems.split(',').filter(Boolean));
for (const part of positionals.length > 0 ? positionals : parts) {
  const { about, measure } = await import(`./parts/${part}.mjs`);
  console.log(`\n## ${part}: ${about}\n\n${await measure({ ...numbers, systems })}`);
}
