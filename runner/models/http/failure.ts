import { RephraserError } from '#engine';
import { member, parseJson, stringOf } from '../json.ts';

/** A refusal as it came: its status, the server's own words, and what had been asked. */
export interface Refusal {
  readonly status: number;
  readonly words: string;
  /** The address for people. */
  readonly asked: string;
  readonly retryAfterMs: number | null;
}

/** What a status means for the request, and what the person who runs it can do. */
export function failureOfStatus({ status, words, asked, retryAfterMs }: Refusal): RephraserError {
  const came = `${asked} answered ${status}${words === '' ? '' : `: ${words}`}`;
  const details = { status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  const fail = (kind: RephraserError['kind'], advice = ''): RephraserError =>
    new RephraserError(kind, `${sentence(came)}${advice === '' ? '' : ` ${advice}`}`, details);

  if ([408, 409, 425, 429].includes(status) || status >= 500) return fail('retry');
  switch (status) {
    case 401:
    case 403:
      return fail('run', 'Check the key: the environment variable that api_key names must hold one for this server.');
    case 402:
      return fail('run', 'The account has to be topped up.');
    case 404:
      return fail(
        'run',
        /model/i.test(words)
          ? 'Set the id of the model to one that the server lists.'
          : 'Check base_url: nothing takes chat completions at this address.',
      );
    case 405:
      return fail('run', 'Check base_url: this address does not take chat completions.');
    case 400:
    case 413:
    case 422:
      return fail('piece');
    default:
      // A redirect or a status nobody agreed on comes from something that is not this interface.
      return fail(status < 400 ? 'run' : 'piece', status < 400 ? 'Check base_url.' : '');
  }
}

/** Codes by which the system says that a certificate or the encryption itself is wrong, which no retry mends. */
const encryptionCodes = /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/** Codes by which the system says that nobody listens, or that nobody can be reached. */
const nobodyCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);

/** What a connection that could not be made, or that broke, means. */
export function failureOfConnection(error: unknown, asked: string, answeredBefore: boolean): RephraserError {
  const code = stringOf(member(error, 'code')) ?? stringOf(member(member(error, 'cause'), 'code')) ?? '';
  const reason = error instanceof Error ? error.message : String(error);
  if (encryptionCodes.test(code)) {
    return new RephraserError(
      'run',
      `${sentence(`The encryption with ${asked} cannot be set up (${code})`)} Check base_url.`,
      {
        cause: error,
      },
    );
  }
  if (nobodyCodes.has(code) && !answeredBefore) {
    return new RephraserError(
      'retry',
      `No server answers at ${new URL(asked).origin} (${code}). Start it, or set base_url to one that runs.`,
      { cause: error },
    );
  }
  const broke = sentence(`The connection to ${asked} broke${code === '' ? `: ${reason}` : ` (${code})`}`);
  return new RephraserError('retry', `${broke} The server's own log may say why.`, { cause: error });
}

/** An answer that says it is fine, with a body that is none of this interface: most often another service is at the address. */
export function failureOfBody(body: string, asked: string): RephraserError {
  const words = wordsOf(body);
  const shown = words.length > 120 ? `${words.slice(0, 120)}…` : words;
  const came = shown === '' ? `${asked} answered with nothing` : `${asked} answered with what is not JSON: ${shown}`;
  return new RephraserError('retry', `${sentence(came)} Check base_url: another service may be at this address.`, {
    status: 200,
  });
}

/** The server's own words in the body of a refusal: its `message`, or the beginning of whatever it sent. */
export function wordsOf(body: string): string {
  const json = parseJson(body);
  const error = member(json, 'error');
  const words =
    stringOf(member(error, 'message')) ??
    stringOf(error) ??
    stringOf(member(json, 'message')) ??
    stringOf(member(json, 'detail')) ??
    (json === undefined ? withoutMarkup(body) : JSON.stringify(json));
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}

/** How long a server asks to wait, by the headers that are in use; null where it does not say. `now` is in Unix ms. */
export function retryAfterMs(header: (name: string) => string | undefined, now: number): number | null {
  const exact = Number.parseFloat(header('retry-after-ms') ?? '');
  if (exact >= 0) return exact;
  const said = header('retry-after')?.trim();
  if (said === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(said)) return Number.parseFloat(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function withoutMarkup(text: string): string {
  return text.replace(/<(script|style)\b[^]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
