import { setMeasureMeanings, setMeasureWarning } from '#engine';
import { bar, escape } from './html.ts';
import type { SetReport } from './set-report.ts';
import { whole } from './words.ts';

/** The part of the report about the output as a whole: how varied it is, what it consists of, what the gates let through. */
export function setSection({ accepted, set }: SetReport): string {
  const gates = Object.entries(accepted.by_gate);
  const gateRows = gates.map(
    ([gate, { of, rejected, rate }]) =>
      `<tr><th scope="row"><code>${escape(gate)}</code></th><td>${whole(of)}</td><td>${whole(rejected)}</td>` +
      `<td>${exactPercent(rate)}</td><td class="wide">${bar(rate, 1 - rate)}</td></tr>`,
  );
  const gateTable =
    gates.length === 0
      ? ''
      : `<h2>Gates</h2>
<table><thead><tr><th>gate</th><th>pieces</th><th>rejected</th><th>let through</th><th></th></tr></thead>
<tbody>${gateRows.join('')}</tbody></table>`;
  return set.texts === 0 ? gateTable : `${gateTable}\n${wholeSet(set)}`;
}

function wholeSet(set: SetReport['set']): string {
  const numbers = Object.entries(setMeasureMeanings).map(([key, { name, meaning }]) => {
    // The table's keys are keys of the measures that are numbers.
    const value = set[key as keyof typeof setMeasureMeanings];
    const shown = key === 'conversational_share' ? exactPercent(value) : value.toFixed(3);
    return `<tr><th scope="row">${name}</th><td>${shown}</td><td>${meaning}</td></tr>`;
  });
  const { share, opening, texts, warning } = set.template_collapse;
  const collapse = `<tr><th scope="row">template collapse</th><td>${exactPercent(share)}</td><td>share of the texts with the commonest first three words, “${escape(opening)}” (${whole(texts)})${
    warning
      ? '; <strong>more than 2 % begin alike: vary the prompt, or let a clean step take the opening away</strong>'
      : ''
  }</td></tr>`;
  const styles = set.styles.map(
    ({ style, documents, tokens }) =>
      `<tr><th scope="row">${style === null ? '<span class="quiet">no style</span>' : escape(style)}</th>` +
      `<td>${exactPercent(documents)}</td><td>${exactPercent(tokens)}</td><td class="wide">${bar(tokens, 0)}</td></tr>`,
  );
  return `<h2>The output as a whole</h2>
<p>Of a sample of ${whole(set.texts)} records, of which ${whole(set.words)} words are compared. ${escape(setMeasureWarning)}</p>
<table><thead><tr><th>measure</th><th>value</th><th>meaning</th></tr></thead>
<tbody>${numbers.join('')}${collapse}</tbody></table>
<table><thead><tr><th>style</th><th>documents</th><th>tokens</th><th></th></tr></thead>
<tbody>${styles.join('')}</tbody></table>`;
}

/** Small shares are what matters here, so that one decimal stays. */
function exactPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
