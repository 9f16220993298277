import { filesOf } from './used.ts';

/** What lies beside the strategies of problems and their examples, for `use`. */
const beside = filesOf({
  'models.strategy.yaml': 'version: 1\nmodels:\n  shared: {mock: echo}\n  large: {mock: echo}\n',
  'others.strategy.yaml': 'version: 1\nmodels:\n  large: {mock: echo}\nlet:\n  bucket: words / 2\n',
  'broken.strategy.yaml': 'version: 1\nmodels:\n  large: {mok: echo}\nvariables:\n  audience: []\n',
  'teachers.strategy.yaml': 'version: 1\nuse: ./strategy.strategy.yaml\n',
  'around.strategy.yaml': 'version: 1\nuse: ./teachers.strategy.yaml\n',
  'strategy.strategy.yaml': 'use: [teachers.strategy.yaml, around.strategy.yaml]\n',
});

/** What `strategy.strategy.yaml` is told of the files beside it. */
export const usedBeside = beside.usedBy('strategy.strategy.yaml');
