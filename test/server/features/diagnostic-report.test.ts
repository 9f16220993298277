import { features } from '#features';
import { expect, test } from 'vitest';
import { viewOf } from '../../helpers/view.ts';

const wrong = 'version: 1\nstrategy: wrap\nmodles: {}\n';

test('a report has the diagnostics, and says so where nothing has changed', () => {
  const view = viewOf(wrong);
  const first = features.diagnosticReport(view);
  expect(first).toEqual({ kind: 'full', resultId: first.resultId, items: features.diagnostics(view) });
  expect(features.diagnosticReport(view, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
  // A comment at the end changes the text and none of the problems.
  expect(features.diagnosticReport(viewOf(`${wrong}# more\n`), first.resultId).kind).toBe('unchanged');
});

test('a problem that moves is another report', () => {
  const first = features.diagnosticReport(viewOf(wrong));
  expect(features.diagnosticReport(viewOf(`# more\n${wrong}`), first.resultId).kind).toBe('full');
  expect(features.diagnosticReport(viewOf(''), first.resultId).kind).toBe('full');
});
