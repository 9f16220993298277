import { methods, type PreviewParams, type PreviewProgress, type PreviewResult } from '#protocol';
import { openPlan } from '../open-plan.ts';
import { type PieceProgress, previewDocument } from '../preview.ts';
import { overridesOf } from '../rephrasers.ts';
import { modelOptions, readerOf, type Service } from './service.ts';
import { runnableStrategy } from './strategy.ts';

/** Rephrases a document, and tells how it goes. */
export async function preview(params: PreviewParams, signal: AbortSignal, service: Service): Promise<PreviewResult> {
  const { connection, context, documents, notices, pool } = service;
  const report = (rephrasing: string, how: PieceProgress): void => {
    const progress: PreviewProgress = { token: params.token, rephrasing, ...how };
    if (!signal.aborted) void connection.sendNotification(methods.previewProgress, progress);
  };
  const onNotice = (notice: string): void => {
    for (const name of params.rephrasings) report(name, { piece: null, state: notice, text: '' });
  };
  const loaded = service.load(params.strategy);
  const strategy = runnableStrategy(loaded);
  const { again = 0, environment, models = {}, rephrasings } = params;
  const rephrasers = pool.of(strategy, {
    overrides: overridesOf(models, strategy),
    options: modelOptions(service, loaded, environment),
    remember: again === 0,
  });
  notices.add(onNotice);
  try {
    const plan = await openPlan(strategy, context.languageIdentifier);
    const reader = readerOf(service, strategy, loaded, environment);
    const document = await documents.chosen(params.document, plan, reader, signal);
    signal.throwIfAborted();
    if (document === undefined) return { documents: [] };
    const how = { plan, rephrasers, rephrasings, signal, again, onProgress: report };
    return { documents: [await previewDocument(document, how)] };
  } finally {
    notices.delete(onNotice);
    await rephrasers.dispose();
  }
}
