import assert from 'node:assert/strict';

/** What is inside the panel. */
function insideOf(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** What a person does not see: the model's side of it, looked at again for ten seconds at most. */
async function until(holds) {
  for (let looks = 0; !holds(); looks++) {
    assert.ok(looks < 400, `${holds} does not come true`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** The grid: chosen, filled, walked through by the keyboard alone, compared, restored after a reload. */
export function gridSteps(model) {
  return [
    [
      'a grid asks for rephrasings, models and documents, and fills itself',
      async ({ page, openFile, command, quickInput, quickRows, picture }) => {
        await openFile('strategies/wrap.strategy.yaml');
        // The extension is awake and knows which strategy is in front.
        await page.locator('.codelens-decoration a').first().waitFor();
        await command('Wordmill: Preview Grid');
        await quickRows.filter({ hasText: 'Gives the page back.' }).waitFor();
        await page.keyboard.press('Enter');
        const echo = quickRows.filter({ hasText: 'gives the prompt back' });
        await echo.waitFor();
        await echo.getByRole('checkbox').click();
        await quickInput.getByText('2 Selected').waitFor();
        await picture('40-which-models');
        await quickInput.getByRole('button', { name: 'OK' }).click();
        await quickInput.getByText('How many documents of the sample?').waitFor();
        await quickInput.locator('input').fill('40');
        await quickInput.getByText('take 33 or fewer').waitFor();
        await quickInput.locator('input').fill('2');
        await page.keyboard.press('Enter');
        const grid = insideOf(page);
        await grid.locator('.progress', { hasText: '12 of 12 cells' }).waitFor();
        await grid.locator('h1', { hasText: 'wrap · 2 documents × 3 rephrasings × 2 models' }).waitFor();
        assert.equal(await grid.locator('tbody td').count(), 12);
        await grid.locator('tfoot td', { hasText: '% kept' }).first().waitFor();
      },
    ],
    [
      'it looks well in every theme',
      async ({ page, colorTheme, picture }) => {
        for (const [theme, kind, name] of [
          ['Dark High Contrast', 'vscode-high-contrast', '42-grid-high-contrast'],
          ['Dark Modern', 'vscode-dark', '43-grid-dark'],
          ['Light Modern', 'vscode-light', '41-grid-light'],
        ]) {
          await colorTheme(theme);
          await insideOf(page).locator(`body.${kind}`).waitFor();
          await picture(name);
        }
      },
    ],
    [
      'the keyboard alone goes from cell to cell, unfolds and compares',
      async ({ page, command, picture }) => {
        const grid = insideOf(page);
        // From the bar into the grid: one place of it is in the order of Tab.
        await grid.getByRole('button', { name: 'Export…' }).focus();
        await page.keyboard.press('Tab');
        const focused = () => grid.locator(':focus').getAttribute('aria-label');
        const first = await focused();
        assert.match(first ?? '', /^summary, as written, /);
        await page.keyboard.press('ArrowRight');
        assert.match((await focused()) ?? '', /^questions, as written, /);
        await page.keyboard.press('End');
        assert.match((await focused()) ?? '', /^same, mock:echo, /);
        await page.keyboard.press('Space');
        assert.equal(await grid.locator(':focus').getAttribute('aria-expanded'), 'true');
        await page.keyboard.press('Space');
        assert.equal(await grid.locator(':focus').getAttribute('aria-expanded'), 'false');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('PageDown');
        assert.match((await focused()) ?? '', /^same, mock:echo, /);
        await page.keyboard.press('Control+Home');
        await page.keyboard.press('End');
        assert.match((await focused()) ?? '', /^Most different of /);
        await page.keyboard.press('ArrowDown');
        await picture('44-grid-keyboard');
        await page.keyboard.press('Home');
        await page.keyboard.press('Enter');
        await page.locator('.tab.active', { hasText: '↔ summary, as written' }).waitFor();
        await page.locator('.monaco-diff-editor').first().waitFor();
        await picture('45-grid-compare');
        await command('View: Close Editor');
        // Back in the grid, the focus is where it was.
        await grid.locator(':focus').waitFor();
        assert.match((await focused()) ?? '', /^summary, as written, /);
      },
    ],
    [
      'the most different pair opens as a diff',
      async ({ page, command, picture }) => {
        const grid = insideOf(page);
        await grid.getByRole('button', { name: 'Most different of summary' }).first().focus();
        await page.keyboard.press('Enter');
        await page.locator('.tab.active', { hasText: 'as written ↔ mock:echo' }).waitFor();
        await picture('46-grid-pair');
        await command('View: Close Editor');
      },
    ],
    [
      'columns are grouped the other way round, and stay so when the panel was hidden',
      async ({ page, openFile, command }) => {
        const grid = insideOf(page);
        await grid.locator('thead tr').first().locator('th', { hasText: 'as written' }).waitFor();
        assert.equal(await grid.locator('thead tr').first().locator('th').count(), 2);
        await grid.getByRole('button', { name: 'Rephrasing', exact: true }).press('Enter');
        await grid.locator('thead tr').first().locator('th', { hasText: 'questions' }).waitFor();
        await openFile('strategies/wrap.strategy.yaml');
        await command('View: Close Editor');
        await grid.locator('thead tr').first().locator('th', { hasText: 'questions' }).waitFor();
        assert.equal(await grid.locator('thead tr').first().locator('th').count(), 3);
      },
    ],
    [
      'the window is reloaded, and the last results are there',
      async ({ page, command, picture }) => {
        await page.reload();
        // Which tab was in front, a browser may not have had the time to write down.
        await page.locator('.tab', { hasText: 'Grid: wrap' }).click();
        const grid = insideOf(page);
        await grid.locator('.progress', { hasText: '12 of 12 cells' }).waitFor();
        assert.equal(await grid.locator('tbody td').count(), 12);
        await picture('47-grid-restored');
        await grid.getByRole('button', { name: 'Again' }).press('Enter');
        await grid.locator('.progress', { hasText: 'draw 2' }).waitFor();
        await grid.locator('.progress', { hasText: '12 of 12 cells' }).waitFor();
        await command('View: Close Editor');
      },
    ],
    [
      'cells stream, and one button stops them all',
      async ({ page, openFile, command, quickInput, picture }) => {
        model.hold();
        await openFile('strategies/held.strategy.yaml');
        await command('Wordmill: Preview Grid');
        await quickInput.getByText('Which models?').waitFor();
        await page.keyboard.press('Enter');
        await quickInput.getByText('How many documents of the sample?').waitFor();
        await page.keyboard.press('Enter');
        const grid = insideOf(page);
        await grid.locator('td', { hasText: 'writing …' }).first().waitFor();
        await grid.locator('.text', { hasText: 'A tide pool' }).first().waitFor();
        await picture('48-grid-streaming');
        const before = model.abandoned;
        await grid.getByRole('button', { name: 'Cancel' }).press('Enter');
        await grid.locator('td', { hasText: 'not finished: cancelled' }).nth(2).waitFor();
        await grid.getByRole('button', { name: 'Run All' }).waitFor();
        await until(() => model.abandoned > before);
        await picture('49-grid-cancelled');
        await command('View: Close Editor');
      },
    ],
  ];
}
