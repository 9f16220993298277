import { expect, test } from 'vitest';
import { readDocument } from '#store';
import { brief, readAll } from './helpers/read-all.ts';

const options = { baseFolder: '/', textField: 'text', idField: null };

async function page(html: string) {
  const [document] = await readDocument('page.html', html, options);
  return document;
}

const article = [
  '<!doctype html><html><head><title>  The old\n bridge </title><style>.x{color:red}</style></head><body>',
  '<nav><ul><li><a href="/">Home</a></li><li>Login</li></ul></nav><div class="cookie-banner">We use cookies.</div>',
  '<article><h1>The old bridge</h1><p>The bridge over the river was built in 1894, and it was closed to cars in 1971 after a flood had moved its second pier by eleven centimetres.</p>',
  '<p>Since then only people on foot have crossed it, about 2,300 of them on a fine Sunday, says the council, which counts them, rain or shine, every single week of the year.</p>',
  '<ul><li>first item of the list</li><li>second item of the list</li></ul>',
  '<table><tr><th>Year</th><th>Visitors</th></tr><tr><td>2021</td><td>48,000</td></tr></table>',
  '<pre><code>if (bridge.open) {\n  cross();\n}</code></pre></article>',
  '<script>var tracking = "evil";</script><footer>Imprint</footer></body></html>',
].join('');

test('of a web page the article is read, with its paragraphs, lists, tables and code kept apart', async () => {
  const document = await page(article);
  expect(document?.fields['title']).toBe('The old bridge');
  expect(document?.id).toBe('page.html');
  expect(document?.text).toContain('by eleven centimetres.\n\nSince then');
  expect(document?.text).toMatch(/- first item of the list\n\s*- second item of the list/);
  expect(document?.text).toMatch(/Year +Visitors\n2021 +48,000/);
  expect(document?.text).toContain('if (bridge.open) {\n  cross();\n}');
  for (const noise of ['Login', 'tracking', 'Imprint', 'color:red', 'href'])
    expect(document?.text).not.toContain(noise);
});

test.each([
  ['<p>Just a short page.</p>', 'Just a short page.'],
  ['no markup at all', 'no markup at all'],
  ['<body><nav>Menu</nav><p>One.</p><p>Two.</p><script>x()</script></body>', 'One.\n\nTwo.'],
  ['<p>unclosed <b>bold', 'unclosed bold'],
  ['', ''],
])('a page without an article is read as a whole: %j', async (html, text) => {
  expect((await page(html))?.text).toBe(text);
});

test('what looks like a template in a page is its text', async () => {
  expect((await page('<p>{{ style }} {# no #} &lt;|im_end|&gt;</p>'))?.text).toBe('{{ style }} {# no #} <|im_end|>');
});

test('a page says its own encoding where it is not UTF-8', async () => {
  const latin = Buffer.concat([
    Buffer.from('<meta charset="iso-8859-1"><p>caf'),
    Buffer.from([0xe9]),
    Buffer.from('</p>'),
  ]);
  const shiftJis = Buffer.concat([
    Buffer.from('<meta charset=shift_jis><p>'),
    Buffer.from([0x93, 0xfa]),
    Buffer.from('</p>'),
  ]);
  expect(brief(await readAll({ 'a.html': latin, 'b.html': shiftJis }))).toEqual(['café', '日']);
});

test('text files are UTF-8, or have a byte order mark, or are told to be neither', async () => {
  const files = {
    'a.txt': Buffer.from('\uFEFFüber'),
    'b.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('über', 'utf16le')]),
    'c.txt': Buffer.from([0xfc, 0x62]),
  };
  expect(brief(await readAll(files))).toEqual(['über', 'über', '! c.txt is not valid UTF-8.']);
});

test('front matter becomes fields and leaves the text', async () => {
  const text = '---\ntitle: Volcanoes\ndate: 2024-05-01\ntags: [a, b]\n---\n\n# Heading\n\nBody.\n';
  const [document] = await readDocument('v.md', text, options);
  expect(document).toEqual({
    id: 'v.md',
    text: '# Heading\n\nBody.\n',
    fields: { title: 'Volcanoes', date: '2024-05-01', tags: ['a', 'b'], text: '# Heading\n\nBody.\n', path: 'v.md' },
    file: 'v.md',
    row: 0,
  });
});

test.each([
  '---\nnot: [closed\n---\nBody.',
  '---\nA ruled page.\n---\nBody.',
  '---\n\nNo end',
  'Text\n---\na: 1\n---\n',
])('what is no front matter stays text: %j', async (text) => {
  const [document] = await readDocument('v.md', text, options);
  expect(document?.text).toBe(text);
});

test('without a title in front matter the first heading is the title', async () => {
  const [document] = await readDocument('v.md', 'Intro\n\n## Not this\n\n# This one #\n', options);
  expect(document?.fields['title']).toBe('This one');
});

test('front matter can hold the id', async () => {
  const [document] = await readDocument('v.md', '---\nkey: k-7\n---\nBody.', { ...options, idField: 'key' });
  expect(document?.id).toBe('k-7');
});

test('a .jsonl buffer gives its documents, and the reason where there is none', async () => {
  const documents = await readDocument('a.jsonl', '{"text":"one"}\nbad\n{"text":"three"}\n', options);
  expect(documents.map(({ id, text }) => [id, text])).toEqual([
    ['a.jsonl:0', 'one'],
    ['a.jsonl:2', 'three'],
  ]);
  expect(await readDocument('a.jsonl', '{"text":"1"}\n{"text":"2"}\n', options, 1)).toHaveLength(1);
  await expect(readDocument('a.jsonl', 'bad', options)).rejects.toThrow('Line 1 of a.jsonl is not valid JSON');
  await expect(readDocument('a.jsonl', '\n', options)).rejects.toThrow('a.jsonl has no documents.');
  await expect(readDocument('a.parquet', 'PAR1', options)).rejects.toThrow('a.parquet is not text');
});

test('a preview of a file is the document that a run reads', async () => {
  for (const [name, text] of [
    ['a.html', article],
    ['a.md', '---\na: 1\n---\n# T\n'],
    ['a.txt', 'x'],
    ['a.jsonl', '{"text":"y"}'],
  ] as const) {
    const [row] = await readAll({ [name]: text });
    expect(row?.kind === 'document' && row.document).toEqual((await readDocument(name, text, options))[0]);
  }
});

test('an untitled buffer is plain text', async () => {
  expect((await readDocument('Untitled-1', '# x', options))[0]?.text).toBe('# x');
});
