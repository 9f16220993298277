import type { InputManifest } from '../run/manifest.ts';
import { endingOf } from '../parts/part-format.ts';
import { featureLines } from './features.ts';
import type { Summary } from './summary.ts';
import { modelLabel, percent, spell, whole } from './words.ts';

/** `README.md`: a dataset card whose front matter tells the Hub's loader which files are the data. */
export function datasetCard(summary: Summary): string {
  const { manifest, counts } = summary;
  const { strategy } = manifest;
  return [
    frontMatter(summary),
    ...introduction(summary),
    ...numbers(summary),
    ...mixture(summary),
    ...howItWasMade(summary),
    ...licence(),
  ].join('\n');

  function introduction({ manifest: { strategy_hash, versions } }: Summary): readonly string[] {
    return [
      `# ${strategy.name}`,
      '',
      ...(strategy.about === null ? [] : [strategy.about, '']),
      `Synthetic text: ${whole(counts.records)} rephrasings of ${whole(counts.documents)} documents, made with Wordmill ${versions.wordmill}.`,
      `Strategy \`${strategy.name}\`, hash \`${strategy_hash}\`, seed ${strategy.seed}; the whole strategy is in \`run.json\`.`,
      '',
    ];
  }
}

function frontMatter({ manifest, counts, finished }: Summary): string {
  const natural = finished?.natural_records ?? 0;
  // A pattern that no file matches stops the loader.
  const folders = [...(counts.records > 0 || natural === 0 ? ['data'] : []), ...(natural > 0 ? ['natural'] : [])];
  const ending = endingOf(manifest.strategy.output);
  return [
    '---',
    `pretty_name: ${JSON.stringify(manifest.strategy.name)}`,
    'task_categories:',
    '- text-generation',
    'tags:',
    '- synthetic',
    '- wordmill',
    'size_categories:',
    `- ${sizeCategory(counts.records + natural)}`,
    'configs:',
    '- config_name: default',
    '  data_files:',
    '  - split: train',
    ...(folders.length === 1
      ? [`    path: ${folders[0]}/*${ending}`]
      : ['    path:', ...folders.map((folder) => `    - ${folder}/*${ending}`)]),
    ...featureLines(manifest),
    '---',
    '',
  ].join('\n');
}

function numbers({ counts, manifest, seconds }: Summary): readonly string[] {
  const rows = manifest.strategy.rephrasings.map(({ name, style, steps }) => {
    const model = [...new Set(steps.map((step) => step.model))].join(', ');
    const { records, rejects } = counts.by_rephrasing[name] ?? { records: 0, rejects: 0 };
    const cells = [name, style ?? '', model, whole(records), whole(rejects), percent(records, records + rejects)];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [
    '## Numbers',
    '',
    '| rephrasing | style | model | kept | rejected | share kept |',
    '|---|---|---|---:|---:|---:|',
    ...rows,
    '',
    `${whole(counts.output_tokens)} tokens came out of ${whole(counts.input_tokens)} tokens of prompts, those of rejected answers included` +
      `${seconds > 0 ? `, in ${spell(seconds)}` : ''}. ${whole(counts.skipped)} documents were left out by \`seeds.keep\`, and ${whole(counts.bad_rows)} rows could not be read.`,
    '',
  ];
}

/** What the last step has made, as far as there was anything to do. */
function mixture({ counts, finished }: Summary): readonly string[] {
  if (finished === null) return [];
  const { natural_records, natural_tokens, natural_share, epochs, tokens_by_style, notes } = finished;
  const all = counts.text_tokens + natural_tokens;
  const removed = `Taken out at the end, and in \`rejects/\`: duplicates ${whole(counts.duplicates)}, texts that have a benchmark item in them ${whole(counts.contaminated)}.`;
  const natural = `${whole(natural_records)} rows of \`natural/\` are documents as they were (\`rephrasing\` is null, \`style\` is \`natural\`, \`epoch\` counts from 1), ${percent(natural_share, 1)} of ${whole(all)} estimated tokens${epochs > 1 ? `, all of them ${epochs} times` : ''}.`;
  const styles = Object.entries(tokens_by_style).map(
    ([style, tokens]) => `| ${cell(style === '' ? '(none)' : style)} | ${whole(tokens)} | ${percent(tokens, all)} |`,
  );
  return [
    '## Mixture',
    '',
    removed,
    ...(natural_records > 0 ? ['', natural] : []),
    '',
    '| style | tokens | share |',
    '|---|---:|---:|',
    ...styles,
    '',
    ...notes.flatMap((note) => [`- ${cell(note)}`]),
    ...(notes.length > 0 ? [''] : []),
  ];
}

function howItWasMade({ manifest: { strategy, inputs, natural = [], benchmarks = [] } }: Summary): readonly string[] {
  const models = Object.entries(strategy.models).map(
    ([name, model]) => `- \`${name}\`: ${modelLabel(model)}, sampling \`${JSON.stringify(model.sampling)}\``,
  );
  const rephrasings = strategy.rephrasings.map(
    ({ name, about, steps }) =>
      `- \`${name}\`${about === null ? '' : `: ${about.replace(/\s+/g, ' ').trim()}`} Sampling ${steps.map(({ sampling }) => `\`${JSON.stringify(sampling)}\``).join(', ')}`,
  );
  return [
    '## How it was made',
    '',
    ...models,
    ...rephrasings,
    ...inputs.map((input) => `- from ${named(input)}`),
    ...natural.map((input) => `- natural documents from ${named(input)}`),
    ...benchmarks.map((input) => `- decontaminated against ${named(input)}`),
    '',
    'Each row has the rephrased `text`, where it comes from (`source_id`, `source_file`, `source_row`), the `rephrasing`, the',
    'values of its `variables`, and its `measures`. What was rejected, and why, is in `rejects/`.',
    '',
  ];
}

function named({ name, files }: InputManifest): string {
  return `\`${name}\`${files > 1 ? ` (${whole(files)} files)` : ''}`;
}

function licence(): readonly string[] {
  return [
    '## Licence',
    '',
    'The texts derive from the source documents and from the models above: the licences of both apply. Name one in the front',
    'matter of this card before you publish it.',
    '',
  ];
}

/** The Hub's classes of size. */
function sizeCategory(rows: number): string {
  const steps = ['1K', '10K', '100K', '1M', '10M', '100M', '1B', '10B', '100B', '1T'];
  const index = Math.max(0, Math.floor(Math.log10(Math.max(rows, 1))) - 2);
  const [below, above] = [steps[index - 1], steps[index]];
  if (below === undefined) return 'n<1K';
  return above === undefined ? 'n>1T' : `${below}<n<${above}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
