const themes = [
  ['Dark Modern', 'dark'],
  ['Dark High Contrast', 'high-contrast'],
];

/** The Test Explorer: tests are found, run, and what fails is shown where it is expected. */
export function testSteps() {
  return [
    [
      'the tests of an open strategy stand in the Test Explorer and beside their lines',
      async ({ page, openFile, command, tests, picture }) => {
        await openFile('strategies/tested.strategy.yaml');
        await page.locator('.testing-run-glyph').first().waitFor();
        await command('Testing: Focus on Test Explorer View');
        await tests.filter({ hasText: 'tested.strategy.yaml' }).first().click();
        await page.keyboard.press('ArrowRight');
        await tests.filter({ hasText: 'tide-pools.md' }).first().waitFor();
        await picture('30-tests');
      },
    ],
    [
      'a run tells of every document and rephrasing, and fails at the line of the expectation',
      async (workbench) => {
        const { page, command, tests, picture } = workbench;
        await command('Test: Run All Tests');
        await tests.filter({ hasText: 'kettle.txt' }).first().and(page.locator('[aria-label*="Failed"]')).waitFor();
        await tests.filter({ hasText: 'tide-pools.md' }).first().and(page.locator('[aria-label*="Passed"]')).waitFor();
        await picture('31-tests-run');
        // VS Code opens them by itself where a run is not over before it could.
        await command('Test Results: Focus on Test Results View');
        const results = page.locator('.test-output-peek-tree .monaco-list-row');
        await results.filter({ hasText: 'copied < 0.9' }).first().click();
        await page.locator('.test-output-peek-message-container').first().waitFor();
        await picture('32-test-failure');
        await command('View: Focus Active Editor Group');
        await page.keyboard.press('Control+End');
        const told = page.locator('.monaco-editor span.content', { hasText: 'summary: Rejected' });
        await told.first().waitFor();
        await picture('33-test-failure-line');
        for (const [theme, name] of themes) {
          await workbench.colorTheme(theme);
          await told.first().waitFor();
          await picture(`33-test-failure-line-${name}`);
        }
        await workbench.colorTheme('Light Modern');
      },
    ],
    [
      'another profile asks no model',
      async ({ page, quickRows, tests, picture }) => {
        const kettle = tests.filter({ hasText: 'kettle.txt' }).first();
        await kettle.click();
        await page.keyboard.press('ArrowRight');
        await tests.filter({ hasText: 'summary' }).first().waitFor();
        await kettle.click({ button: 'right' });
        // A menu takes no notice of a press right after it has opened, for it may be what opened it.
        await page.getByRole('menuitem', { name: 'Execute Using Profile...' }).hover();
        await page.keyboard.press('Enter');
        await quickRows.filter({ hasText: 'Mock' }).first().waitFor();
        await picture('34-test-profiles');
        await quickRows.filter({ hasText: 'Mock' }).first().click();
        await page.locator('.test-output-peek-tree .monaco-list-row', { hasText: 'Wordmill: Mock' }).waitFor();
        // The prompt comes back, which invents no number.
        await tests.filter({ hasText: 'summary' }).first().and(page.locator('[aria-label*="Passed"]')).waitFor();
        await page.locator('.monaco-editor span.content', { hasText: 'same: `copied < 0.9` failed' }).first().waitFor();
        await picture('35-test-mock');
      },
    ],
    [
      'a preview asks another model, says so, and goes on with it until it is as written again',
      async ({ page, command, quickInput, quickRows, pick, line, frame, picture }) => {
        const another = async (choice) => {
          await command('Wordmill: Preview with Another Model…');
          await quickRows.filter({ hasText: 'As Written' }).first().waitFor();
          if (choice === 'mock:echo') await picture('36-another-model');
          await pick(choice);
        };
        const rephrase = async () => {
          await quickInput.getByText('Which rephrasings?').waitFor();
          await page.keyboard.press('Enter');
        };
        await page.keyboard.press('Control+1');
        await another('mock:echo');
        await rephrase();
        await line('· tested · by mock:echo').waitFor();
        await line('summary · ✓ kept').waitFor();
        await picture('37-preview-by-another-model');
        await command('Wordmill: Open Preview to the Side');
        await rephrase();
        await line('· tested · by mock:echo').waitFor();
        await command('Wordmill: Preview Rephrasing');
        await frame('by mock:echo, not as written').first().waitFor();
        await picture('38-inline-by-another-model');
        await another('As Written');
        await rephrase();
        await line('summary · ✗ rejected').waitFor();
        await line('· tested · by').waitFor({ state: 'detached' });
      },
    ],
  ];
}
