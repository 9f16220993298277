/**
 * What a person writes in twenty lines: the official client with its retries, a limit on concurrency, and a file that lines
 * are appended to. Started again, it leaves out what the file has.
 */
import { appendFile, readFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { modules, input, output, url, concurrency, timeout } = JSON.parse(process.argv[2]);
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: OpenAI } = await load('openai');
const { default: pLimit } = await load('p-limit');

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 6, timeout: timeout * 1000 });
const limit = pLimit(concurrency);
const path = `${output}/rows/rows.jsonl`;
const done = new Set();
for (const line of (await readFile(path, 'utf8').catch(() => '')).split('\n')) {
  try {
    done.add(JSON.parse(line).id);
  } catch {
    // The line that a kill has cut off.
  }
}
const tasks = new Set();
for await (const line of createInterface({ input: createReadStream(input) })) {
  const { id, text } = JSON.parse(line);
  if (done.has(id)) continue;
  const task = limit(async () => {
    const messages = [{ role: 'user', content: `Rewrite the text in plain words.\n\n${text}` }];
    const answer = await client.chat.completions.create({ model: 'mock', messages, temperature: 0.7, max_tokens: 512 });
    await appendFile(path, `${JSON.stringify({ id, text: answer.choices[0].message.content })}\n`);
  })
    .catch((error) => console.error(`${id}: ${error.message}`))
    .finally(() => tasks.delete(task));
  tasks.add(task);
  if (tasks.size >= 2 * concurrency) await Promise.race(tasks);
}
await Promise.all(tasks);
