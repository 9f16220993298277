import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTemplate, parseTemplate } from '../../../language/template/index.ts';

const names = ['text', 'doc', 'audience', 'topic', 'words'] as const;
const name = fc.constantFrom(...names);

/** Templates that read: every piece is whole, and pieces stand in each other. */
const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
  template: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join(' ')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name.map((used) => `{{ ${used} }}`),
    fc.tuple(name, name).map(([one, other]) => `{{ [${one}, ${other}] | first | default("none") | upper }}`),
    fc.tuple(name, name).map(([one, other]) => `{{ ${one} if ${other} else "nothing" }}`),
    fc.tuple(name, tie('template')).map(([used, inside]) => `{% if ${used} %}${inside}{% else %}-{% endif %}`),
    fc.tuple(name, name, tie('template')).map(([of, as, inside]) => `{% for ${as} in [${of}] %}${inside}{% endfor %}`),
    fc.tuple(name, name, tie('template')).map(([of, as, inside]) => `{% set ${as} = ${of} %}${inside}{{ ${as} }}`),
    fc.tuple(name, name, tie('template')).map(([of, as, inside]) => `{% with ${as} = ${of} %}${inside}{% endwith %}`),
    fc.constant('plain text {# with {{ words }} in a comment #} {% raw %}{{ topic }}{% endraw %}'),
  ),
}));

/** Renders a template and notes every name that it asks its scope for. */
function consulted(source: string): ReadonlySet<string> {
  const asked = new Set<string>();
  const rendered = compileTemplate(parseTemplate(source))({
    get(asking) {
      asked.add(asking);
      return `a ${asking}`;
    },
  });
  expect(rendered).toMatchObject({ ok: true });
  return asked;
}

describe('the names of a template', () => {
  test('are all that rendering it asks for', () => {
    fc.assert(
      fc.property(template, (source) => {
        const known = new Set(parseTemplate(source).names.map((use) => use.name));
        expect([...consulted(source)].filter((asked) => !known.has(asked))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('are just those that it asks for where no branch is left out', () => {
    const straight = fc
      .array(
        fc.oneof(
          name.map((used) => `{{ ${used} }}`),
          name.map((used) => `{{ ${used} | length }}`),
          fc.tuple(name, name).map(([of, as]) => `{% for ${as} in [${of}] %}{{ ${as} }}{% endfor %}`),
          fc.tuple(name, name).map(([of, as]) => `{% with ${as} = ${of} %}{{ ${as} }}{% endwith %}`),
        ),
      )
      .map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(straight, (source) => {
        const known = new Set(parseTemplate(source).names.map((use) => use.name));
        expect(consulted(source)).toEqual(known);
      }),
      { numRuns: 500 },
    );
  });
});
