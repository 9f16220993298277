import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { compose } from '../../../language/syntax/compose.ts';
import { unquotedTemplates } from '../../../language/syntax/mask.ts';
import { parse } from '../../../language/syntax/parse.ts';
import type { Node, Tree } from '../../../language/syntax/tree.ts';
import { edited, edits, fileText } from './arbitrary.ts';

const sections = new Set(['models', 'variables', 'rephrasings']);
const runs = { seed: 20_260_101, numRuns: 200 };

describe('reading in chunks', () => {
  it('gives what reading the whole file gives', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        const whole = compose(text);
        if (!isYamlMap(text)) return;
        expect(parse(text, sections).root).toEqual(whole.root);
      }),
      runs,
    );
  });

  it('gives the same after edits as from scratch', () => {
    fc.assert(
      fc.property(fileText, edits, (text, steps) => {
        let tree: Tree = parse(text, sections);
        for (const step of steps) {
          const next = edited(tree.text, step);
          tree = parse(next, sections, tree);
          const scratch = parse(next, sections);
          expect(tree.root).toEqual(scratch.root);
          expect(tree.problems).toEqual(scratch.problems);
        }
      }),
      runs,
    );
  });

  it('finds values that YAML finds', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        if (!isYamlMap(text)) return;
        const document = parseDocument(text, { uniqueKeys: false });
        expect(plain(parse(text, sections).root)).toEqual(document.toJS());
      }),
      runs,
    );
  });

  it('keeps the chunks that an edit does not touch', () => {
    const before = parse('models:\n  a: {mock: echo}\n  b: {mock: echo}\nseed: 1\n', sections);
    const after = parse('models:\n  a: {mock: echo}\n\n  b: {mock: echos}\nseed: 1\n', sections, before);
    expect(after.chunks.map(({ chunk }) => before.chunks.some((old) => old.chunk === chunk))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('spans', () => {
  it('lie in the file, and sources are what stands there', () => {
    fc.assert(
      fc.property(fileText, edits, (text, steps) => {
        const broken = steps.reduce(edited, text);
        const tree = parse(broken, sections);
        const visit = (node: Node): void => {
          expect(node.span.start).toBeLessThanOrEqual(node.span.end);
          expect(node.span.end).toBeLessThanOrEqual(broken.length);
          if (node.kind === 'scalar' && !broken.includes('<<<<<<<') && !broken.includes('>>>>>>>')) {
            expect(node.source).toBe(broken.slice(node.span.start, node.span.end));
          } else if (node.kind === 'list') node.items.forEach(visit);
          else if (node.kind === 'map') {
            for (const { key, value } of node.pairs) {
              visit(key);
              if (value !== undefined) visit(value);
            }
          }
        };
        if (tree.root !== undefined) visit(tree.root);
        for (const { span } of tree.problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(broken.length);
        }
      }),
      runs,
    );
  });
});

/** True where all of the text is a YAML map as it stands, with nothing that we read otherwise than YAML does. */
function isYamlMap(text: string): boolean {
  const { root, errors } = compose(text);
  return errors.length === 0 && root?.kind === 'map' && unquotedTemplates(text, root).length === 0;
}

function plain(node: Node | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.pairs.map(({ key, value }) => [String(key.value ?? ''), plain(value)]));
}
