import type { Sampling } from '#language';
import { clean } from './clean/index.ts';
import { canonicalJson, shortHash } from './hash.ts';
import { judge } from './judge.ts';
import type { Piece, Plan } from './plan.ts';
import type { Outcome, Reject } from './record.ts';
import type { Message, RephraserAnswer, RephraserRequest } from './rephraser.ts';
import { assembleScope, emptyScope, promptScope } from './scope.ts';

/** A piece whose prompt is rendered: what is sent, and what the rest of its way needs. */
export interface Prepared {
  readonly piece: Piece;
  readonly request: RephraserRequest;
  /** The prompt without the document, for measures that ask what came from the instructions. */
  readonly instructions: string;
  readonly prefill: string;
}

export type Preparation =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  | { readonly kind: 'reject'; readonly reject: Reject };

/** Where and when a piece is done: what a record says besides the work itself. */
export interface Circumstances {
  readonly plan: Plan;
  /** What the record calls the model. */
  readonly model: string;
  /** The time, as ISO 8601. */
  readonly now: () => string;
}

/** Renders the piece's messages. A template that fails on this document (a field that the row lacks) rejects the piece. */
export function preparePiece(piece: Piece, circumstances: Circumstances): Preparation {
  const { planned } = piece;
  const scope = promptScope(piece);
  const messages: Message[] = [];
  for (const role of ['system', 'prompt', 'prefill'] as const) {
    const rendered = planned[role]?.(scope);
    if (rendered === undefined) continue;
    if (!rendered.ok) {
      const message = `The ${role} of ${planned.rephrasing.name} cannot be rendered for this document: ${rendered.message}`;
      return { kind: 'reject', reject: rejectOf(piece, circumstances, { reason: 'template', message }) };
    }
    messages.push({ role: roles[role], content: rendered.text });
  }
  const prefill = messages.find(({ role }) => role === 'assistant')?.content ?? '';
  const request = {
    messages,
    sampling: (planned.rephrasing.steps[0]?.sampling ?? {}) satisfies Sampling,
    seed: piece.seed,
  };
  return { kind: 'prepared', prepared: { piece, request, instructions: instructionsOf(piece), prefill } };
}

const roles = { system: 'system', prompt: 'user', prefill: 'assistant' } as const;

/** Cleans, measures and judges what the model said, and makes the record or the reject of it. */
export function finishPiece(prepared: Prepared, answer: RephraserAnswer, circumstances: Circumstances): Outcome {
  const { piece, instructions, prefill } = prepared;
  const { planned, document, variables } = piece;
  const { rephrasing } = planned;
  const raw = prefill + answer.text;
  const known = { raw, answer };
  const reject = (details: RejectDetails): Outcome => ({
    kind: 'reject',
    reject: rejectOf(piece, circumstances, { ...known, ...details }),
  });

  if (answer.text.trim() === '') {
    return reject({
      reason: 'no-output',
      message: `The model answered nothing (finish reason ${answer.finishReason}).`,
    });
  }
  const cleaned = clean(raw, rephrasing.clean);
  if (!cleaned.ok)
    return reject({ reason: 'clean', message: cleaned.message, gate: cleaned.step, line: rephrasing.line });
  if (cleaned.text.trim() === '') {
    return reject({ reason: 'no-output', message: 'Cleaning left nothing of the answer.', text: cleaned.text });
  }

  const verdict = judge(planned.gates, {
    document,
    computed: piece.scope.computed,
    variables,
    source: document.text,
    output: cleaned.text,
    prompt: instructions,
    finishReason: answer.finishReason,
    identifyLanguage: circumstances.plan.identifyLanguage,
  });
  const { measures } = verdict;
  if (!verdict.passed) {
    const { gate, message } = verdict;
    return reject({ reason: 'gate', message, gate: gate.expression, line: gate.line, text: cleaned.text, measures });
  }

  const assembled = planned.assemble?.(assembleScope(piece, cleaned.text));
  if (assembled?.ok === false) {
    const message = `The assemble template cannot be rendered for this document: ${assembled.message}`;
    return reject({ reason: 'template', message, text: cleaned.text, measures });
  }
  const { plan } = circumstances;
  return {
    kind: 'record',
    record: {
      id: piece.id,
      text: assembled?.text ?? cleaned.text,
      rephrasing: rephrasing.name,
      style: rephrasing.style,
      source_id: document.id,
      source_file: document.file,
      source_row: document.row,
      chunk: null,
      variables,
      model: circumstances.model,
      prompt_hash: shortHash(canonicalJson(prepared.request.messages)),
      strategy: plan.strategy.name,
      strategy_hash: plan.hash,
      seed: piece.seed,
      input_tokens: answer.inputTokens,
      output_tokens: answer.outputTokens,
      finish_reason: answer.finishReason,
      measures,
      created: circumstances.now(),
    },
  };
}

/** The reject of a piece whose request failed for good, with what the server said. */
export function failedPiece(piece: Piece, message: string, circumstances: Circumstances): Outcome {
  return { kind: 'reject', reject: rejectOf(piece, circumstances, { reason: 'request-failed', message }) };
}

interface RejectDetails extends Partial<Pick<Reject, 'gate' | 'line' | 'text' | 'measures' | 'raw'>> {
  readonly reason: string;
  readonly message: string;
  readonly answer?: RephraserAnswer;
}

function rejectOf(piece: Piece, circumstances: Circumstances, details: RejectDetails): Reject {
  const { id, document, variables, planned, seed } = piece;
  return {
    id,
    reason: details.reason,
    message: details.message,
    gate: details.gate ?? null,
    line: details.line ?? null,
    rephrasing: planned.rephrasing.name,
    source_id: document.id,
    source_file: document.file,
    source_row: document.row,
    variables,
    model: circumstances.model,
    seed,
    raw: details.raw ?? null,
    text: details.text ?? null,
    input_tokens: details.answer?.inputTokens ?? null,
    output_tokens: details.answer?.outputTokens ?? null,
    finish_reason: details.answer?.finishReason ?? null,
    measures: details.measures ?? {},
    created: circumstances.now(),
  };
}

/** The templates rendered over an empty document; where they cannot be, there are no instructions to compare with. */
function instructionsOf(piece: Piece): string {
  const { planned } = piece;
  const scope = emptyScope(piece);
  const parts = [planned.system, planned.prompt].map((template) => template?.(scope));
  return parts.map((part) => (part?.ok ? part.text : '')).join('\n');
}
