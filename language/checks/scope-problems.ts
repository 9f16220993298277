import type { TemplateRole, TemplateScope } from '../analysis.ts';
import { measureTable } from '../measures.ts';
import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { checkFields, checkTypes, type NameUse, type ValueType } from '../template/index.ts';
import type { Facts, Site } from './facts.ts';
import { didYouMean, problem, replacements } from './problem.ts';
import { withNames } from './scopes.ts';
import { placed } from './template-syntax.ts';

type Scopes = Readonly<Record<TemplateRole, TemplateScope>>;

/**
 * Names that do not exist where they are used, fields that are not there, and types that do not go together.
 *
 * @param whole false where a used file may define names that are not known
 */
export function scopeProblems(facts: Facts, scopes: Scopes, whole: boolean): readonly Problem[] {
  return facts.sites.flatMap((site) => {
    const scope = withNames(scopes[site.role], site.local);
    const types = (name: string): ValueType | undefined => scope.get(name)?.type;
    return [
      ...site.parsed.names.flatMap((use) => unknownName(site, use, scope, scopes, whole)),
      ...checkFields(site.parsed, types).map(({ message, span, field, known }) => {
        const place = site.placement.span(span);
        return problem('unknown-field', place, message, replacements(place, closest(field, known)));
      }),
      ...checkTypes(site.parsed, types).map((issue) => placed(site, issue)),
    ];
  });
}

function unknownName(
  site: Site,
  use: NameUse,
  scope: TemplateScope,
  scopes: Scopes,
  whole: boolean,
): readonly Problem[] {
  if (scope.has(use.name) || (use.guarded && use.path.length === 0)) return [];
  const span = site.placement.span(use.span);
  const elsewhere = whyNotHere(use.name, site.role, scopes);
  if (elsewhere !== undefined) return [problem('unknown-variable', span, elsewhere)];
  if (!whole) return [];
  const near = closest(use.name, scope.keys());
  const [nearest] = near;
  const isMeasure = site.role === 'gate' && nearest !== undefined && Object.hasOwn(measureTable, nearest);
  const message = `\`${use.name}\` is ${isMeasure ? 'no measure' : 'not known here'}${didYouMean(near)}`;
  return [problem(isMeasure ? 'unknown-measure' : 'unknown-variable', span, message, replacements(span, near))];
}

/** Why a name that exists in another scope does not exist in this one. */
function whyNotHere(name: string, role: TemplateRole, scopes: Scopes): string | undefined {
  if (name === 'previous')
    return '`previous` is there in prompts of a rephrasing with `chunk: {carry: previous}` only.';
  if (name === 'document')
    return '`document` is there in prompts of a rephrasing with `chunk` only; else it is `text`.';
  const there = Object.values(scopes)
    .find((scope) => scope.has(name))
    ?.get(name);
  switch (there?.kind) {
    case 'variable':
      return role === 'let'
        ? `\`${name}\` is a variable, and variables are drawn when the document has been looked at.`
        : `\`${name}\` is a variable, which is drawn only for documents that this lets pass.`;
    case 'measure':
      return role === 'assemble' || role === 'pairs'
        ? `\`${name}\` is a measure, and measures are for gates.`
        : `\`${name}\` is measured on the output, so only gates (\`keep\` of a rephrasing) can ask for it.`;
    case 'output':
      return '`output` is there in gates and in `assemble` only, when the model has answered.';
    case 'source':
      return '`source` is there in gates only; here the measures of the document have no prefix.';
    case 'text':
      return 'Gates ask measures: `words` is of the output, `source.words` of the document.';
    default:
      return undefined;
  }
}
