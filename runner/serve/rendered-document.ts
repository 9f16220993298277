import {
  type Ask,
  askCondition,
  countTokens,
  openWork,
  type Piece,
  type Plan,
  planDocument,
  type RephraserRequest,
  scopeOf,
  type SeedDocument,
} from '#engine';
import type { RenderedDocument, RenderedRephrasing, RenderedRequest } from '#protocol';

/** What a request looks like at its model. */
export type Shown = Pick<RenderedRequest, 'url' | 'body' | 'curl'>;

/** Nothing was done before. */
const nothing = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

/**
 * What a strategy makes of a document before any model is asked, by the code of a run.
 * @param names of rephrasings; empty is all of them
 */
export function renderDocument(
  document: SeedDocument,
  plan: Plan,
  names: readonly string[],
  shown: (model: string, request: RephraserRequest) => Shown,
): RenderedDocument {
  const scope = scopeOf(plan, document);
  const planned = planDocument(plan, document, scope);
  const pieces = planned.kind === 'pieces' ? planned.pieces : [];
  const wanted = plan.rephrasings.filter(({ rephrasing }) => names.length === 0 || names.includes(rephrasing.name));
  const { id, file, row, text } = document;
  return {
    id,
    file,
    row,
    text,
    keep: plan.keep.map((condition) => askCondition(condition, scope)),
    rephrasings: wanted.map((of): RenderedRephrasing => {
      const { name, line } = of.rephrasing;
      return {
        name,
        line,
        when: of.when === null ? null : askCondition(of.when, scope),
        ...begun(
          pieces.filter((piece) => piece.planned === of),
          plan,
          shown,
        ),
      };
    }),
  };
}

/** The passages and first requests of a rephrasing. */
function begun(
  pieces: readonly Piece[],
  plan: Plan,
  shown: (model: string, request: RephraserRequest) => Shown,
): Pick<RenderedRephrasing, 'passages' | 'requests'> {
  const passages = new Map<string, RenderedRephrasing['passages'][number]>();
  const requests: RenderedRequest[] = [];
  for (const piece of pieces) {
    const work = openWork(piece, { plan, label: (model) => model, now: () => '' }, nothing);
    for (const { places, text } of work.passages) {
      const start = places.text[0]?.start ?? 0;
      const end = places.text.at(-1)?.end ?? start;
      // Rollouts and values of `each` have the same passages, unless a window is drawn for each.
      passages.set(`${start} ${end}`, { start, end, tokens: countTokens(text) });
    }
    for (const event of work.begin()) if (event.kind === 'ask') requests.push(requestOf(event.ask, shown));
  }
  return { passages: [...passages.values()].toSorted((left, right) => left.start - right.start), requests };
}

function requestOf(ask: Ask, shown: (model: string, request: RephraserRequest) => Shown): RenderedRequest {
  const { step, chunk, model, variables } = ask;
  const common = { step, chunk, model, variables };
  const request = ask.request();
  if (request === null) {
    const [event] = ask.unasked();
    const why = event?.kind === 'outcome' && event.outcome.kind === 'reject' ? event.outcome.reject.message : '';
    return { ...common, failed: why, messages: [], tokens: 0, url: null, body: '', curl: null };
  }
  const { messages } = request;
  const tokens = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  return { ...common, messages, tokens, ...shown(model, request) };
}
