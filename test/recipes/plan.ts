import { resolve } from 'node:path';
import { planDocument, planStrategy, type Rephraser, type SeedDocument, sha256 } from '#engine';
import { openSources, readRows } from '#store';
import { previewDocument } from '../../runner/preview.ts';
import type { PreviewedRephrasing } from '../../runner/protocol.ts';
import { answerTo } from './answers.ts';
import { fileOf, resolved, root } from './recipes.ts';

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly sampling: unknown;
}

/** A text that says what a recipe would do with every page of the corpus, for people to read and to compare. */
export async function planOf(recipe: string): Promise<string> {
  const strategy = await resolved(recipe);
  const plan = planStrategy(strategy);
  const documents = await documentsOf(recipe);
  const lines: string[] = [];
  const kept = documents.filter((document) => {
    const planned = planDocument(plan, document);
    if (planned.kind !== 'skipped') return true;
    lines.push(`  skipped ${document.id} by ${planned.skipped.expression}`);
    return false;
  });
  lines.unshift(`documents ${kept.length} of ${documents.length}`);

  for (const { name } of strategy.rephrasings) {
    const asked: Asked[] = [];
    const perDocument: string[] = [];
    const drawn = new Map<string, number>();
    const shown: string[] = [];
    for (const document of kept) {
      const before = asked.length;
      const { results } = await previewDocument(document, {
        plan,
        rephrasers: { get: async (model) => scripted(model, asked), dispose: async () => undefined },
        rephrasings: [name],
        signal: new AbortController().signal,
      });
      if (results.length === 0 && asked.length === before) continue;
      const records = results.filter(({ record }) => record !== null).length;
      perDocument.push(`${document.id}: ${asked.length - before} requests, ${records} of ${results.length} kept`);
      for (const { record } of results) count(drawn, record?.['variables']);
      if (asked.length > before && shown.length < 2) shown.push(shownOf(document.id, results, shown.length === 0));
    }
    lines.push('', `${name}: ${perDocument.length} documents, ${asked.length} requests`);
    lines.push(...[...samplings(asked)].map(([sampling, times]) => `  ${times} × ${sampling}`));
    lines.push(...perDocument.map((line) => `  ${line}`));
    lines.push(...[...drawn].map(([value, times]) => `  ${times} kept with ${value}`).toSorted());
    lines.push(`  prompts ${sha256(asked.map(({ messages }) => JSON.stringify(messages)).join('\n')).slice(0, 16)}`);
    lines.push(...shown);
  }
  return `${lines.join('\n')}\n`;
}

/** All documents of the recipe's seeds, in their order. */
async function documentsOf(recipe: string): Promise<readonly SeedDocument[]> {
  const { seeds } = await resolved(recipe);
  const baseFolder = resolve(root, fileOf(recipe), '..');
  const sources = await openSources(seeds.from, { baseFolder, textField: seeds.text, idField: seeds.id });
  const documents: SeedDocument[] = [];
  for (const source of sources) {
    for await (const row of readRows(source, { row: 0, offset: 0 }, new AbortController().signal)) {
      if (row.kind === 'document') documents.push(row.document);
    }
  }
  return documents;
}

/** A rephraser that writes down what it is asked and answers as the scripted server does. */
function scripted(model: string, asked: Asked[]): Rephraser {
  return {
    async rephrase({ messages, sampling }) {
      asked.push({ model, messages, sampling });
      const { text, finishReason } = answerTo(messages.findLast(({ role }) => role === 'user')?.content ?? '');
      return { text, finishReason, inputTokens: null, outputTokens: null };
    },
    // One after the other, so that requests are written down in their order.
    concurrency: 1,
    label: model,
    dispose: async () => undefined,
  };
}

function samplings(asked: readonly Asked[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { model, sampling } of asked) {
    const key = `${model} ${JSON.stringify(sampling)}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

function count(drawn: Map<string, number>, variables: unknown): void {
  // Records hold a map from names to values.
  for (const [name, value] of Object.entries((variables ?? {}) as Record<string, unknown>)) {
    const key = `${name} = ${JSON.stringify(value)}`;
    drawn.set(key, (drawn.get(key) ?? 0) + 1);
  }
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
