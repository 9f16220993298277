import type { RephraserRequest } from '#engine';
import { shownRequest } from '#models';
import type { RenderParams, RenderResult } from '#protocol';
import { environmentOf } from '../environment.ts';
import { openPlan } from '../open-plan.ts';
import { overridesOf } from '../rephrasers.ts';
import { type Place, placeOf } from './pool.ts';
import { renderDocument, type Shown } from './rendered-document.ts';
import { readerOf, type Service } from './service.ts';
import { runnableStrategy } from './strategy.ts';

/** Says what a strategy makes of a document, up to the requests that are due first. No model is opened. */
export async function render(params: RenderParams, signal: AbortSignal, service: Service): Promise<RenderResult> {
  const { context, documents, pool } = service;
  const loaded = service.load(params.strategy);
  const strategy = runnableStrategy(loaded);
  const overrides = overridesOf(params.models ?? {}, strategy);
  const plan = await openPlan(strategy, context.languageIdentifier);
  const document = await documents.chosen(params.document, plan, readerOf(service, strategy, loaded, {}), signal);
  signal.throwIfAborted();
  if (document === undefined) return { document: null };
  const shown = (model: string, request: RephraserRequest): Shown =>
    shownAt(placeOf(model, strategy, overrides), request, (baseUrl) => pool.idAt(baseUrl));
  return { document: renderDocument(document, plan, params.rephrasings, shown) };
}

/** The request as its place would get it. */
function shownAt(place: Place, request: RephraserRequest, idAt: (baseUrl: string) => string): Shown {
  if (place.kind === 'editor') return { url: null, curl: null, body: JSON.stringify({ messages: request.messages }) };
  const { model } = place;
  if (model.kind !== 'http') return { url: null, curl: null, body: JSON.stringify(request) };
  return shownRequest(model, model.id || idAt(model.baseUrls[0] ?? ''), request, environmentOf());
}
