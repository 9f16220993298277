/**
 * How long it takes from a key press in a strategy to the prompt that is shown beside it, inside a real VS Code:
 * `npm run build && node bench/editor/run.mjs`. Everything counts: the edit, the runner, and VS Code's update of the document.
 */
import { readFile } from 'node:fs/promises';
import { runInHost } from '../../scripts/vscode/host.mjs';

async function print(report) {
  const text = await readFile(report, 'utf8').catch(() => '');
  if (text === '') return false;
  const { edits, prompts } = JSON.parse(text);
  console.log(`an edit alone, as VS Code applies it: ${summary(edits)}`);
  console.log(`an edit and the prompt after it:      ${summary(prompts)}`);
  return true;
}

function summary(milliseconds) {
  const sorted = milliseconds.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms of ${sorted.length} keys`;
}

process.exitCode = (await runInHost(print, 'bench/editor/typing.mjs')) ? 0 : 1;
