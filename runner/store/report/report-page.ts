import type { Reject, RephrasingRecord } from '#engine';
import { estimateSection } from './estimate-section.ts';
import { bar, escape, excerpt } from './html.ts';
import type { SetReport } from './set-report.ts';
import { setSection } from './set-section.ts';
import { style } from './style.ts';
import type { Summary } from './summary.ts';
import { modelLabel, percent, spell, whole } from './words.ts';

/**
 * `report.html`: one page without scripts or anything from elsewhere, light or dark as the reader has it.
 * @param kept records that are shown
 */
export function reportPage(summary: Summary, set: SetReport, kept: readonly RephrasingRecord[]): string {
  const { manifest } = summary;
  const { strategy } = manifest;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(strategy.name)}: report</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(strategy.name)}</h1>
${strategy.about === null ? '' : `<p>${escape(strategy.about)}</p>`}
${totals(summary)}
${rephrasings(summary)}
${estimateSection(summary)}
${mixture(summary)}
${reasons(summary)}
${setSection(set)}
${keptExamples(kept)}
${badRows(summary)}
${provenance(summary)}
</body>
</html>
`;
}

function totals({ counts, requests, seconds }: Summary): string {
  const made = counts.records + counts.rejects;
  const facts: readonly (readonly [string, string])[] = [
    ['documents', whole(counts.documents)],
    ['kept', `${whole(counts.records)} (${percent(counts.records, made)})`],
    ['rejected', whole(counts.rejects)],
    ['requests failed', whole(counts.failed)],
    ['documents left out', whole(counts.skipped)],
    ['unreadable rows', whole(counts.bad_rows)],
    ['requests', whole(requests)],
    ['tokens in', whole(counts.input_tokens)],
    ['tokens out', whole(counts.output_tokens)],
    ['time', spell(seconds)],
    ['tokens out per second', seconds > 0 ? whole(counts.output_tokens / seconds) : '–'],
  ];
  return totalsList(facts);
}

function rephrasings({ manifest, counts }: Summary): string {
  const of = manifest.strategy.rephrasings.map(({ name }) => ({
    name,
    ...(counts.by_rephrasing[name] ?? { records: 0, rejects: 0 }),
  }));
  const most = Math.max(1, ...of.map(({ records, rejects }) => records + rejects));
  const rows = of.map(
    ({ name, records, rejects }) =>
      `<tr><th scope="row">${escape(name)}</th><td>${whole(records)}</td><td>${whole(rejects)}</td>` +
      `<td>${percent(records, records + rejects)}</td><td class="wide">${bar(records / most, rejects / most)}</td></tr>`,
  );
  return `<h2>Rephrasings</h2>
<table><thead><tr><th>rephrasing</th><th>kept</th><th>rejected</th><th>share kept</th><th></th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

function mixture({ counts, finished }: Summary): string {
  if (finished === null) return '';
  const { natural_records, natural_tokens, epochs, tokens_by_style, notes } = finished;
  const all = counts.text_tokens + natural_tokens;
  const facts: readonly (readonly [string, string])[] = [
    ['duplicates', whole(counts.duplicates)],
    ['contaminated', whole(counts.contaminated)],
    ['natural documents', `${whole(natural_records)}${epochs > 1 ? ` (in ${epochs} epochs)` : ''}`],
    ['estimated tokens', whole(all)],
  ];
  const rows = Object.entries(tokens_by_style).map(
    ([style, tokens]) =>
      `<tr><th scope="row">${style === '' ? '<span class="quiet">no style</span>' : escape(style)}</th><td>${whole(tokens)}</td>` +
      `<td>${percent(tokens, all)}</td><td class="wide">${bar(all === 0 ? 0 : tokens / all, 0)}</td></tr>`,
  );
  return `<h2>Mixture</h2>
${totalsList(facts)}
<table><thead><tr><th>style</th><th>tokens</th><th>share</th><th></th></tr></thead>
<tbody>${rows.join('')}</tbody></table>
${notes.length === 0 ? '' : `<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>`}`;
}

function totalsList(facts: readonly (readonly [string, string])[]): string {
  return `<dl class="totals">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function reasons({ counts, rejected }: Summary): string {
  const sorted = Object.entries(counts.by_reason).toSorted(([, left], [, right]) => right - left);
  if (sorted.length === 0) return '<h2>Rejects</h2><p>Nothing was rejected.</p>';
  const parts = sorted.map(([reason, number]) => {
    const shown = rejected.get(reason) ?? [];
    const line = shown.find((reject) => reject.line !== null)?.line;
    const where = line === undefined ? '' : ` <span class="quiet">line ${line}</span>`;
    return `<details><summary><code>${escape(reason)}</code>${where} ${whole(number)} (${percent(number, counts.rejects)}) ${bar(0, number / counts.rejects)}</summary>
${shown.map(rejectExample).join('\n')}</details>`;
  });
  return `<h2>Rejects</h2>\n${parts.join('\n')}`;
}

function rejectExample({ rephrasing, source_id, message, text, raw }: Reject): string {
  const said = text ?? raw;
  const quote = said === null ? '' : `<blockquote>${escape(excerpt(said))}</blockquote>`;
  return `<figure><figcaption>${escape(rephrasing)} of ${escape(source_id)}: ${escape(message)}</figcaption>${quote}</figure>`;
}

function keptExamples(kept: readonly RephrasingRecord[]): string {
  if (kept.length === 0) return '';
  return `<h2>Kept, for example</h2>\n${kept.map(keptExample).join('\n')}`;
}

function keptExample({ rephrasing, source_id, text }: RephrasingRecord): string {
  return `<figure><figcaption>${escape(rephrasing)} of ${escape(source_id)}</figcaption><blockquote>${escape(excerpt(text))}</blockquote></figure>`;
}

function badRows({ bad, counts }: Summary): string {
  if (bad.length === 0) return '';
  const rest = counts.bad_rows - bad.length;
  const items = bad.map((message) => `<li>${escape(message)}</li>`).join('');
  return `<h2>Unreadable rows</h2><ul>${items}${rest > 0 ? `<li>and ${whole(rest)} more</li>` : ''}</ul>`;
}

function provenance({ manifest, slices }: Summary): string {
  const { strategy, strategy_hash, inputs, versions, created } = manifest;
  const models = Object.entries(strategy.models).map(([name, model]) => `${name}: ${modelLabel(model)}`);
  const facts: readonly (readonly [string, string])[] = [
    ['strategy hash', strategy_hash],
    ['seed', String(strategy.seed)],
    ['models', models.join(', ')],
    ['inputs', inputs.map(({ name, files }) => (files > 1 ? `${name} (${whole(files)} files)` : name)).join(', ')],
    ['finished slices', whole(slices)],
    ['begun', created],
    ['made with', `Wordmill ${versions.wordmill}, Node ${versions.node}`],
  ];
  const rows = facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${escape(value)}</td></tr>`);
  return `<h2>Where it comes from</h2><table class="facts"><tbody>${rows.join('')}</tbody></table>`;
}
