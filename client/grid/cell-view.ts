import { measuresOf } from '../preview/words.ts';
import { columnOf, type Grid, type GridOutput, rowOf } from './grid.ts';
import type { CellView, PartView } from './messages.ts';
import { dollarsOf, sum } from './sums.ts';
import { beginningOf, money, seconds, whole } from './words.ts';

/** How much of a text a screen reader is given before it asks for more, in characters. */
const spokenText = 160;

/** A cell in words. */
export function cellView(grid: Grid, cell: number): CellView {
  const { rephrasing, model } = columnOf(grid, cell);
  const of = `${rephrasing}, ${grid.models[model]?.label ?? ''}, ${nameOfRow(grid, rowOf(grid, cell))}`;
  const shown = shownOf(grid, cell);
  const said = shown.parts.map(({ title, text, notes }) =>
    [title, ...notes, beginningOf(text, spokenText)].filter((one) => one !== '').join('. '),
  );
  // Marks are read as the names of their characters, where they are read at all.
  const label = `${of}: ${[...said, shown.facts].filter((one) => one !== '').join('. ')}`;
  return {
    cell,
    ...shown,
    label: label.replaceAll('✓ ', '').replaceAll('✗ rejected', 'rejected').replaceAll('✗ ', 'rejected by '),
  };
}

export function nameOfRow({ rows }: Grid, row: number): string {
  return rows[row]?.document?.id ?? `document ${row + 1}`;
}

function shownOf(grid: Grid, cell: number): Pick<CellView, 'mood' | 'parts' | 'facts'> {
  const state = grid.cells[cell]?.state;
  const alone = (mood: CellView['mood'], title: string, text = '', notes: readonly string[] = []) => ({
    mood,
    parts: [{ mood, title, text, notes }],
    facts: '',
  });
  switch (state?.kind) {
    case undefined:
    case 'waiting':
      return alone('quiet', 'waiting');
    case 'running':
      return alone('busy', `${state.waiting ?? 'writing'} …`, state.text);
    case 'failed':
      return alone('failed', 'failed', state.text, [state.message]);
    case 'stopped':
      return alone('quiet', `not finished: ${state.why}`, state.text);
    case 'finished': {
      const { outputs, note } = state;
      if (note !== null) return alone('quiet', 'nothing', '', [note]);
      const parts = outputs.map((output, index) => partView(output, outputs.length === 1 ? null : index + 1));
      const rejected = outputs.some(({ kept }) => !kept);
      return { mood: rejected ? 'rejected' : 'kept', parts, facts: factsOf(grid, cell, outputs, state.seconds) };
    }
  }
}

/** @param number which of several outputs; null where it is the only one */
function partView(output: GridOutput, number: number | null): PartView {
  const { kept, text, why, gate, line, measures, findings } = output;
  const verdict = kept ? '✓ kept' : `✗ ${gate ?? 'rejected'}`;
  const notes = [
    // A gate has said it all, but for where it stands; what else rejects says why.
    ...(why === null || gate !== null ? [] : [why]),
    measuresOf(measures),
    Object.entries(findings)
      .map(([kind, count]) => `${kind.replaceAll('-', ' ')}${count === 1 ? '' : ` × ${count}`}`)
      .join(' · '),
  ];
  const place = line === null ? '' : ` · line ${line}`;
  return {
    mood: kept ? 'kept' : 'rejected',
    title: `${number === null ? '' : `${number} `}${verdict}${place}`,
    text: text.trim(),
    notes: notes.filter((one) => one !== ''),
  };
}

function factsOf(grid: Grid, cell: number, outputs: readonly GridOutput[], took: number): string {
  const total = (of: (output: GridOutput) => number | null, unit: string): readonly string[] => {
    const known = outputs.map(of).filter((one) => one !== null);
    return known.length === 0 ? [] : [`${whole(sum(known))} ${unit}`];
  };
  const tokens = [...total((one) => one.inputTokens, 'in'), ...total((one) => one.outputTokens, 'out')];
  // Of a model that counts no tokens there is nothing that could cost.
  const cost = tokens.length === 0 ? [] : [money(dollarsOf(outputs, columnOf(grid, cell)))];
  return [...tokens, ...cost, seconds(took)].join(' · ');
}
