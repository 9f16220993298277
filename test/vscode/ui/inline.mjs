import assert from 'node:assert/strict';

/** Inline previews: below a rephrasing, with what one can do there, and on the next document of the sample. */
export function inlineSteps(model) {
  return [
    [
      'the lens above a rephrasing shows it between the lines, on the chosen document',
      async ({ page, command, openFile, previewByLens, frame, chosen, picture }) => {
        await openFile('strategies/wrap.strategy.yaml');
        await command('File: Revert File');
        await command('View: Close All Editor Groups');
        await openFile('strategies/wrap.strategy.yaml');
        await chosen('document 1 of the sample').waitFor();
        await previewByLens('summary');
        await frame('summary · ').getByText('✗ rejected').waitFor();
        await previewByLens('questions');
        await frame('questions · ').getByText('✓ kept').waitFor();
        assert.equal(await page.locator('.comments-panel').count(), 0);
        await picture('20-inline');
      },
    ],
    [
      'next and previous document go through the sample by the keyboard, and the previews follow',
      async ({ page, frame, chosen, selectWord, picture }) => {
        const before = await frame('summary · ').locator('.review-title').textContent();
        await selectWord('style: question-answer', 'style');
        await page.keyboard.press('Control+Alt+PageDown');
        await chosen('document 2 of the sample').waitFor();
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
      async ({ page, openFile, previewByLens, frame, picture }) => {
        await openFile('strategies/held.strategy.yaml');
        await previewByLens('again');
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
      async ({ page, openFile, chosen, quickRows, pick, previewByLens, frame, picture }) => {
        await openFile('documents/kettle.txt');
        await openFile('strategies/wrap.strategy.yaml');
        await chosen('document 1 of the sample').click();
        await quickRows.filter({ hasText: 'Next document of the sample' }).waitFor();
        await picture('23-choose-document');
        await pick('kettle.txt');
        await chosen('kettle.txt').waitFor();
        await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
        await previewByLens('same');
        await frame('same · kettle.txt').getByText('✓ kept').waitFor();
        await picture('24-chosen-document');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'the frame stays at its place while lines are written above it, and is asked for again by the keyboard',
      async ({ page, selectWord, line, command, frame, picture }) => {
        await selectWord('style: verbatim', 'style');
        await page.keyboard.press('Home');
        await page.keyboard.type('weight: 2');
        await page.keyboard.press('Enter');
        await command('Wordmill: Again with Other Seeds');
        await frame('same · kettle.txt · again 1').getByText('✓ kept').waitFor();
        const gate = await line('- copied == 1').first().boundingBox();
        const below = await frame('same · ').boundingBox();
        assert.ok(Math.abs(below.y - gate.y - gate.height) < gate.height, `${below.y} below ${gate.y}`);
        await command('File: Revert File');
        await selectWord('style: question-answer', 'style');
        await page.keyboard.press('Control+Alt+Enter');
        await frame('questions · kettle.txt').getByText('✓ kept').waitFor();
        await picture('25-again');
      },
    ],
    [
      'nothing that a model writes is Markdown, HTML or a link',
      async ({ page, openFile, command, pick, quickRows, frame, picture }) => {
        await openFile('notes/hostile.md');
        await command('Wordmill: Rephrase with...');
        await pick('wrap.strategy.yaml');
        await quickRows.filter({ hasText: 'Gives the page back.' }).waitFor();
        await page.keyboard.press('Enter');
        const body = frame('same · hostile.md').locator('.comment-body');
        await body.getByText('$(error)').waitFor();
        await body.getByText('[click me](command:workbench.action.closeWindow)').waitFor();
        assert.equal(await body.locator('h1, b, strong, a, img, ul, ol, code, .codicon').count(), 0);
        await picture('26-hostile');
        await openFile('strategies/wrap.strategy.yaml');
      },
    ],
    ...themes(),
  ];
}

/** Pictures to look at: everything takes its colours from the theme. */
function themes() {
  const names = ['Light High Contrast', 'Dark High Contrast', 'Dark Modern', 'Light Modern'];
  return names.map((name, index) => [
    `an inline preview in ${name}`,
    async ({ colorTheme, picture }) => {
      await colorTheme(name);
      await picture(`27-theme-${index + 1}`);
    },
  ]);
}
