/**
 * `node scripts/vscode/in-host.mjs` runs the suite of test/vscode/suite inside the extension host of a VS Code that needs no
 * screen, on the packed extension.
 */
import { runInHost } from './host.mjs';
import { printReport } from './suite.mjs';

process.exitCode = (await runInHost(printReport)) ? 0 : 1;
