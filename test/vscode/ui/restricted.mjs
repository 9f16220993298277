/** A workspace that is not trusted: strategies are checked, and nothing is contacted. */
export function restrictedSteps() {
  return [
    [
      'without trust a strategy is still checked',
      async ({ page, openFile, selectWord, squiggles }) => {
        await openFile('strategies/wrap.strategy.yaml');
        await page.locator('.codelens-decoration a', { hasText: 'Preview' }).first().waitFor();
        await selectWord('style: summary', 'style');
        await page.keyboard.type('stile');
        await squiggles.first().waitFor();
      },
    ],
    [
      'without trust a preview says what it needs',
      async ({ command, toasts, picture }) => {
        await command('Wordmill: Open Preview to the Side');
        const toast = toasts.filter({ hasText: 'needs a trusted workspace' });
        await toast.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
        await picture('19-restricted');
      },
    ],
  ];
}
