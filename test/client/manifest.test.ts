import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../..');
const { contributes } = manifest;
const contributed = contributes.commands.map(({ command }) => command);

/** Ids that other tools rely on. */
const promised = [
  'wordmill.newStrategy',
  'wordmill.previewDocument',
  'wordmill.previewSample',
  'wordmill.previewGrid',
  'wordmill.chooseDocument',
  'wordmill.run',
  'wordmill.cancelRun',
  'wordmill.resumeRun',
  'wordmill.openReport',
  'wordmill.testConnection',
  'wordmill.setApiKey',
  'wordmill.showLog',
];

test('every promised command is there', () => {
  expect(contributed).toEqual(expect.arrayContaining(promised));
});

test('commands that are shown are registered, and the other way round', () => {
  const source = readFileSync(resolve(root, 'client/extension.ts'), 'utf8');
  const registered = [...source.matchAll(/'(wordmill\.\w+)': /g)].map(([, id]) => id);
  expect(new Set(registered)).toEqual(new Set(contributed));
});

test('menus and welcome texts name commands that exist', () => {
  const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
  const texts = JSON.stringify([contributes.viewsWelcome, contributes.walkthroughs]);
  const inTexts = [...texts.matchAll(/command:(wordmill\.\w+)|onCommand:(wordmill\.\w+)/g)].map(([, a, b]) => a ?? b);
  expect(inMenus.length).toBeGreaterThan(0);
  expect(inTexts.length).toBeGreaterThan(0);
  expect([...inMenus, ...inTexts].filter((id) => id !== undefined && !contributed.includes(id))).toEqual([]);
});

test('every file that the manifest names lies in the package', () => {
  const files = [
    manifest.icon,
    ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ...contributes.grammars.map(({ path }) => path),
  ];
  expect(files.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});

test('nothing starts before a strategy is open, or a grid is restored', () => {
  expect(manifest.activationEvents).toEqual(['onLanguage:wordmill-strategy', 'onWebviewPanel:wordmill.grid']);
});
