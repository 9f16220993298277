import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openRun, writeReport } from '#store';
import { attempt, folder, machineOf, planOf, recordOf, rejectOf, report } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';

const hostile = '<script>alert("x")</script> & {{ text }}';

async function reported(): Promise<{ readonly card: string; readonly page: string }> {
  const disk = new SimulatedDisk();
  const plan = planOf({ about: `About ${hostile}` });
  const run = await openRun(folder, plan, 'local', { machine: machineOf(disk) });
  await run.writeStatus({ ...report, requests: 12, seconds: 125 });
  const slice = await run.openSlice('0000-000000');
  await slice.append({ kind: 'record', record: recordOf(0, 'first', { text: `Kept ${hostile}` }) });
  for (let row = 1; row < 6; row++) {
    await slice.append({ kind: 'reject', reject: rejectOf(row, 'second', { text: `Number ${row} ${hostile}` }) });
  }
  await slice.append({
    kind: 'reject',
    reject: rejectOf(7, 'first', {
      reason: 'request-failed',
      gate: null,
      raw: null,
      text: null,
      message: 'Status 500.',
    }),
  });
  const bad = [{ file: 'in.jsonl', row: 9, line: 10, message: 'Line 10 of in.jsonl is not a JSON object.' }];
  await slice.commit({ documents: 8, skipped: 4, bad_rows: 3, bad, next: { row: 10, offset: 0 }, last: true });
  await run.finish();
  await run.close();
  return {
    card: disk.content('/out/README.md').toString(),
    page: disk.content('/out/report.html').toString(),
  };
}

test('the card tells the loader which files are the data', async () => {
  const { card } = await reported();
  const [, frontMatter] = card.split('---\n');
  expect(parse(frontMatter ?? '')).toMatchObject({
    pretty_name: 'small',
    configs: [{ config_name: 'default', data_files: [{ split: 'train', path: 'data/*.jsonl' }] }],
    size_categories: ['n<1K'],
  });
});

test('the card says the types of all columns, also of those that are null at first', async () => {
  const frontMatter = (card: string) => parse(card.split('---\n')[1] ?? '') as Record<string, unknown>;
  const { datasetCard } = await import('../../../runner/store/report/dataset-card.ts');
  const { noCounts } = await import('#store');
  const { manifestOf } = await import('../../../runner/store/run/manifest.ts');
  const of = (as: 'jsonl' | 'parquet', natural: number | null) => {
    const plan = planOf({
      output: { to: null, as, compression: as === 'jsonl' ? 'none' : 'zstd', rows: 2, rejects: true, raw: false },
      variables: {
        audience: { values: [{ value: 'a child', weight: 1 }] },
        count: { values: [{ value: 2, weight: 1 }] },
        heat: { values: [0.5, 1].map((value) => ({ value, weight: 1 })) },
        clause: { values: [true, false].map((value) => ({ value, weight: 1 })) },
        mixed: { values: [1, 'two'].map((value) => ({ value, weight: 1 })) },
      },
      mix: { perDocument: 'all', natural, from: null, tokens: null, styles: {} },
      rephrasings: planOf().strategy.rephrasings.map((one) => ({
        ...one,
        keep: [{ expression: 'not truncated and finish_reason == "stop" and audience', line: 3 }],
      })),
    });
    const summary = { counts: { ...noCounts(), records: 1 }, slices: 1, requests: 0, seconds: 0, kept: [], bad: [] };
    return frontMatter(
      datasetCard({ ...summary, manifest: manifestOf(plan, ''), finished: null, estimate: null, rejected: new Map() }),
    )['dataset_info'] as { features: readonly Record<string, unknown>[] };
  };
  const { features } = of('jsonl', null);
  expect(features.map(({ name }) => name)).toEqual(Object.keys(recordOf(0, 'first')));
  expect(features.find(({ name }) => name === 'chunk')).toEqual({ name: 'chunk', dtype: 'int64' });
  expect(features.find(({ name }) => name === 'variables')).toEqual({
    name: 'variables',
    struct: [
      { name: 'audience', dtype: 'string' },
      { name: 'count', dtype: 'int64' },
      { name: 'heat', dtype: 'float64' },
      { name: 'clause', dtype: 'bool' },
      { name: 'mixed', dtype: 'string' },
    ],
  });
  expect(features.find(({ name }) => name === 'measures')).toEqual({
    name: 'measures',
    struct: [
      { name: 'tokens', dtype: 'float64' },
      { name: 'words', dtype: 'float64' },
      { name: 'ratio', dtype: 'float64' },
      { name: 'truncated', dtype: 'bool' },
      { name: 'finish_reason', dtype: 'string' },
    ],
  });
  const parquet = of('parquet', 0.5).features;
  expect(parquet.find(({ name }) => name === 'variables')).toEqual({ name: 'variables', dtype: 'string' });
  expect(parquet.at(-1)).toEqual({ name: 'epoch', dtype: 'int64' });
});

test('the card names the strategy, its hash, the models, the sampling and the numbers', async () => {
  const { card } = await reported();
  for (const text of ['`small`, hash `hash`, seed 1', 'mock:echo', '1 rephrasings of 8 documents', '2 min 5 s']) {
    expect(card).toContain(text);
  }
  expect(card).toContain('| first | dialogue | m | 1 | 1 | 50 % |');
  expect(card).toContain('| second | dialogue | m | 0 | 5 | 0 % |');
});

