import type { Parameter } from './filters/filter.ts';

/** Which argument goes to which parameter: by index into the arguments, undefined where none is given. */
export type Assignment =
  | { readonly ok: true; readonly order: readonly (number | undefined)[] }
  /** `argument` is the index of the one that is wrong; null where one is missing. */
  | { readonly ok: false; readonly message: string; readonly argument: number | null };

/** Assigns arguments, of which only the names matter, to the parameters of a filter, a test or a function. */
export function assignArguments(
  what: string,
  parameters: readonly Parameter[],
  names: readonly (string | null)[],
): Assignment {
  const order: (number | undefined)[] = parameters.map(() => undefined);
  for (const [index, name] of names.entries()) {
    const place = name === null ? index : parameters.findIndex((parameter) => parameter.name === name);
    if (place < 0)
      return { ok: false, message: `${what} has no argument \`${name}\`${known(parameters)}.`, argument: index };
    if (place >= parameters.length) {
      const most =
        parameters.length === 0
          ? 'no arguments'
          : `${parameters.length} argument${parameters.length > 1 ? 's' : ''} at the most`;
      return { ok: false, message: `${what} takes ${most}.`, argument: index };
    }
    if (order[place] !== undefined) {
      return { ok: false, message: `${what} gets \`${parameters[place]?.name}\` twice.`, argument: index };
    }
    order[place] = index;
  }
  const missing = parameters.find(({ required }, place) => required === true && order[place] === undefined);
  if (missing) return { ok: false, message: `${what} needs its argument \`${missing.name}\`.`, argument: null };
  return { ok: true, order };
}

function known(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '; it takes none';
  return `; it takes ${parameters.map(({ name }) => `\`${name}\``).join(', ')}`;
}
