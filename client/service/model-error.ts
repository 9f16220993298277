/** Where a person says what extensions may use. */
const access = 'allow it under Accounts, Manage Language Model Access';

/**
 * Why a model of the editor did not answer, in one sentence with what to do.
 * @param error what the editor threw; its code is the name of a case, and its cause that of a provider
 */
export function sentenceOfModelError(model: string, error: unknown): string {
  const codes = codesOf(error);
  const words = error instanceof Error ? error.message.trim() : String(error);
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  if (has(/NotFound/i)) return notFound(model);
  if (has(/NoPermissions|not.?allowed/i)) return `Wordmill may not use ${model} of the editor; ${access}.`;
  if (has(/quota|rate.?limit/i))
    return `The allowance for ${model} of the editor is used up; wait until it is renewed, or choose another model.`;
  if (has(/Blocked|filter/i))
    return `The editor's provider blocks this request to ${model}; choose another model, or look into what the prompt says.`;
  return `${model} of the editor gave no answer${words === '' ? '' : `: ${withStop(words)}`} Choose another model, or try again.`;
}

export function notFound(model: string): string {
  return `The editor has no model ${model} any more; choose another one with “Preview with Another Model…”.`;
}

/** The names that an error and its causes go by. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  for (let one = error; typeof one === 'object' && one !== null && codes.length < 12; ) {
    if ('code' in one && typeof one.code === 'string') codes.push(one.code);
    if ('name' in one && typeof one.name === 'string') codes.push(one.name);
    one = 'cause' in one ? one.cause : null;
  }
  return codes;
}

function withStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
