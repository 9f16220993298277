import type { RenderedDocument, RenderedRephrasing, RenderedRequest } from '#protocol';

/** What a heading of ours begins with, and a line about the text: as in a preview. */
const heading = '━━ ';
const note = '│ ';

/** More requests than anybody reads. */
const mostRequests = 20;

/** A strategy that renders nothing now. */
export interface PromptProblem {
  readonly message: string;
  /** In the strategy, from 1. */
  readonly line: number | null;
}

/** The prompts of one rephrasing for one document. */
export interface ShownPrompt {
  readonly document: RenderedDocument;
  readonly rephrasing: RenderedRephrasing;
}

/** A text, and which lines of it (from 0) belong to which request. */
export interface PromptText {
  readonly text: string;
  readonly requestAt: (line: number) => RenderedRequest | undefined;
}

/**
 * What is sent, as a document of the language `wordmill-preview`: the messages of every request, then its body and the command
 * line that sends it. The second line says what is wrong with the strategy, so that nothing moves when something is.
 */
export function renderPrompt(
  name: string,
  prompt: ShownPrompt | undefined,
  problem: PromptProblem | undefined,
): PromptText {
  const parts: Part[] = [
    { text: `${prompt ? `${prompt.document.id} · ` : ''}${name}\n${secondLine(prompt, problem)}` },
  ];
  if (prompt) {
    const { requests, passages } = prompt.rephrasing;
    const shown = requests.slice(0, mostRequests);
    for (const [index, request] of shown.entries()) {
      const title = titleOf(request, index, requests.length, passages.length);
      parts.push({ text: messages(request, title), request }, { text: exactRequest(request), request });
    }
    const further = requests.length - shown.length;
    if (further > 0) parts.push({ text: `${note}${further} further requests are made in the same way.` });
  }
  return joined(parts);
}

interface Part {
  readonly text: string;
  readonly request?: RenderedRequest;
}

function joined(parts: readonly Part[]): PromptText {
  const begins: { readonly line: number; readonly request: RenderedRequest | undefined }[] = [];
  let line = 0;
  for (const { text, request } of parts) {
    begins.push({ line, request });
    line += text.split('\n').length + 1;
  }
  return {
    text: `${parts.map(({ text }) => text).join('\n\n')}\n`,
    requestAt: (at) => begins.findLast((part) => part.line <= at)?.request,
  };
}

function secondLine(prompt: ShownPrompt | undefined, problem: PromptProblem | undefined): string {
  if (problem) {
    const place = problem.line === null ? '' : `line ${problem.line}: `;
    const message = problem.message.replaceAll(/\s*\n\s*/g, ' ');
    return `${note}✗ ${place}${message}${prompt ? ' Below is the last prompt without errors.' : ''}`;
  }
  if (!prompt) return `${note}rendering …`;
  const { document, rephrasing } = prompt;
  const why = whyNot(document, rephrasing);
  if (why !== null) return `${note}${why}`;
  const { requests, passages, line } = rephrasing;
  const tokens = requests.reduce((sum, request) => sum + request.tokens, 0);
  return `${note}${[
    count(requests.length, 'request'),
    count(passages.length, 'passage'),
    `${whole(tokens)} tokens`,
    `written in line ${line}`,
  ].join(' · ')}`;
}

/** Why a run would send nothing of it; null where it would. */
function whyNot({ keep }: RenderedDocument, { name, when, requests }: RenderedRephrasing): string | null {
  const failing = keep.find(({ holds }) => !holds);
  if (failing) return `A run skips this document: \`${failing.expression}\` in line ${failing.line} does not hold.`;
  if (when && !when.holds)
    return `A run does not ask for ${name} here: \`${when.expression}\` in line ${when.line} does not hold.`;
  return requests.length === 0 ? `The document is too short: it has no passage for ${name}.` : null;
}

function titleOf({ chunk, step, tokens, model }: RenderedRequest, index: number, of: number, passages: number): string {
  const parts = [
    of > 1 ? `request ${index + 1} of ${of}` : '',
    step === null ? '' : `step ${step}`,
    chunk === null ? '' : `passage ${chunk + 1} of ${passages}`,
    `${whole(tokens)} tokens`,
    model,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function messages({ messages: sent, variables }: RenderedRequest, title: string): string {
  const drawn = Object.entries(variables).map(([name, value]) => `${note}${name}: ${shownValue(value)}`);
  const blocks = sent.map(({ role, content }, index) => {
    const head = index === 0 ? `${heading}${role} · ${title}` : `${heading}${role}`;
    return [head, ...(index === 0 && drawn.length > 0 ? [drawn.join('\n')] : []), content.trimEnd()].join('\n\n');
  });
  return blocks.join('\n\n');
}

function exactRequest({ url, body, curl, model }: RenderedRequest): string {
  const where = url === null ? `${heading}request · as ${model} is given it` : `${heading}request · POST ${url}`;
  const command = curl === null ? [] : [`${heading}command · curl`, curl.trimEnd()];
  return [where, indented(body), ...command].join('\n\n');
}

/** JSON with line breaks; what is no JSON as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function count(number: number, thing: string): string {
  return `${whole(number)} ${thing}${number === 1 ? '' : 's'}`;
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
