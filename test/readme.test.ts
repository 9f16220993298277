import { readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { wordmill } from './helpers/command.ts';
import { workspace } from './helpers/workspace.ts';

const root = resolve(import.meta.dirname, '..');

/** Every `wordmill …` of the README, in its order: lines of shell blocks and code within sentences. */
async function commandsOfReadme(): Promise<readonly string[]> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  return [...text.matchAll(/(?:^|`)(wordmill [^`\n#]+)/gm)].map(([, command]) => command?.trim() ?? '');
}

/** What capitals stand for. */
const placeholders: Readonly<Record<string, string>> = {
  FILE: 'samples/mock.strategy.yaml',
  DIR: 'out/shared',
  I: '0',
  N: '1',
};

/** The same command without the network: files in the places of capitals, an echo in the place of models. */
function runnableForm(command: string): readonly string[] {
  const words = command.split(/\s+/).slice(1);
  const named = words.map((word) => placeholders[word] ?? word);
  const local = named.map((word) => (word.startsWith('small=') || word === 'NAME=URL' ? '*=mock:echo' : word));
  const needsModel = local.includes('samples/quickstart.strategy.yaml') && !local.includes('--model');
  return needsModel ? [...local, '--model', '*=mock:echo'] : local;
}

test('every command of the README runs, one after the other', async () => {
  const folder = await workspace();
  await symlink(join(root, 'samples'), join(folder, 'samples'), 'junction');
  // What needs a cluster is tested on one.
  const commands = (await commandsOfReadme()).filter((command) => !command.includes('--target'));
  expect(commands.length).toBeGreaterThan(6);
  for (const command of commands) {
    const { code, stderr } = await wordmill(runnableForm(command), { cwd: folder });
    expect(code, `${command}\n${stderr}`).toBe(0);
  }
});

test('every npm script that is named exists', async () => {
  const texts = await Promise.all(['README.md', 'CONTRIBUTING.md'].map((name) => readFile(join(root, name), 'utf8')));
  const named = texts.flatMap((text) => [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
});

test('every file that is linked exists', async () => {
  const names = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];
  for (const name of names) {
    const text = await readFile(join(root, name), 'utf8');
    for (const [, target] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      await expect(readFile(join(root, target ?? '')), `${target} in ${name}`).resolves.toBeInstanceOf(Buffer);
    }
  }
});
