/**
 * How long it takes from a key press in a strategy to the prompt that is shown beside it, inside a real VS Code:
 * `npm run build && node bench/editor/run.mjs`. Everything counts: the edit, the runner, and VS Code's update of the document.
 */
import { readFile } from 'node:fs/promises';
import { runInHost } from '../../scripts/vscode/host.mjs';
import { at, milliseconds } from '../table.mjs';

async function print(report) {
  const text = await readFile(report, 'utf8').catch(() => '');
  if (text === '') return false;
  const { edits, prompts } = JSON.parse(text);
  console.log(`an edit alone, as VS Code applies it: ${summary(edits)}`);
  console.log(`an edit and the prompt after it:      ${summary(prompts)}`);
  return true;
}

function summary(times) {
  return `p50 ${milliseconds(at(times, 0.5))}, p95 ${milliseconds(at(times, 0.95))} of ${times.length} keys`;
}

process.exitCode = (await runInHost(print, 'bench/editor/typing.mjs')) ? 0 : 1;
