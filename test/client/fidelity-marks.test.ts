import { expect, test } from 'vitest';
import type { Finding } from '#protocol';
import { fidelityMarks } from '../../client/fidelity/marks.ts';
import { placesIn } from '../../client/fidelity/places.ts';

const source = 'The tide rises 3 metres. Anemones live there.';
const output = 'The tide rises 4 metres.';

const invented: Finding = {
  kind: 'number-invented',
  message: '4 does not stand in the source.',
  output: { start: 15, end: 16 },
  source: null,
};
const lost: Finding = {
  kind: 'name-lost',
  message: 'Anemones is missing.',
  output: null,
  source: { start: 25, end: 33 },
};
const changed: Finding = {
  kind: 'quotation-changed',
  message: 'The quotation is another.',
  output: { start: 4, end: 8 },
  source: { start: 4, end: 8 },
};

const at = (text: string, offset = 0) => ({ text, offset });

test('what is invented is marked in the answer, what is lost in the source, weaker', () => {
  const marks = fidelityMarks([invented, lost], at(output), at(source));
  expect(marks.output.map(({ kind, severity, span }) => [kind, severity, output.slice(span.start, span.end)])).toEqual([
    ['number-invented', 'warning', '4'],
  ]);
  expect(marks.source.map(({ kind, severity, span }) => [kind, severity, source.slice(span.start, span.end)])).toEqual([
    ['name-lost', 'hint', 'Anemones'],
  ]);
});

test('what has a place in both is marked in the answer and points at the source', () => {
  const marks = fidelityMarks([changed], at(output), at(source));
  expect(marks.output[0]?.related).toEqual({ start: 4, end: 8 });
  expect(marks.source).toEqual([]);
});

test('spans move with the text: into a passage, and behind what stands above an answer', () => {
  const passage = source.slice(25);
  const above = 'qa · kept\n\n';
  const marks = fidelityMarks([invented, lost, changed], at(above + output, above.length), at(passage, -25));
  expect(marks.output.map(({ span }) => (above + output).slice(span.start, span.end))).toEqual(['4', 'tide']);
  expect(marks.source.map(({ span }) => passage.slice(span.start, span.end))).toEqual(['Anemones']);
  // Its place in the source lies before the passage.
  expect(marks.output[1]?.related).toBeNull();
});

test('a span that is not in the text marks nothing', () => {
  const far: Finding = { ...invented, output: { start: 900, end: 910 } };
  const empty: Finding = { ...invented, output: { start: 3, end: 3 } };
  expect(fidelityMarks([far, empty], at(output), at(source))).toEqual({ output: [], source: [] });
});

test.each(['\n', '\r\n', '\r'])('places count lines as an editor does, whatever ends them: %j', (end) => {
  const text = ['one', '', 'three'].join(end);
  const place = placesIn(text);
  expect(place(0)).toEqual({ line: 0, character: 0 });
  expect(place(text.indexOf('three') + 2)).toEqual({ line: 2, character: 2 });
  expect(place(text.length)).toEqual({ line: 2, character: 5 });
});
