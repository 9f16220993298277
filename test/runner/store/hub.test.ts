import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openHub } from '../../../runner/hub/index.ts';
import { openSources, readRows, type ReaderOptions, start } from '#store';
import {
  breaksOff,
  type ReceivedRequest,
  replies,
  type ScriptedReply,
  type ScriptedServer,
  startScriptedServer,
} from '../../helpers/scripted-server.ts';

const lines = Array.from({ length: 40 }, (_, row) => JSON.stringify({ text: `Page ${row} of the web.` }));
const packed = gzipSync(Buffer.from('{"text": "A packed page."}\n'));
const files: Readonly<Record<string, Buffer>> = {
  'data/web.jsonl': Buffer.from(`${lines.join('\n')}\n`),
  'data/more.jsonl.gz': packed,
  'data/about.bin': Buffer.from('nothing to read'),
  'README.md': Buffer.from('# The dataset\n\nA card in a few words.'),
};

/** The hub as far as datasets are concerned: a revision is a commit, a listing has pages, a file is given by ranges. */
function hubReply({ path, headers }: ReceivedRequest): ScriptedReply {
  const { pathname, search } = new URL(path, 'http://hub');
  if (pathname === '/api/datasets/ORG/WEB/revision/main') return replies(200, { sha: 'c0ffee' });
  if (pathname === '/api/datasets/ORG/PRIVATE/revision/main') return replies(401);
  const [, folder] = /^\/api\/datasets\/ORG\/WEB\/tree\/c0ffee\/(.*)$/.exec(pathname) ?? [];
  if (folder !== undefined) {
    const inside = Object.entries(files).filter(([name]) => name.startsWith(folder === '' ? '' : `${folder}/`));
    const entries = inside.map(([name, bytes]) => ({ type: 'file', path: name, size: bytes.length }));
    const [first, ...rest] = entries;
    if (search.includes('cursor')) return replies(200, rest);
    const next = `<${pathname}?recursive=true&cursor=2>; rel="next"`;
    return replies(
      200,
      first ? [{ type: 'directory', path: 'data' }, first] : [],
      rest.length > 0 ? { link: next } : {},
    );
  }
  const name = /^\/datasets\/ORG\/WEB\/resolve\/c0ffee\/(.*)$/.exec(pathname)?.[1] ?? '';
  const bytes = files[name];
  if (bytes === undefined) return replies(404);
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const part = bytes.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
  return (response) => {
    response.writeHead(206, { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` });
    response.end(part);
  };
}

function optionsFor(hub: ScriptedServer): ReaderOptions {
  const { signal } = new AbortController();
  const environment = (name: string) =>
    name === 'HF_ENDPOINT' ? hub.url : name === 'HF_TOKEN' ? 'hf_secret' : undefined;
  return { baseFolder: '/', textField: 'text', idField: null, openHub: () => openHub({ environment, signal }) };
}

async function textsOf(written: string, hub: ScriptedServer, from = start): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const source of await openSources([written], optionsFor(hub))) {
    for await (const row of readRows(source, from, new AbortController().signal)) {
      texts.push(row.kind === 'document' ? row.document.text : row.bad.message);
    }
  }
  return texts;
}

describe('a dataset of the hub', () => {
  test('is pinned to its commit, and a folder means the files in it that can be read', async () => {
    await using hub = await startScriptedServer(hubReply);
    const sources = await openSources(['hf://datasets/ORG/WEB/data'], optionsFor(hub));
    expect(sources.map(({ name, kind, sizeBytes }) => [name, kind, sizeBytes])).toEqual([
      ['hf://datasets/ORG/WEB@c0ffee/data/more.jsonl.gz', 'jsonl.gz', packed.length],
      ['hf://datasets/ORG/WEB@c0ffee/data/web.jsonl', 'jsonl', files['data/web.jsonl']?.length],
    ]);
    expect(hub.requests.every(({ headers }) => headers.authorization === 'Bearer hf_secret')).toBe(true);
  });

  test('gives the rows of one file, and reads on at an offset without what is before', async () => {
    await using hub = await startScriptedServer(hubReply);
    const offset = Buffer.byteLength(`${lines.slice(0, 38).join('\n')}\n`);
    expect(await textsOf('hf://datasets/ORG/WEB/data/web.jsonl', hub, { row: 38, offset })).toEqual([
      'Page 38 of the web.',
      'Page 39 of the web.',
    ]);
    expect(hub.requests.at(-1)?.headers.range).toMatch(new RegExp(`^bytes=${offset}-`));
  });

  test('takes patterns, packed files and single documents', async () => {
    await using hub = await startScriptedServer(hubReply);
    expect(await textsOf('hf://datasets/ORG/WEB/**/*.gz', hub)).toEqual(['A packed page.']);
    expect((await textsOf('hf://datasets/ORG/WEB/README.md', hub))[0]).toContain('A card in a few words.');
  });

  test('goes on where a connection broke', async () => {
    let broken = 0;
    await using hub = await startScriptedServer((request) => {
      const isFile = request.path.endsWith('web.jsonl');
      return isFile && broken++ < 2 ? breaksHalfway(request) : hubReply(request);
    });
    expect(await textsOf('hf://datasets/ORG/WEB/data/web.jsonl', hub)).toHaveLength(40);
    expect(broken).toBe(3);
  });

  test.each([
    ['hf://datasets/ORG/PRIVATE/data', /It is private, or asks to accept its terms|does not give access/],
    ['hf://datasets/ORG/WEB@gone/data', /answered 404/],
    ['hf://datasets/ORG/WEB/nothing', /has no file there that ends in/],
    ['hf://models/ORG/WEB', /is written hf:\/\/datasets\/ORG\/NAME\/PATH/],
  ])('%s is refused in a sentence', async (written, message) => {
    await using hub = await startScriptedServer(hubReply);
    await expect(openSources([written], optionsFor(hub))).rejects.toThrow(message);
  });

  test('a hub that is not there is told', async () => {
    const hub = await startScriptedServer(hubReply);
    await hub.close();
    await expect(openSources(['hf://datasets/ORG/WEB/data'], optionsFor(hub))).rejects.toThrow(/cannot be reached/);
  });
});

/** Sends half of what was asked for. */
function breaksHalfway({ headers }: ReceivedRequest): ScriptedReply {
  const bytes = files['data/web.jsonl'] ?? Buffer.alloc(0);
  const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  const half = bytes.subarray(from, from + Math.ceil((bytes.length - from) / 2));
  return breaksOff(206, half.toString('utf8'), {
    'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
  });
}
