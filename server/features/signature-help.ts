import { callAt, type CallAt, contextAt, filterTable, functionTable, testTable } from '#language';
import type { ParameterInformation, SignatureHelp, SignatureInformation } from 'vscode-languageserver-types';
import { inlineCode } from './documentation.ts';
import type { View } from './view.ts';

/** How the filter, test or function is written whose parentheses are open at an offset, and where its arguments stand. */
export function signatureHelp(view: View, offset: number): SignatureHelp | null {
  const context = contextAt(view.analysis, offset);
  if (context.kind !== 'template') return null;
  const { site, offsetInValue } = context;
  const call = callAt(site.parsed.source, offsetInValue, site.kind);
  const word = call && wordOf(call);
  if (call === undefined || word === undefined) return null;
  // A function with two forms has two signatures.
  const signatures = word.signature.split(/ or (?=\w+\()/).map((form) => signatureOf(form, word));
  const fitting = signatures.findIndex(({ parameters = [] }) => call.argument < parameters.length);
  const activeSignature = Math.max(0, fitting);
  const parameters = signatures[activeSignature]?.parameters ?? [];
  const { named } = call;
  const byName = parameters.findIndex((parameter) => nameIn(word.signature, parameter) === named);
  const position = named !== undefined && byName >= 0 ? byName : call.argument;
  // One argument too many is as good as the last: outside of the list, editors would mark the first.
  const activeParameter = Math.max(0, Math.min(position, parameters.length - 1));
  return { signatures, activeSignature, activeParameter };
}

interface Word {
  readonly signature: string;
  readonly documentation: string;
  readonly example: string;
  readonly gives: string;
  readonly parameters?: unknown;
}

function wordOf({ kind, name }: CallAt): Word | undefined {
  const table: Readonly<Record<string, Word>> =
    kind === 'filter' ? filterTable : kind === 'test' ? testTable : functionTable;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function signatureOf(label: string, { documentation, example, gives, parameters }: Word): SignatureInformation {
  return {
    label,
    documentation: {
      kind: 'markdown',
      value: `${documentation}\n\n${inlineCode(example)} gives ${gives === '' ? 'nothing' : inlineCode(gives)}`,
    },
    parameters: parametersIn(label).map((parameter, position) => {
      const typed = Array.isArray(parameters) ? typeInWords(parameters[position]) : undefined;
      return typed === undefined ? parameter : { ...parameter, documentation: typed };
    }),
  };
}

function typeInWords(parameter: unknown): string | undefined {
  if (typeof parameter !== 'object' || parameter === null || !('type' in parameter)) return undefined;
  const needed = 'required' in parameter && parameter.required === true;
  const type = parameter.type === 'any' ? 'any value' : String(parameter.type);
  return needed ? `${type}, needed` : type;
}

/** The stretches of a signature between its parentheses, parted by commas that stand in no text. */
function parametersIn(label: string): readonly ParameterInformation[] {
  const open = label.indexOf('(');
  const close = label.lastIndexOf(')');
  if (open < 0 || close <= open + 1) return [];
  return [...label.slice(open + 1, close).matchAll(/(?:"[^"]*"|[^,"])+/g)].map(({ index, 0: found }) => {
    const start = open + 1 + index + (found.length - found.trimStart().length);
    return { label: [start, start + found.trim().length] };
  });
}

function nameIn(signature: string, { label }: ParameterInformation): string {
  const written = typeof label === 'string' ? label : signature.slice(label[0], label[1]);
  return /^\w+/.exec(written)?.[0] ?? '';
}
