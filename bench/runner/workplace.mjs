import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { textsOf, writeCorpus } from './corpus.mjs';
import { readOutput, scoreOf } from './score.mjs';

/** Does something in a temporary folder with a corpus, in which systems work one after the other. */
export async function withWorkplace(corpus, action) {
  const workplace = await openWorkplace(corpus);
  try {
    return await action(workplace);
  } finally {
    await workplace.close();
  }
}

async function openWorkplace(corpus) {
  const folder = await mkdtemp(join(tmpdir(), 'wordmill-bench-'));
  const input = join(folder, 'documents.jsonl');
  await writeCorpus(input, corpus);
  let outputs = 0;
  return {
    input,
    /** A fresh output folder for a system; `attempt` starts it there, again and again. */
    async begin(system, settings) {
      const output = join(folder, `${outputs++}`, 'out');
      return {
        async attempt(limitMs) {
          const job = { input, output, timeout: 600, ...settings };
          const how = await system.start(job);
          return new Client({ ...how, cwd: folder }, limitMs);
        },
        output,
        async score() {
          const { rows, rejects } = system.output(output);
          return scoreOf(await readOutput(rows, rejects), corpus.documents, textsOf(corpus));
        },
        clear: () => rm(join(output, '..'), { recursive: true, force: true }),
      };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
