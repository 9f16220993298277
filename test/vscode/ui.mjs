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

const walks = [
  (model, folder) => [
    ...writingSteps(),
    ...documentSteps(model),
    ...inlineSteps(model),
    ...serviceSteps(),
    ...comparingSteps(folder),
    ...runSteps(model),
  ],
  () => testSteps(),
  (model) => gridSteps(model),
];

const trusted = { flags: ['--disable-workspace-trust'] };
const restricted = {
  settings: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' },
};

/**
 * Steps that build on each other, in a workspace and a window of their own: the first that fails ends the walk.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function walk(options, stepsFor) {
  const model = await startHeldModel();
  const workspace = await makeWorkspace();
  const { folder } = workspace;
  await writeFile(join(folder, 'strategies/held.strategy.yaml'), heldStrategy(model.url));
  await writeFile(join(folder, 'strategies/tested.strategy.yaml'), testedStrategy);
  let workbench;
  let passed = 0;
  try {
    workbench = await openWorkbench({ vsix, folder, ...options });
    for (const [title, step] of stepsFor(model, folder)) {
      const startedMs = performance.now();
      try {
        await step(workbench);
      } catch (error) {
        console.log(`✗ ${title}`, error);
        await workbench.picture('failed');
        console.error(await workbench.log());
        return { passed, failed: 1 };
      }
      passed++;
      console.log(`✓ ${title} (${Math.round(performance.now() - startedMs)} ms)`);
    }
    return { passed, failed: 0 };
  } catch (error) {
    // VS Code did not open.
    console.error(error);
    return { passed, failed: 1 };
  } finally {
    await workbench?.close();
    await model.close();
    await workspace.remove();
  }
}

const vsix = await packedExtension();
await clearPictures();
const results = [];
for (const stepsFor of walks) results.push(await walk(trusted, stepsFor));
results.push(await walk(restricted, () => restrictedSteps()));
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
