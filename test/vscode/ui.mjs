/**
 * `node test/vscode/ui.mjs` uses the packed extension in VS Code's workbench as a person does, in a browser without a
 * screen. Every step waits for what a person would see; pictures of it go to artefacts/screenshots.
 */
import { packedExtension } from '../../scripts/vscode/vsix.mjs';
import { startHeldModel } from './held-model.mjs';
import { comparingSteps } from './ui/comparing.mjs';
import { documentSteps } from './ui/documents.mjs';
import { gridSteps } from './ui/grid.mjs';
import { inlineSteps } from './ui/inline.mjs';
import { restrictedSteps } from './ui/restricted.mjs';
import { runSteps } from './ui/runs.mjs';
import { testSteps } from './ui/tests.mjs';
import { serviceSteps } from './ui/service.mjs';
import { writingSteps } from './ui/writing.mjs';
import { clearPictures, openWorkbench } from './workbench.mjs';
import { heldStrategy, makeWorkspace, testedStrategy } from './workspace.mjs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

let passed = 0;
let failed = 0;

/** Steps that build on each other: the first that fails ends the walk. */
async function walk(options, steps) {
  const workbench = await openWorkbench(options);
  try {
    for (const [title, step] of steps) {
      const startedMs = performance.now();
      try {
        await step(workbench);
      } catch (error) {
        failed++;
        console.log(`✗ ${title}`, error);
        await workbench.picture('failed');
        console.error(await workbench.log());
        return;
      }
      passed++;
      console.log(`✓ ${title} (${Math.round(performance.now() - startedMs)} ms)`);
    }
  } finally {
    await workbench.close();
  }
}

const vsix = await packedExtension();
await clearPictures();
const model = await startHeldModel();
const workspace = await makeWorkspace();
try {
  const { folder } = workspace;
  await writeFile(join(folder, 'strategies/held.strategy.yaml'), heldStrategy(model.url));
  await walk({ vsix, folder, flags: ['--disable-workspace-trust'] }, [
    ...writingSteps(),
    ...documentSteps(model),
    ...inlineSteps(model),
    ...serviceSteps(),
    ...comparingSteps(folder),
    ...runSteps(model),
  ]);
  await writeFile(join(folder, 'strategies/tested.strategy.yaml'), testedStrategy);
  await walk({ vsix, folder, flags: ['--disable-workspace-trust'] }, testSteps());
  await walk({ vsix, folder, flags: ['--disable-workspace-trust'] }, gridSteps(model));
  const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
  await walk({ vsix, folder, settings }, restrictedSteps());
} catch (error) {
  failed++;
  console.error(error);
} finally {
  await model.close();
  await workspace.remove();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
