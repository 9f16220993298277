import type { DescribeResult } from '#protocol';
import { type GridColumn, type GridModel, mostCells, type Price } from './grid.ts';

/** The choice that leaves every rephrasing with its own models. */
export const asWritten: GridModel = { label: 'as written', where: null };

/** What an override begins with that sends requests to another model of the strategy. */
const modelPrefix = 'model:';

/** A model of the strategy that all requests go to. */
export function strategyModel(name: string): GridModel {
  return { label: name, where: modelPrefix + name };
}

/** A place as `--model` has it; null says that it is none. */
export function placeOf(written: string): GridModel | null {
  const where = written.trim();
  return /^(?:https?:\/\/|mock:|gguf:)\S/.test(where) ? { label: where.replace(/^https?:\/\//, ''), where } : null;
}

/** Models × rephrasings, with who is asked and what that costs. */
export function columnsOf(
  { rephrasings, models }: Pick<DescribeResult, 'rephrasings' | 'models'>,
  chosen: readonly string[],
  where: readonly GridModel[],
): readonly GridColumn[] {
  return where.flatMap((one, model) =>
    chosen.map((rephrasing): GridColumn => {
      const own = rephrasings.find(({ name }) => name === rephrasing)?.models ?? [];
      const named = one.where === null ? own : one.where.startsWith(modelPrefix) ? [one.label] : [];
      const prices = named.map((name) => models.find((known) => known.name === name)?.price ?? null);
      return { model, rephrasing, asks: named.length > 0 ? named : [one.where ?? ''], price: commonPrice(prices) };
    }),
  );
}

/** What of a grid's choices the strategy has no more, in a sentence; null where it has all. */
export function missingFrom(
  { rephrasings, models }: Pick<DescribeResult, 'rephrasings' | 'models'>,
  chosen: readonly string[],
  where: readonly GridModel[],
): string | null {
  const rephrasing = chosen.find((name) => !rephrasings.some((known) => known.name === name));
  if (rephrasing !== undefined) return `The strategy has no rephrasing ${rephrasing} any more; make a new grid.`;
  const gone = where.find(
    (one) => one.where?.startsWith(modelPrefix) === true && !models.some(({ name }) => name === one.label),
  );
  return gone === undefined ? null : `The strategy has no model ${gone.label} any more; make a new grid.`;
}

/** Why a number of documents will not do, in a sentence; null where it does. */
export function samplesProblem(written: string, columns: number): string | null {
  const samples = Number(written);
  if (!/^\d+$/.test(written.trim()) || samples < 1) return 'A whole number of documents, 1 or more.';
  if (samples * columns <= mostCells) return null;
  const most = Math.floor(mostCells / columns);
  const cells = `${samples} documents in ${columns} columns are ${samples * columns} cells, and a grid has ${mostCells} at most`;
  return most === 0 ? `${cells}; choose fewer rephrasings or models.` : `${cells}; take ${most} or fewer.`;
}

function commonPrice(prices: readonly (Price | null)[]): Price | null {
  const [first = null, ...others] = prices;
  const same = others.every((one) => one?.input === first?.input && one?.output === first?.output);
  return same ? first : null;
}
