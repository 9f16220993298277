import { resolve } from 'node:path';
import { planDocument, type Rephraser, type SeedDocument } from '#engine';
import type { Strategy } from '#language';
import { openSources, readRows } from '#store';
import { openPlan } from '../../runner/open-plan.ts';
import { previewDocument } from '../../runner/preview.ts';
import type { PreviewedRephrasing } from '#protocol';
import { realIdentifier } from '../helpers/identify-language.ts';
import { answerTo } from './answers.ts';
import { fileOf, resolved, root } from './recipes.ts';

/** A request as a model got it. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly sampling: unknown;
}

/** What one rephrasing made of one document. */
export interface Treated {
  readonly document: SeedDocument;
  readonly asked: readonly Asked[];
  readonly results: readonly PreviewedRephrasing[];
}

export interface Asking {
  readonly strategy: Strategy;
  readonly documents: readonly SeedDocument[];
  /** Documents that are skipped, and by which expression. */
  readonly skipped: readonly { readonly document: SeedDocument; readonly expression: string }[];
  /** Of every rephrasing, in the order of the file, the documents that it is applied to. */
  readonly rephrasings: ReadonlyMap<string, readonly Treated[]>;
}

/** Takes the whole corpus through a recipe, with a scripted model that writes down what it is asked. */
export async function askRecipe(recipe: string): Promise<Asking> {
  const strategy = await resolved(recipe);
  const plan = await openPlan(strategy, realIdentifier);
  const documents = await documentsOf(recipe, strategy);
  const skipped = documents.flatMap((document) => {
    const planned = planDocument(plan, document);
    return planned.kind === 'skipped' ? [{ document, expression: planned.skipped.expression }] : [];
  });
  const kept = documents.filter((document) => skipped.every((one) => one.document !== document));
  const rephrasings = new Map<string, readonly Treated[]>();
  for (const { name } of strategy.rephrasings) {
    const treated: Treated[] = [];
    for (const document of kept) {
      const asked: Asked[] = [];
      const { results } = await previewDocument(document, {
        plan,
        rephrasers: {
          model: (model) => known(strategy.models[model]),
          get: async (model) => scripted(model, asked),
          dispose: async () => undefined,
        },
        rephrasings: [name],
        signal: new AbortController().signal,
      });
      if (results.length > 0 || asked.length > 0) treated.push({ document, asked, results });
    }
    rephrasings.set(name, treated);
  }
  return { strategy, documents, skipped, rephrasings };
}

/** All documents of the recipe's seeds, in their order. */
async function documentsOf(recipe: string, { seeds }: Strategy): Promise<readonly SeedDocument[]> {
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

function known<T>(model: T | undefined): T {
  if (model === undefined) throw new RangeError('A request goes to a model that the strategy has.');
  return model;
}
