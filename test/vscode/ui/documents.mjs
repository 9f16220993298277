import assert from 'node:assert/strict';

/** Previews: of a sample, of the open document, streaming, cancelled. */
export function documentSteps(model) {
  return [
    [
      'a preview on a sample shows what is kept and what is rejected, and marks the gate',
      async ({ page, command, quickRows, line, coloured, picture }) => {
        await command('Wordmill: Open Preview to the Side');
        await quickRows.filter({ hasText: 'summary' }).waitFor();
        await picture('06-which-rephrasings');
        await page.keyboard.press('Enter');
        await line('summary · ✗ rejected').waitFor();
        await line('questions · ✓ kept').waitFor();
        await coloured('summary · ✗ rejected', 2);
        await page.locator('.squiggly-info').first().waitFor();
        // The cursor stays in the strategy.
        assert.match((await page.title()) ?? '', /wrap\.strategy\.yaml/);
        await picture('07-preview-sample');
      },
    ],
    [
      'a document that is being read is rephrased between its lines, and asks through which strategy',
      async ({ page, openFile, command, pick, quickRows, frame, picture }) => {
        await openFile('documents/tide-pools.md');
        await command('Wordmill: Rephrase with...');
        await quickRows.filter({ hasText: 'wrap.strategy.yaml' }).waitFor();
        await pick('wrap.strategy.yaml');
        await quickRows.filter({ hasText: 'Gives the page back.' }).waitFor();
        await page.keyboard.press('Enter');
        await frame('summary · tide-pools.md').getByText('✗ rejected').waitFor();
        await frame('questions · tide-pools.md').getByText('✓ kept').waitFor();
        assert.match((await page.title()) ?? '', /tide-pools\.md/);
        await picture('08-preview-document');
      },
    ],
    [
      'a preview to the side streams, and its button stops the model',
      async ({ page, openFile, command, line, statusBar, picture }) => {
        await openFile('strategies/held.strategy.yaml');
        await command('Wordmill: Open Preview to the Side');
        await line('again · writing …').waitFor();
        await statusBar.getByText('Rephrasing document 1 of the sample').waitFor();
        await picture('09-streaming');
        await page.locator('.tab', { hasText: 'Wordmill Preview' }).click();
        await page.getByRole('button', { name: 'Cancel Preview' }).first().click();
        await line('Cancelled.').waitFor();
        await statusBar.getByText('Rephrasing').waitFor({ state: 'detached' });
        assert.equal(model.abandoned, 1);
      },
    ],
    [
      'a server that is not there is one sentence, with what can be done',
      async ({ page, openFile, selectWord, command, toasts, picture, clearToasts }) => {
        await openFile('strategies/held.strategy.yaml');
        await selectWord('id: held', 'held');
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('End');
        await page.keyboard.press('Shift+Home');
        await page.keyboard.type('base_url: http://127.0.0.1:9/v1');
        await command('Wordmill: Test Connection');
        const toast = toasts.filter({ hasText: 'slow:' });
        await toast.waitFor();
        await toast.getByRole('button', { name: 'Show Log' }).waitFor();
        await picture('10-no-server');
        await clearToasts();
        await command('File: Revert File');
      },
    ],
  ];
}
