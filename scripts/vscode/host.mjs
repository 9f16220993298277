import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { makeWorkspace } from '../../test/vscode/workspace.mjs';
import { findChromium } from '../test/chromium.mjs';
import { chromiumFlags, startVsCode, workbenchUrl } from './server.mjs';
import { prepareSuite } from './suite.mjs';
import { packedExtension } from './vsix.mjs';

/** A suite that has not ended by then hangs. */
const limitMs = 240_000;

/**
 * Runs a suite inside the extension host of a VS Code that needs no screen, on the packed extension. The workbench is told which
 * suite to run, as @vscode/test-electron tells it on a desktop.
 *
 * @param {string} [entry] module that exports `run`; it writes its report to the file that SUITE_REPORT names
 * @param {(report: string) => Promise<boolean>} judge prints the report in that file, and says whether all is well
 */
export async function runInHost(judge, entry) {
  const vsix = await packedExtension();
  const suite = await prepareSuite(entry);
  const workspace = await makeWorkspace();
  // Only with the driver on does a built VS Code heed what the address says about a suite.
  const vsCode = await startVsCode({
    vsix,
    flags: ['--disable-workspace-trust', '--enable-smoke-test-driver'],
    env: { SUITE_REPORT: suite.report },
  });
  const said = [];
  let browser;
  try {
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
    const page = await browser.newPage();
    const ended = new Promise((done) => {
      void page.exposeFunction('codeAutomationExit', done);
    });
    await page.exposeFunction('codeAutomationLog', (level, values) => said.push(`[${level}] ${format(...values)}`));
    const remote = (path) => `vscode-remote://${vsCode.authority}${path}`;
    await page.goto(
      workbenchUrl(vsCode.authority, workspace.folder, [
        ['extensionDevelopmentPath', remote(suite.carrier)],
        ['extensionTestsPath', remote(suite.script)],
      ]),
    );
    await Promise.race([ended, late()]);
  } catch (error) {
    said.push(String(error));
  } finally {
    await browser?.close();
    said.push(await vsCode.log());
    await vsCode.stop();
    await workspace.remove();
  }
  const good = await judge(suite.report);
  if (!good) console.error(said.join('\n'));
  await suite.remove();
  return good;
}

function late() {
  return new Promise((_, fail) => {
    setTimeout(() => fail(new Error(`The suite has not ended in ${limitMs} ms.`)), limitMs).unref();
  });
}
