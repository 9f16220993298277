/**
 * `npm run test:electron` runs the suite of test/vscode/suite inside a VS Code that is downloaded, on the packed extension.
 * It needs a way to update.code.visualstudio.com, and a screen (or xvfb-run).
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { makeWorkspace } from '../../test/vscode/workspace.mjs';
import { prepareSuite, printReport } from './suite.mjs';
import { packedExtension } from './vsix.mjs';

async function runSuite() {
  const vsix = await packedExtension();
  const vscodeExecutablePath = await downloadAndUnzipVSCode();
  const suite = await prepareSuite();
  const state = await mkdtemp(join(tmpdir(), 'vsc-'));
  const workspace = await makeWorkspace();
  const folders = [`--extensions-dir=${join(state, 'extensions')}`, `--user-data-dir=${join(state, 'data')}`];
  try {
    const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, { reuseMachineInstall: true });
    const installed = spawnSync(cli, [...args, ...folders, '--install-extension', vsix], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (installed.status !== 0) throw new Error(`The package could not be installed:\n${installed.stderr}`);
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: suite.carrier,
      extensionTestsPath: suite.script,
      extensionTestsEnv: { SUITE_REPORT: suite.report },
      launchArgs: [workspace.folder, ...folders, '--disable-workspace-trust', '--disable-updates'],
    });
  } catch (error) {
    console.error(error);
  } finally {
    await workspace.remove();
    await rm(state, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  const good = await printReport(suite.report);
  await suite.remove();
  return good;
}

process.exitCode = (await runSuite()) ? 0 : 1;
