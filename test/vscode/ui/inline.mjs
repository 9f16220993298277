import assert from 'node:assert/strict';

/** Inline previews: below a rephrasing, with what one can do there, and on the next document of the sample. */
export function inlineSteps(model) {
  return [
    [
      'the lens above a rephrasing shows it between the lines, on the chosen document',
      async ({ page, command, openFile, lens, frame, statusBar, picture }) => {
        await command('View: Close All Editor Groups');
        await openFile('strategies/wrap.strategy.yaml');
        await statusBar.getByText('document 1 of the sample').waitFor();
        await lens(0).click();
        await frame('summary · ').getByText('✗ rejected').waitFor();
        await lens(1).click();
        await frame('questions · ').getByText('✓ kept').waitFor();
        assert.equal(await page.locator('.comments-panel').count(), 0);
        await picture('20-inline');
      },
    ],
    [
      'next and previous document go through the sample by the keyboard, and the previews follow',
      async ({ page, frame, statusBar, selectWord, picture }) => {
        const before = await frame('summary · ').locator('.review-title').textContent();
        await selectWord('style: summary', 'summary');
        await page.keyboard.press('Control+Alt+PageDown');
        await statusBar.getByText('document 2 of the sample').waitFor();
        await frame('summary · ')
          .filter({ hasNotText: before })
          .getByText(/✓ kept|✗ rejected/)
          .waitFor();
        await picture('21-next-document');
        await page.keyboard.press('Control+Alt+PageUp');
        await frame(before).getByText('✗ rejected').waitFor();
      },
    ],
    [
      'a preview streams between the lines, and its button stops the model',
      async ({ page, openFile, lens, frame, picture }) => {
        await openFile('strategies/held.strategy.yaml');
        await lens(0).click();
        await frame('again · ').getByText('writing …').waitFor();
        await picture('22-inline-streaming');
        const before = model.abandoned;
        await frame('again · ').getByRole('button', { name: 'Cancel' }).click();
        await frame('again · ').getByText('cancelled').waitFor();
        assert.equal(model.abandoned, before + 1);
        await frame('again · ').getByRole('button', { name: 'Close Inline Preview' }).click();
        await page.locator('.review-widget').waitFor({ state: 'detached' });
      },
    ],
    [
      'another document is chosen from the status bar',
      async ({ page, openFile, statusBar, quickRows, pick, lens, frame, picture }) => {
        await openFile('documents/kettle.txt');
        await openFile('strategies/wrap.strategy.yaml');
        await statusBar.getByText('document 1 of the sample').click();
        await quickRows.filter({ hasText: 'Next document of the sample' }).waitFor();
        await picture('23-choose-document');
        await pick('kettle.txt');
        await statusBar.getByText('kettle.txt').waitFor();
        await lens(2).click();
        await frame('same · kettle.txt').getByText('✓ kept').waitFor();
        await picture('24-chosen-document');
        await page.keyboard.press('Escape');
      },
    ],
    ...themes('workbench.colorTheme'),
  ];
}

/** Pictures to look at: everything takes its colours from the theme. */
function themes() {
  const names = ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast'];
  return names.map((name, index) => [
    `an inline preview in ${name}`,
    async ({ command, quickInput, quickRows, page, picture }) => {
      await command('Preferences: Color Theme');
      await quickInput.locator('input').fill(name.replace('Default ', ''));
      await quickRows.first().waitFor();
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'detached' });
      await picture(`25-theme-${index + 1}`);
    },
  ]);
}
