import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, startVsCode, workbenchUrl } from '../../scripts/vscode/server.mjs';
import { findChromium } from '../../scripts/test/chromium.mjs';

const pictures = resolve(import.meta.dirname, '../../artefacts/screenshots');

/** What has not come true by then never will. */
const patienceMs = 30_000;

/** Themes that come with VS Code, and by which part of their class the workbench shows that it has one. */
const themeFiles = {
  'Light Modern': 'light_modern',
  'Dark Modern': 'dark_modern',
  'Light High Contrast': 'hc_light',
  'Dark High Contrast': 'hc_black',
};

/** Removes the pictures of an earlier run. */
export async function clearPictures() {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
}

/**
 * VS Code in a browser, and what a person does with it.
 *
 * @param {object} options
 * @param {string} options.vsix
 * @param {string} options.folder
 * @param {readonly string[]} [options.flags]
 * @param {Record<string, unknown>} [options.settings]
 */
export async function openWorkbench({ vsix, folder, flags = [], settings = {} }) {
  const vsCode = await startVsCode({ vsix, flags, settings });
  let browser;
  const close = async () => {
    await browser?.close();
    await vsCode.stop();
  };
  try {
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(patienceMs);
    await page.goto(workbenchUrl(vsCode.authority, folder));
    await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
    return { page, log: vsCode.log, close, ...actions(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

function actions(page) {
  const quickInput = page.locator('.quick-input-widget:not(.hidden)');
  const quickRows = quickInput.locator('.monaco-list-row');

  const workbench = {
    /** The editor in front. */
    editor: page.locator('.editor-group-container.active .monaco-editor').first(),
    squiggles: page.locator('.squiggly-error'),
    /** Rows of the Problems panel. */
    problems: page.locator('.markers-panel .monaco-list-row'),
    toasts: page.locator('.notification-toast'),
    statusBar: page.locator('.statusbar'),
    /** Rows of the Test Explorer. */
    tests: page.locator('.test-explorer .monaco-list-row'),
    runs: page.locator('.pane-body [role="treeitem"]'),
    quickInput,
    quickRows,

    /** A line of any editor that holds a text. VS Code writes no-break spaces where the document has spaces. */
    line(text) {
      return page.locator('.monaco-editor .view-line').filter({ hasText: spaced(text) });
    },

    /** The document that the status bar calls the chosen one. */
    chosen(name) {
      return page.locator('.statusbar [id*="wordmill.document"]', { hasText: name });
    },

    /** What the status bar says of the models. */
    models(text) {
      return page.locator('.statusbar [id*="wordmill.models"]', { hasText: text });
    },

    /** Presses the lens above a rephrasing that previews it. */
    async previewByLens(rephrasing) {
      await workbench.pressLens('Preview', rephrasing);
    },

    /** Goes to a rephrasing of the strategy in front, which has the focus then. */
    async goTo(rephrasing) {
      await page.keyboard.press('Control+Shift+O');
      await quickInput.locator('input').fill(`@${rephrasing}`);
      // Its icon stands before it, with a space.
      const named = page.locator('.label-name', { hasText: new RegExp(String.raw`^\s*${escaped(rephrasing)}$`) });
      await quickRows.filter({ has: named }).first().click();
      await quickInput.waitFor({ state: 'hidden' });
    },

    /** Presses the lens of a title above a rephrasing, as soon as it can be pressed. */
    async pressLens(title, rephrasing) {
      await workbench.goTo(rephrasing);
      for (;;) {
        const lens = await page.waitForFunction(lensAbove, [title, `${rephrasing}:`]);
        try {
          return await lens.click();
        } catch (error) {
          // VS Code has drawn the lenses anew in the meantime.
          if (!/not attached/.test(String(error))) throw error;
        }
      }
    },

    /** The inline preview whose title holds a text. */
    frame(title) {
      return page.locator('.review-widget').filter({ has: page.locator('.review-title', { hasText: title }) });
    },

    /** Waits until the line with a text has so many colours or more. */
    async coloured(text, colours) {
      await page.waitForFunction(
        ([wanted, least]) =>
          [...document.querySelectorAll('.view-line')]
            .filter(({ textContent }) => textContent?.replaceAll('\u00a0', ' ').includes(wanted))
            .some(
              (line) =>
                new Set([...line.querySelectorAll('span[class^="mtk"]')].map(({ className }) => className)).size >=
                least,
            ),
        [text, colours],
      );
    },

    async picture(name) {
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },

    /** Opens a file from the explorer, unfolding the folders on the way, in the first group of editors. */
    async openFile(path) {
      await page.keyboard.press('Control+1');
      await page.keyboard.press('Control+Shift+E');
      const names = path.split('/');
      const rows = page.locator('.explorer-folders-view .monaco-list-row');
      for (const [index, name] of names.entries()) {
        const row = rows.filter({ has: page.locator('.label-name', { hasText: exactly(name) }) });
        await row.waitFor();
        if (index === names.length - 1) await row.dblclick();
        else if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
      }
      await page.locator(`.tab.active[data-resource-name="${names.at(-1)}"]`).waitFor();
    },

    /** A command from the palette, by the words that a person types. */
    async command(title) {
      await page.keyboard.press('F1');
      await quickInput.locator('input').fill(`>${title}`);
      await quickRows.filter({ has: page.locator('.label-name', { hasText: exactly(title) }) }).click();
    },

    async colorTheme(name) {
      await workbench.command('Preferences: Color Theme');
      await quickInput.locator('input').fill(name);
      await quickRows.filter({ has: page.locator('.label-name', { hasText: exactly(name) }) }).click();
      await quickInput.waitFor({ state: 'hidden' });
      await page.locator(`.monaco-workbench[class*="${themeFiles[name]}"]`).waitFor();
    },

    /** Takes the row of a list that holds a text. */
    async pick(text) {
      await quickRows.filter({ hasText: text }).first().click();
    },

    /** Selects a word of a line, by a double click. */
    async selectWord(lineText, word) {
      const line = workbench.line(lineText).first();
      const box = await line.evaluate((element, wanted) => {
        const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node.textContent ?? '').indexOf(wanted);
          if (at < 0) continue;
          const range = element.ownerDocument.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
        return null;
      }, word);
      if (!box) throw new Error(`${word} does not stand in a line with ${lineText}.`);
      await page.mouse.dblclick(box.x, box.y);
      return box;
    },

    /** Presses a button of a notification. */
    async press(message, button) {
      await workbench.toasts.filter({ hasText: message }).getByRole('button', { name: button }).click();
    },

    async clearToasts() {
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.toasts.first().waitFor({ state: 'detached' });
    },
  };
  return workbench;
}

/** Runs in the page: the lens nearest above a key, at one moment, for frames between the lines move both. */
function lensAbove([title, key]) {
  const editor = document.querySelector('.editor-group-container.active');
  const top = (element) => element.getBoundingClientRect().top;
  const line = [...editor.querySelectorAll('.view-line')].find((one) =>
    one.textContent.replaceAll('\u00a0', ' ').startsWith(`  ${key}`),
  );
  if (!line) return null;
  const above = [...editor.querySelectorAll('.codelens-decoration a')].filter(
    (lens) => lens.textContent === title && lens.checkVisibility({ visibilityProperty: true }) && top(lens) < top(line),
  );
  return above.toSorted((left, right) => top(right) - top(left))[0] ?? null;
}

function exactly(text) {
  return new RegExp(`^${escaped(text)}$`);
}

function spaced(text) {
  return new RegExp(escaped(text).replaceAll(' ', '[ \\u00a0]'));
}

function escaped(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
