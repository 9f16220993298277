import { problemCatalogue } from '../problems.ts';
import { problemExamples } from './problem-examples.ts';

/** What the reference shows beside what the catalogue says: how to silence a problem. */
const introduction = `Every problem has a code. A comment above a line silences one there:

\`\`\`yaml
variables:
  # wordmill: ignore unused-variable
  audience: [a child, a student]
\`\`\`

A comment that silences nothing is reported itself. What would keep a strategy from running at all cannot be silenced.

What studies say of a strategy (\`evidence-…\`) can be turned off as a whole: by \`wordmill check --no-evidence\`, and in the editor
by the setting \`wordmill.evidence\`. What the last run found (\`run-…\`) is read from the folder of \`output.to\`.
`;

/** docs/problems.md: every problem that the checker reports, with an example that has it. */
export function problemReference(): string {
  const sections = codes().map((code) => {
    const { severity, documentation } = problemCatalogue[code];
    const numbers = code.startsWith('evidence-') ? ` [The numbers, and who disagrees.](evidence.md#${code})` : '';
    return `## ${code}\n\n*${severity}*\n\n${documentation}${numbers}\n\n\`\`\`yaml\n${problemExamples[code]}\n\`\`\`\n`;
  });
  return `<!-- Generated from language/problems.ts: do not edit. -->\n\n# Problems\n\n${introduction}\n${sections.join('\n')}`;
}

function codes(): readonly (keyof typeof problemCatalogue)[] {
  return Object.keys(problemCatalogue).filter((code) => isCode(code));
}

function isCode(code: string): code is keyof typeof problemCatalogue {
  return Object.hasOwn(problemCatalogue, code);
}
