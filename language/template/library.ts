import { accepts, wordsFor } from './accepts.ts';
import { assignArguments } from './arguments.ts';
import type { Library, Parameter } from './filters/filter.ts';
import { filterNamed } from './filters/index.ts';
import { testNamed } from './tests/index.ts';
import type { Value } from './value.ts';
import { kindOf } from './values.ts';
import { charge, fail, type Work } from './work.ts';

/** Filters and tests as `map`, `select` and their like reach them: by name, while rendering. */
export const library: Library = {
  filter(name, input, given, named, work) {
    const spec = filterNamed(name);
    if (!spec) return fail(work, `There is no filter \`${name}\`.`);
    charge(work, 1);
    check(name, spec.input, input, work);
    if (spec.parameters === 'any') return spec.apply(input, given, named, work, library);
    const values = [...given, ...named.values()];
    const result = spec.apply(
      input,
      ordered(name, spec.parameters, values, [...given.map(() => null), ...named.keys()], work),
      work,
    );
    return result === undefined ? fail(work, `\`${name}\` of something empty gives nothing.`) : result;
  },
  test(name, input, given, work) {
    const spec = testNamed(name);
    if (!spec) return fail(work, `There is no test \`${name}\`.`);
    charge(work, 1);
    check(name, spec.input, input, work);
    return spec.holds(
      input,
      ordered(
        name,
        spec.parameters,
        given,
        given.map(() => null),
        work,
      ),
      work,
    );
  },
};

function ordered(
  name: string,
  parameters: readonly Parameter[],
  values: readonly Value[],
  names: readonly (string | null)[],
  work: Work,
): readonly (Value | undefined)[] {
  const assigned = assignArguments(`\`${name}\``, parameters, names);
  if (!assigned.ok) return fail(work, assigned.message);
  return assigned.order.map((index, at) => {
    const value = index === undefined ? undefined : values[index];
    const parameter = parameters[at];
    if (value === undefined || parameter === undefined || value === null) return value;
    check(name, parameter.type, value, work);
    return value;
  });
}

function check(name: string, wanted: Parameter['type'], value: Value, work: Work): void {
  if (!accepts(wanted, value)) fail(work, `\`${name}\` takes ${wordsFor(wanted)}, and this is ${kindOf(value)}.`);
}
