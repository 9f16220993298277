import { generator } from './generate.mjs';
import { MeasuredServer } from './client.mjs';

/** How often each thing is done; the first of each is for warming up and is not counted. */
const times = { start: 7, open: 7, edit: 40, complete: 40, typed: 24, hover: 40, symbols: 15 };

/**
 * Drives one server over one text and gives the times of everything, in milliseconds, and its memory in MB.
 *
 * @param {ConstructorParameters<typeof MeasuredServer>[0]} how
 * @param {string} text
 */
export async function measure(how, text) {
  const found = { start: [], open: [], edit: [], complete: [], typed: [], hover: [], symbols: [] };
  for (let time = 0; time < times.start; time++) {
    const server = new MeasuredServer(how);
    found.start.push(await server.start());
    await server.stop();
  }
  const server = new MeasuredServer(how);
  await server.start();
  for (let time = 0; time < times.open; time++) {
    if (time > 0) await server.close();
    found.open.push(await server.open(text));
  }
  const places = placesIn(text);
  const random = generator(99);
  const somewhere = (list) => list[Math.floor(random() * list.length)];
  for (let time = 0; time < times.edit; time++) {
    const at = somewhere(places.words);
    found.edit.push(await server.edit({ start: at, end: at }, 'x'));
    await server.edit({ start: at, end: { line: at.line, character: at.character + 1 } }, '');
  }
  for (let time = 0; time < times.complete; time++) {
    const { took } = await server.request('textDocument/completion', { position: somewhere(places.values) });
    found.complete.push(took);
  }
  for (let time = 0; time < times.typed; time++) {
    // A letter behind a value, and what may stand there.
    const at = somewhere(places.values);
    const behind = { line: at.line, character: at.character + 1 };
    const edit = { range: { start: at, end: at }, text: 'm' };
    const { took } = await server.request('textDocument/completion', { position: behind }, edit);
    found.typed.push(took);
    await server.edit({ start: at, end: behind }, '');
  }
  for (let time = 0; time < times.hover; time++) {
    found.hover.push((await server.request('textDocument/hover', { position: somewhere(places.keys) })).took);
  }
  for (let time = 0; time < times.symbols; time++) {
    found.symbols.push((await server.request('textDocument/documentSymbol')).took);
  }
  const { memory } = server;
  await server.stop();
  const counted = Object.entries(found).map(([name, [, ...rest]]) => [name, rest]);
  return { ...Object.fromEntries(counted), memory };
}

/** Where a text is typed in: words of prompts, values of keys, and keys. */
function placesIn(text) {
  const words = [];
  const values = [];
  const keys = [];
  for (const [line, content] of text.split('\n').entries()) {
    if (/^ {6}[A-Z]\w+ /.test(content)) words.push({ line, character: content.indexOf(' ', 6) });
    if (/^ {4}style: /.test(content)) values.push({ line, character: '    style: '.length });
    if (/^ {4}(?:model|style|keep): /.test(content)) keys.push({ line, character: 6 });
    if (/^ {4}model: /.test(content)) values.push({ line, character: '    model: '.length });
  }
  return { words, values, keys };
}
