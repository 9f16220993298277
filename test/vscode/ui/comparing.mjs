import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const themes = ['Light Modern', 'Dark Modern', 'Dark High Contrast'];

/** A picture in each theme; it ends with the first. */
async function inThemes({ colorTheme, picture }, name) {
  for (const theme of [...themes.slice(1), themes[0]]) {
    await colorTheme(theme);
    await picture(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
}

/** A strategy that cuts pages into paragraphs, and one whose seed step lets nothing through. */
function cutting(keep) {
  return `version: 1
strategy: cutting
seeds:
  from: ../documents
  keep:
    - language == "en"
    - ${keep}
models:
  echo: {mock: echo}
rephrasings:
  paragraphs:
    model: echo
    chunk: {by: paragraph, tokens: 60}
    prompt: "{{ text }}"
  sentences:
    model: echo
    chunk: {by: sentence, tokens: 40}
    prompt: "Again: {{ text }}"
output: {to: ../out/cutting, as: jsonl}
`;
}

/** Waits for text that is drawn beside that of the document. */
async function drawn(page, text) {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.view-line span')].some((element) =>
        ['::before', '::after'].some((part) => {
          const { content } = getComputedStyle(element, part);
          return content.replaceAll('\u00a0', ' ').includes(wanted);
        }),
      ),
    text,
  );
}

/**
 * Looking closely: source and rephrasing, the prompt, passages.
 *
 * @param {string} folder the workspace
 */
export function comparingSteps(folder) {
  return [
    [
      'the source stands beside its rephrasing, with what it invents underlined',
      async (workbench) => {
        const { page, openFile, line, command, pressLens, quickInput } = workbench;
        await command('View: Close All Editor Groups');
        await openFile('strategies/wrap.strategy.yaml');
        await command('File: Revert File');
        await quickInput.waitFor({ state: 'hidden' });
        await page.keyboard.press('Control+1');
        await page.keyboard.press('Control+Home');
        await line('  summary:').first().waitFor();
        await pressLens('Diff', 'summary');
        await page.locator('.tab.active', { hasText: '↔ summary' }).waitFor();
        await line('tide pool is sea water').first().waitFor();
        await page.locator('.diff-editor .squiggly-warning, .monaco-diff-editor .squiggly-warning').first().waitFor();
        await command('View: Close Primary Side Bar');
        await inThemes(workbench, '30-diff');
      },
    ],
    [
      'arrows in its title go to the next rephrasing',
      async ({ page, line, command, picture }) => {
        await page.getByRole('button', { name: 'Compare Next Rephrasing' }).first().click();
        await page.locator('.tab.active', { hasText: '↔ questions' }).waitFor();
        await line('Question: Why do so few kinds').waitFor();
        await picture('31-diff-next');
        await command('View: Close Editor');
      },
    ],
    [
      'the prompt stands beside the strategy and follows it',
      async (workbench) => {
        const { page, openFile, line, selectWord, pressLens } = workbench;
        await openFile('strategies/wrap.strategy.yaml');
        await pressLens('Prompt', 'summary');
        await line('━━ user · ').first().waitFor();
        await line('sum this page up').nth(1).waitFor();
        await selectWord('sum this page up', 'sum');
        await page.keyboard.type('tidy');
        await line('tidy this page up').nth(1).waitFor();
        await inThemes(workbench, '32-prompt');
      },
    ],
    [
      'a strategy with an error keeps the last prompt, and says so',
      async (workbench) => {
        const { page, line, selectWord, command } = workbench;
        await selectWord('style: summary', 'style');
        await page.keyboard.type('stile');
        await line('Below is the last prompt without errors.').waitFor();
        await line('tidy this page up').nth(1).waitFor();
        await inThemes(workbench, '33-prompt-error');
        await command('File: Revert File');
        await line('Below is the last prompt').waitFor({ state: 'detached' });
      },
    ],
    [
      'passages are marked in the chosen document, for the rephrasing under the cursor',
      async (workbench) => {
        const { page, openFile, command, pick, selectWord, line } = workbench;
        await command('View: Close All Editors');
        await writeFile(join(folder, 'strategies/cutting.strategy.yaml'), cutting('words >= 20'));
        await openFile('documents/tide-pools.md');
        await command('View: Split Editor Right');
        await openFile('strategies/cutting.strategy.yaml');
        await command('Wordmill: Choose Document...');
        await pick('tide-pools.md');
        await drawn(page, 'passage 2 · ');
        await command('View: Close Primary Side Bar');
        await inThemes(workbench, '34-passages');
        await selectWord('by: sentence', 'sentence');
        await line('passage 6 · ').waitFor();
        await workbench.picture('35-passages-by-sentence');
      },
    ],
    [
      'a document that is skipped says why, with every condition in the hover',
      async (workbench) => {
        const { page, selectWord, line, picture } = workbench;
        await selectWord('words >= 20', '20');
        await page.keyboard.type('500');
        await drawn(page, 'skipped: words >= 500, here 126');
        // A hover that is there already stays as it was before the change.
        await page.mouse.move(5, 5);
        await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
        await line('# Tide pools')
          .first()
          .hover({ position: { x: 40, y: 8 } });
        await page.locator('.monaco-hover:visible', { hasText: 'A run skips this document.' }).waitFor();
        await picture('36-skipped');
        await page.keyboard.press('Escape');
        await workbench.command('File: Revert File');
        await workbench.command('View: Close All Editor Groups');
      },
    ],
  ];
}
