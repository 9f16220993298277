import assert from 'node:assert/strict';
import { rows } from '../workspace.mjs';

/** A run: started from the palette, watched, found again after a reload, looked at when it is done. */
export function runSteps(model) {
  const row = (workbench) => workbench.runs.filter({ hasText: 'held' }).first();
  return [
    [
      'a run starts from the palette and asks where its output goes',
      async ({ page, openFile, command, quickRows, picture }) => {
        await openFile('strategies/held.strategy.yaml');
        await command('Wordmill: Run Strategy');
        await quickRows.filter({ hasText: 'output.to of the strategy' }).waitFor();
        await picture('11-where-to');
        await page.keyboard.press('Enter');
      },
    ],
    [
      'what it will cost is shown before it begins, with no model asked, and its limit can be changed',
      async ({ page, quickRows, quickInput, pick, statusBar, picture }) => {
        const began = model.began;
        const run = quickRows.filter({ hasText: `≈ ${rows.length} requests` });
        await run.waitFor();
        await picture('11-estimate');
        await pick('Change limit');
        await quickInput.getByText('How many documents').waitFor();
        await quickInput.locator('input').fill('1');
        await page.keyboard.press('Enter');
        await quickRows.filter({ hasText: '≈ 1 request ' }).waitFor();
        await pick('Change limit');
        await quickInput.locator('input').fill('');
        await page.keyboard.press('Enter');
        await run.waitFor();
        assert.equal(model.began, began);
        await pick('Run');
        await statusBar.getByText(/held .*rejected/).waitFor();
      },
    ],
    [
      'the Runs view shows how far it is',
      async (workbench) => {
        const { page, statusBar, picture } = workbench;
        await statusBar.getByText(/held .*rejected/).click();
        await row(workbench).waitFor();
        model.letGo(1);
        await workbench.runs.filter({ hasText: /^Kept1$/ }).waitFor();
        await page.locator('.pane-body').getByText('Rephrasings').waitFor();
        await picture('12-runs');
      },
    ],
    [
      'it goes on while the window is reloaded, and is found again',
      async (workbench) => {
        const { page, runs, picture } = workbench;
        await page.reload();
        await row(workbench).waitFor();
        model.letGo(1);
        await runs.filter({ hasText: /^Kept2$/ }).waitFor();
        await picture('13-after-reload');
      },
    ],
    [
      'its end is told, and the output opens from there',
      async ({ toasts, press, quickRows, pick, line, picture }) => {
        model.free();
        const message = `held has finished`;
        await toasts.filter({ hasText: message }).waitFor();
        await toasts.filter({ hasText: `${rows.length} kept, 0 rejected` }).waitFor();
        await picture('14-finished');
        await press(message, 'Open Output');
        await quickRows.filter({ hasText: 'Newest records' }).waitFor();
        await pick('Newest records');
        await line('"rephrasing":"again"').first().waitFor();
        await picture('15-output');
      },
    ],
    [
      'its report opens in a tab, without scripts',
      async (workbench) => {
        const { page, picture } = workbench;
        await row(workbench).hover();
        await row(workbench).getByRole('button', { name: 'Open Report' }).click();
        const report = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
        await report.locator('body', { hasText: 'held' }).waitFor();
        await picture('16-report');
      },
    ],
    [
      'a new strategy is asked for its name and has no problems',
      async ({ page, command, quickInput, line, squiggles, picture }) => {
        await command('Wordmill: New Strategy');
        // The report that has just been opened may take the focus, and with it the palette away: then a person asks again.
        const asked = quickInput.getByText('Its name');
        await asked.waitFor({ timeout: 5_000 }).catch(() => command('Wordmill: New Strategy'));
        await asked.waitFor();
        await quickInput.locator('input').fill('Not A Name');
        await quickInput.getByText('Use a to z').waitFor();
        await quickInput.locator('input').fill('first');
        await page.keyboard.press('Enter');
        await line('strategy: first').waitFor();
        await picture('17-new-strategy');
        await page.keyboard.press('Control+End');
        await page.locator('.codelens-decoration a', { hasText: 'Preview' }).first().waitFor();
        assert.equal(await squiggles.count(), 0);
      },
    ],
    [
      'the walkthrough says how to begin',
      async ({ page, command, pick, picture }) => {
        await command('Welcome: Open Walkthrough...');
        await pick('Get Started with Wordmill');
        await page.locator('.getting-started-step', { hasText: 'Write a strategy' }).first().waitFor();
        await picture('18-walkthrough');
      },
    ],
  ];
}
