import { type Context, type EnumValue, mapSpecAt, openCases, type Span, type Spec } from '#language';
import { describedEntry } from '../described-entry.ts';
import { describedStep, stepNames } from '../described-step.ts';
import { mapAt, textAt } from '../entries.ts';
import { homeOf, namesOf } from '../homes.ts';
import type { View } from '../view.ts';
import { placeOf } from './place.ts';
import type { Proposal, ProposalKind } from './proposal.ts';

/** The words that the value at the cursor can be: known values, and names of the file and of those that it uses. */
export function valueProposals(view: View, { spec, span, path }: ValueContext): readonly Proposal[] {
  const { item, quote } = placeOf(view.analysis.text, span);
  return [...wordsFor(view, spec.spec, item), ...stepsFor(view, spec.spec, path)]
    .filter(fitting(view, path, span))
    .map(({ text, kind, list, detail, documentation }) => ({
      label: text,
      kind,
      edit: { span, text: list && !item && quote === '' ? `[${text}]` : text },
      ...(detail === undefined ? {} : { detail }),
      ...(documentation === undefined ? {} : { documentation }),
    }));
}

type ValueContext = Extract<Context, { kind: 'value' }>;

interface Word {
  readonly text: string;
  readonly kind: ProposalKind;
  /** True where the word can only be an item of a list. */
  readonly list: boolean;
  readonly detail?: string;
  readonly documentation?: string;
}

function wordsFor(view: View, spec: Spec, item: boolean): readonly Word[] {
  switch (spec.kind) {
    case 'boolean':
      return [word('true'), word('false')];
    case 'enum':
      return spec.values.map(({ value, documentation }) => ({ ...word(String(value)), documentation }));
    case 'number':
      return spec.word ? [{ ...word(spec.word.value), documentation: spec.word.documentation }] : [];
    case 'reference':
      return namesOf(view, spec.to).map((name) => {
        const value = homeOf(view, spec.to, name)?.entry.value;
        const detail = textAt(value, 'about') ?? textAt(value, 'id') ?? textAt(value, 'gguf');
        const documentation = describedEntry(view, spec.to, name);
        return {
          ...word(name),
          kind: 'name',
          ...(detail === undefined ? {} : { detail }),
          ...(documentation === undefined ? {} : { documentation }),
        };
      });
    case 'string':
      return (spec.suggested ?? []).map(suggested);
    case 'path':
      return [...(spec.words ?? []), ...(spec.suggested ?? [])].map(suggested);
    case 'or-not-published':
      return [...wordsFor(view, spec.of, item), ...(item ? [] : [word('not published')])];
    case 'one-or-list':
      return wordsFor(view, spec.of, item);
    case 'list':
      return wordsFor(view, spec.of, item).map((found) => ({ ...found, list: true }));
    case 'by-shape': {
      const shape = item ? (spec.list ?? spec.scalar) : (spec.scalar ?? spec.list);
      return shape === undefined ? [] : wordsFor(view, shape, item);
    }
    default:
      return [];
  }
}

function suggested({ value, documentation }: EnumValue): Word {
  return { ...word(String(value)), detail: documentation.split('. ', 1)[0] ?? '', documentation };
}

function word(text: string): Word {
  return { text, kind: 'value', list: false };
}

/** The steps of the rephrasing in which a value stands, where it is the name of one. */
function stepsFor(view: View, spec: Spec, path: readonly string[]): readonly Word[] {
  const [, rephrasing] = path;
  if (spec.kind !== 'string' || spec.ofStep !== 'named' || rephrasing === undefined) return [];
  return stepNames(view, rephrasing).map((name) => {
    const documentation = describedStep(view, { rephrasing, name });
    return { ...word(name), kind: 'name', ...(documentation === undefined ? {} : { documentation }) };
  });
}

/** Which values leave the other keys of their map as they are: where a value decides about them, only some do. */
function fitting(view: View, path: readonly string[], { start }: Span): (found: Word) => boolean {
  const outer = mapAt(view, path.slice(0, -1), start);
  const map = mapSpecAt(path.slice(0, -1));
  if (outer === undefined || map === undefined || map.cases?.by !== path.at(-1)) return () => true;
  const open = openCases(
    map,
    outer.pairs.map(({ key }) => key.text),
  );
  return ({ text }) => open?.includes(text) ?? true;
}
