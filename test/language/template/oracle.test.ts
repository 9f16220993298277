import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileTemplate, parseTemplate, type Scope, type Value } from '../../../language/template/index.ts';

interface Case {
  readonly template: string;
  readonly text?: string;
  readonly error?: string;
  readonly different?: { readonly text?: string; readonly error?: string; readonly because: string };
}

/** Written by oracle.py with Python's Jinja2 and StrictUndefined. */
const { scope: values, cases } = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8')) as {
  scope: Record<string, Value>;
  cases: readonly Case[];
};
const scope: Scope = { get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) };

describe('Jinja2 and Wordmill agree', () => {
  test.each(cases.filter(({ different }) => !different))('on $template', ({ template, text, error }) => {
    const rendered = compileTemplate(parseTemplate(template))(scope);
    if (error === undefined) expect(rendered).toEqual({ ok: true, text });
    else expect(rendered).toMatchObject({ ok: false });
  });
});

describe('Wordmill answers otherwise than Jinja2 on purpose', () => {
  const others = cases.flatMap(({ different, ...there }) => (different ? [{ ...different, there }] : []));
  test.each(others)('on $there.template, because $because', ({ there, text, error }) => {
    const rendered = compileTemplate(parseTemplate(there.template))(scope);
    expect(there.text === text && there.error === undefined).toBe(false);
    if (error === undefined) expect(rendered).toEqual({ ok: true, text });
    else expect(rendered).toMatchObject({ ok: false });
  });
});
