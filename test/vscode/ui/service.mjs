/** What the preview service tells: the rows of a file, and how models are. */
export function serviceSteps() {
  return [
    [
      'a row of a file is chosen from a list, by its words or its number',
      async ({ page, openFile, chosen, pick, quickInput, quickRows, previewByLens, frame, picture }) => {
        await openFile('strategies/wrap.strategy.yaml');
        await chosen('kettle.txt').click();
        await pick('A row of a file');
        await pick('rows.jsonl');
        await quickRows.filter({ hasText: 'A brake that squeaks wants cleaning first.' }).waitFor();
        await picture('28-rows');
        await quickInput.locator('input').fill('lighthouse');
        await quickRows.filter({ hasText: 'A lighthouse is known' }).waitFor();
        await page.keyboard.press('Enter');
        await chosen('rows.jsonl, row 11').waitFor();
        await previewByLens('questions');
        await frame('questions · rows.jsonl, row 11').getByText('✓ kept').waitFor();
      },
    ],
    [
      'the status bar says how models are: ready, and gone',
      async ({ page, openFile, selectWord, models, command, previewByLens, frame, picture }) => {
        await models('ready').waitFor();
        await models('ready').hover();
        await page.getByText('rephraser: ready').waitFor();
        await picture('29-models');
        await openFile('strategies/held.strategy.yaml');
        await selectWord('id: held', 'held');
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('End');
        await page.keyboard.press('Shift+Home');
        await page.keyboard.type('base_url: http://127.0.0.1:9/v1');
        await previewByLens('again');
        await frame('again · ').getByText('✗ failed').waitFor();
        await models('slow is gone').waitFor();
        await picture('30-model-gone');
        await command('Notifications: Clear All Notifications');
        await command('File: Revert File');
      },
    ],
  ];
}
