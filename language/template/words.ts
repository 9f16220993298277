/** What hover and the reference say about a word of the template language. */
export interface WordSpec {
  /** How it is written. */
  readonly signature: string;
  /** One paragraph. */
  readonly documentation: string;
  /** A template that uses it, and what it gives. */
  readonly example: string;
  readonly gives: string;
}

/** Statements, `{% … %}`. */
export const statementTable = {
  if: {
    signature: '{% if condition %}…{% elif condition %}…{% else %}…{% endif %}',
    documentation: 'Renders the part whose condition is the first to hold. Nothing, 0 and what is empty do not hold.',
    example: '{% if 3 > 2 %}more{% else %}less{% endif %}',
    gives: 'more',
  },
  for: {
    signature: '{% for item in list if condition %}…{% else %}…{% endfor %}',
    documentation:
      'Renders its body once for each item; `loop.index` counts from 1, `loop.first` and `loop.last` tell the ends. The part behind `else` renders where there is no item.',
    example: '{% for word in ["a", "b"] %}{{ loop.index }}{{ word }} {% endfor %}',
    gives: '1a 2b ',
  },
  set: {
    signature: '{% set name = value %} or {% set name %}…{% endset %}',
    documentation:
      'Gives a value a name, from here on. Inside a loop the name lasts until the end of the round, as in Jinja.',
    example: '{% set n = 2 %}{{ n * 3 }}',
    gives: '6',
  },
  with: {
    signature: '{% with name = value %}…{% endwith %}',
    documentation: 'Gives values names that exist in its body only.',
    example: '{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}',
    gives: '3',
  },
  raw: {
    signature: '{% raw %}…{% endraw %}',
    documentation: 'Its body stands for itself: braces in it mean nothing.',
    example: '{% raw %}{{ text }}{% endraw %}',
    gives: '{{ text }}',
  },
} as const satisfies Record<string, WordSpec>;

/** Words that go on with a statement or end it, by the statement. */
export const continuations: Readonly<Record<keyof typeof statementTable, readonly string[]>> = {
  if: ['elif', 'else', 'endif'],
  for: ['else', 'endfor'],
  set: ['endset'],
  with: ['endwith'],
  raw: ['endraw'],
};

/** Functions: the only things that can be called. */
export const functionTable = {
  range: {
    signature: 'range(stop) or range(start, stop, step)',
    documentation: 'The whole numbers from `start` (0) up to and without `stop`. 100,000 at the most.',
    example: '{{ range(2, 5) | join(" ") }}',
    gives: '2 3 4',
  },
  'loop.cycle': {
    signature: 'loop.cycle(a, b, …)',
    documentation: 'Its arguments in turn, one for each round of the loop.',
    example: '{% for n in [1, 2, 3] %}{{ loop.cycle("x", "y") }}{% endfor %}',
    gives: 'xyx',
  },
  'loop.changed': {
    signature: 'loop.changed(value, …)',
    documentation: 'True where the values differ from those of the round before.',
    example: '{% for n in [1, 1, 2] %}{% if loop.changed(n) %}{{ n }}{% endif %}{% endfor %}',
    gives: '12',
  },
} as const satisfies Record<string, WordSpec>;

/** Fields of `loop`. */
export const loopFields = [
  'index',
  'index0',
  'revindex',
  'revindex0',
  'first',
  'last',
  'length',
  'previtem',
  'nextitem',
  'depth',
  'depth0',
] as const;

/** Statements of Jinja that do not exist here, with the reason. */
export const absentStatements: Readonly<Record<string, string>> = {
  macro: 'a prompt is written out where it stands',
  call: 'there are no macros',
  include: 'a template is complete in itself',
  extends: 'a template is complete in itself',
  block: 'a template is complete in itself',
  import: 'a template is complete in itself',
  from: 'a template is complete in itself',
  do: 'values cannot be changed',
  filter: 'write `{% set name | filter %}…{% endset %}`',
  autoescape: 'nothing is escaped',
  break: 'put a condition behind the loop: `{% for item in list if condition %}`',
  continue: 'put a condition behind the loop: `{% for item in list if condition %}`',
};