test.each([
  [0, 'n<1K'],
  [999, 'n<1K'],
  [1_000, '1K<n<10K'],
  [123_456, '100K<n<1M'],
  [2e12, 'n>1T'],
])('%d rows are in the class %s', async (records, category) => {
  const { datasetCard } = await import('../../../runner/store/report/dataset-card.ts');
  const { noCounts } = await import('#store');
  const { manifestOf } = await import('../../../runner/store/run/manifest.ts');
  const card = datasetCard({
    manifest: manifestOf(planOf(), ''),
    counts: { ...noCounts(), records },
    slices: 1,
    finished: null,
    estimate: null,
    requests: 0,
    seconds: 0,
    rejected: new Map(),
    bad: [],
  });
  expect(card).toContain(`- ${category}\n`);
});

test('the report shows the numbers, and three examples of every reason', async () => {
  const { page } = await reported();
  expect(page).toContain('<dt>kept</dt><dd>1 (14 %)</dd>');
  expect(page).toContain('<dt>requests</dt><dd>12</dd>');
  expect(page).toContain('<code>ratio &lt;= 1.5</code> <span class="quiet">line 9</span> 5 (83 %)');
  expect(page).toContain('Status 500.');
  expect(page).toContain('Line 10 of in.jsonl is not a JSON object.');
  expect(page.match(/Number \d/g)).toHaveLength(3);
});

test('nothing of a document becomes markup, and nothing is fetched', async () => {
  const { page } = await reported();
  expect(page).not.toContain('<script');
  expect(page).toContain('Kept &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; {{ text }}');
  expect(page).not.toMatch(/(?:src|href)=|url\(|@import/);
});

test('the report tells what the output is like as a whole, what the gates let through, and that no number replaces training', async () => {
  const disk = new SimulatedDisk();
  const [second, first] = planOf().strategy.rephrasings;
  if (first === undefined || second === undefined) throw new Error('The small run has two rephrasings.');
  const keep = [{ expression: 'ratio <= 1.5', line: 9 }];
  const plan = planOf({ rephrasings: [{ ...first, keep }, second] });
  const run = await openRun(folder, plan, 'local', { machine: machineOf(disk) });
  for (const number of [0, 1]) {
    const slice = await run.openSlice(`0000-00000${number}`);
    for (const row of [0, 1, 2]) {
      const text = row < 2 ? `It was once <upon> a time ${number}` : 'Question: Who?\nAnswer: She.';
      const record = recordOf(3 * number + row, 'first', { text, style: row < 2 ? 'tale' : null });
      await slice.append({ kind: 'record', record });
    }
    await slice.append({ kind: 'reject', reject: rejectOf(9 + number, 'first', { gate: 'ratio <= 1.5' }) });
    const next = { row: 4 * (number + 1), offset: 0 };
    await slice.commit({ documents: 4, skipped: 0, bad_rows: 0, bad: [], next, last: number === 1 });
  }
  await run.finish();
  await run.close();

  const { set, accepted } = await writeReport(folder, 'report', machineOf(disk));
  expect(set).toMatchObject({
    texts: 6,
    template_collapse: { share: 4 / 6, opening: 'it was once', texts: 4, warning: true },
  });
  expect(set.styles.map(({ style, documents }) => [style, documents])).toEqual([
    ['tale', 4 / 6],
    [null, 2 / 6],
  ]);
  expect(set.conversational_share).toBeCloseTo(set.styles[1]?.tokens ?? 0, 12);
  expect(accepted.by_gate).toEqual({ 'ratio <= 1.5': { of: 8, rejected: 2, rate: 0.75 } });

  const page = disk.content('/out/report.html').toString();
  expect(page).toContain('no proxy replaces training');
  expect(page).toContain('<code>ratio &lt;= 1.5</code></th><td>8</td><td>2</td><td>75.0 %</td>');
  expect(page).toContain('<th scope="row">distinct-1</th>');
  expect(page).toContain('“it was once” (4)');
  expect(page).toContain('more than 2 % begin alike');
});

test('a report can be made again from the folder alone', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const page = disk.content('/out/report.html').toString();
  disk.delete('/out/report.html');
  expect((await writeReport(folder, 'report', machineOf(disk))).report).toBe('/out/report.html');
  expect(disk.content('/out/report.html').toString()).toBe(page);
  disk.cut('/out/run.json', 3);
  await expect(writeReport(folder, 'report', machineOf(disk))).rejects.toThrow('/out/run.json cannot be read');
});

/** The parts of the output that the end of a run reads again. */
async function readAgain(parts: number, rows: number): Promise<readonly string[]> {
  const disk = new SimulatedDisk();
  const run = await openRun(folder, planOf(), 'local', { machine: machineOf(disk) });
  for (let part = 0; part < parts; part++) {
    const slice = await run.openSlice(`0000-${String(part).padStart(6, '0')}`);
    const numbers = Array.from({ length: rows }, (_, index) => part * rows + index);
    await Promise.all(numbers.map((row) => slice.append({ kind: 'record', record: recordOf(row, 'first') })));
    const next = { row: (part + 1) * rows, offset: 0 };
    await slice.commit({ documents: rows, skipped: 0, bad_rows: 0, next, last: part === parts - 1 });
  }
  const read: string[] = [];
  disk.before = (_number, name, path) => {
    if (name === 'read' && path.includes('/data/')) read.push(path);
  };
  await run.finish();
  await run.close();
  return read;
}

test('what is told of an output is read in one go, each part once', async () => {
  const read = await readAgain(4, 7_000);
  // Three of them have the 20,000 rows that a sample is drawn of.
  expect(new Set(read).size).toBe(3);
  expect(read).toHaveLength(3);
});

test('of a large output only as many parts are read again as samples need', async () => {
  const read = await readAgain(40, 1_100);
  expect(new Set(read).size).toBe(read.length);
  expect(read).toHaveLength(19);
});
