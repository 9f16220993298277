import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { echo, records } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

const documents = 3000;

it('rows with the ids and texts of others are rows of their own, in a run and when it is taken up again', async () => {
  const lines = Array.from({ length: documents }, (_, row) =>
    JSON.stringify({
      id: `doc-${row % 100 === 99 ? row - 1 : row}`,
      text: `Page ${row % 200 === 199 ? row - 1 : row}.`,
    }),
  );
  const strategy = echo
    .replace('from: documents.jsonl', 'from: documents.jsonl, id: id')
    .replace('rows: 3', 'rows: 500');
  const cwd = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': lines.join('\n') });
  for (const attempt of ['first', 'second']) {
    expect(await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd })).toMatchObject({ code: 0 });
    const found = await records(join(cwd, 'out'));
    expect(found, attempt).toHaveLength(documents);
    expect(new Set(found.map(({ id }) => id)).size).toBe(documents);
    expect(new Set(found.map(({ source_id: id }) => id)).size).toBe(documents - documents / 100);
    expect(found.map(({ source_row: row }) => row)).toEqual(Array.from({ length: documents }, (_, row) => row));
  }
}, 60_000);
