import { sha256 } from '#engine';
import type { PreviewedRephrasing } from '#protocol';
import type { Asked, Asking, Treated } from './asking.ts';

/** A text that says what a recipe does with every page of the corpus, for people to read and to compare. */
export function describePlan({ documents, skipped, rephrasings }: Asking): string {
  const lines = [`documents ${documents.length - skipped.length} of ${documents.length}`];
  for (const { document, expression } of skipped) lines.push(`  skipped ${document.id} by ${expression}`);
  for (const [name, treated] of rephrasings) lines.push('', ...describeRephrasing(name, treated));
  return `${lines.join('\n')}\n`;
}

function describeRephrasing(name: string, treated: readonly Treated[]): readonly string[] {
  const asked = treated.flatMap((one) => one.asked);
  const records = treated.flatMap(({ results }) => results.flatMap(({ record }) => (record === null ? [] : [record])));
  const perDocument = treated.map(({ document, asked: requests, results }) => {
    const kept = results.filter(({ record }) => record !== null).length;
    return `  ${document.id}: ${requests.length} requests, ${kept} of ${results.length} kept`;
  });
  const drawn = records.flatMap(({ variables }) => drawnValues(variables)).map((value) => `kept with ${value}`);
  const prompts = sha256(asked.map(({ messages }) => JSON.stringify(messages)).join('\n')).slice(0, 16);
  return [
    `${name}: ${treated.length} documents, ${asked.length} requests`,
    ...counted(asked.map(({ model, sampling }) => `× ${model} ${JSON.stringify(sampling)}`)),
    ...perDocument,
    ...counted(drawn),
    `  prompts ${prompts}`,
    ...treated.slice(0, 2).map(({ document, results }, index) => shownOf(document.id, results, index === 0)),
  ];
}

/** Every different line once, with how often it is there in front. */
function counted(lines: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => `  ${count} ${line}`);
}

function drawnValues(variables: unknown): readonly string[] {
  // Records hold a map from names to values.
  const values = Object.entries((variables ?? {}) as Record<string, unknown>);
  return values.map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
}

/** The first request of a document or, where there are steps, of every step. */
function shownOf(id: string, results: readonly PreviewedRephrasing[], everyStep: boolean): string {
  const steps = results.flatMap((result) => result.steps);
  const names = [...new Set(steps.map(({ name }) => name))].slice(0, everyStep ? undefined : 1);
  return names
    .flatMap((name) => {
      const step = steps.find((one) => one.name === name);
      return [`--- ${id}${name === null ? '' : `, ${name}`}`, ...(step?.messages ?? []).map(asText)];
    })
    .join('\n');
}

function asText({ role, content }: Asked['messages'][number]): string {
  const lines = content.split('\n').map(shortened);
  const middle = lines.length - 24;
  const text = middle <= 0 ? lines : [...lines.slice(0, 18), `… ${middle} lines …`, ...lines.slice(-6)];
  return [`[${role}]`, ...text].join('\n');
}

/** The beginning and the end of a long line: pages need not stand in a golden once more. */
function shortened(line: string): string {
  return line.length <= 240 ? line : `${line.slice(0, 120)} … ${line.length - 200} characters … ${line.slice(-80)}`;
}
