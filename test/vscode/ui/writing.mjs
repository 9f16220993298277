import assert from 'node:assert/strict';

/** Writing a strategy: colours, a mistake and its mending, completion, hover. */
export function writingSteps() {
  return [
    [
      'a strategy opens from the explorer, in colours',
      async ({ openFile, coloured, statusBar, picture }) => {
        // The document comes first: nothing of the extension runs yet that could see it being opened.
        await openFile('documents/kettle.txt');
        await openFile('strategies/wrap.strategy.yaml');
        await statusBar.getByText('Wordmill Strategy').waitFor();
        // Plain text of the prompt, the braces and the name inside them look different.
        await coloured('For {{ audience }}', 3);
        await picture('01-strategy');
      },
    ],
    [
      'lenses above a rephrasing offer a preview',
      async ({ page }) => {
        const lenses = page.locator('.codelens-decoration a');
        await lenses.filter({ hasText: 'Preview' }).first().waitFor();
      },
    ],
    [
      'a mistake is underlined and listed under Problems',
      async ({ page, selectWord, squiggles, problems, picture }) => {
        await selectWord('style: summary', 'style');
        await page.keyboard.type('stile');
        await squiggles.first().waitFor();
        await page.keyboard.press('Control+Shift+M');
        await problems.filter({ hasText: 'stile' }).first().waitFor();
        await picture('02-mistake');
      },
    ],
    [
      'the quick fix mends it, by the keyboard alone',
      async ({ page, problems, squiggles, line, selectWord, picture }) => {
        await selectWord('stile: summary', 'stile');
        await page.keyboard.press('Control+.');
        const menu = page.locator('.action-widget');
        await menu.getByText('style', { exact: false }).first().waitFor();
        await picture('03-quick-fix');
        await page.keyboard.press('Enter');
        await line('style: summary').first().waitFor();
        await squiggles.first().waitFor({ state: 'detached' });
        await problems.filter({ hasText: 'stile' }).first().waitFor({ state: 'detached' });
        await page.keyboard.press('Control+J');
      },
    ],
    [
      'a new line is completed, with documentation',
      async ({ page, selectWord, picture, line }) => {
        await selectWord('style: summary', 'summary');
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        await page.keyboard.type('samp');
        const suggestion = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'sampling' });
        await suggestion.first().waitFor();
        await page.keyboard.press('Control+Space');
        await page.locator('.suggest-details').waitFor();
        await picture('04-completion');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+Shift+K');
        await line('samp').first().waitFor({ state: 'detached' });
      },
    ],
    [
      'the mouse over a key explains it',
      async ({ page, selectWord, picture }) => {
        const { x, y } = await selectWord('seeds:', 'seeds');
        await page.mouse.move(x + 2, y + 1);
        const hover = page.locator('.monaco-hover:visible .hover-contents').first();
        await hover.waitFor();
        assert.ok(((await hover.textContent()) ?? '').length > 20);
        await picture('05-hover');
        await page.keyboard.press('Escape');
      },
    ],
  ];
}
