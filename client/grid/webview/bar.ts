import type { FrameView, FromPanel } from '../messages.ts';
import { button, element, setAttribute, setText } from './elements.ts';
import type { GroupBy } from './table.ts';

export interface BarOptions {
  readonly send: (message: FromPanel) => void;
  readonly groupBy: () => GroupBy;
  readonly group: (groupBy: GroupBy) => void;
}

/** Above the grid: what it is of, how far it is, and what can be done with it. */
export function createBar({ send, groupBy, group }: BarOptions): {
  readonly root: HTMLElement;
  show(frame: FrameView): void;
} {
  const title = element('h1', {});
  const progress = element('span', { class: 'progress' });
  const run = button('Run All', () => send({ kind: 'run' }), { title: 'With the strategy as it is now' });
  const again = button('Again', () => send({ kind: 'again' }), {
    title: 'The same requests with new seeds; what is there stays to be compared with',
    class: 'secondary',
  });
  const cancel = button('Cancel', () => send({ kind: 'cancel' }), { class: 'secondary' });
  const save = button('Export…', () => send({ kind: 'export' }), { class: 'secondary' });
  const choice = (['model', 'rephrasing'] as const).map((by) => ({
    by,
    root: button(by === 'model' ? 'Model' : 'Rephrasing', () => {
      group(by);
      press();
    }),
  }));
  const press = (): void => {
    for (const { by, root } of choice) setAttribute(root, 'aria-pressed', String(by === groupBy()));
  };
  press();
  const grouping = element(
    'div',
    { class: 'choice', role: 'group', 'aria-label': 'Group columns by' },
    element('span', { 'aria-hidden': 'true' }, 'Group by'),
    ...choice.map(({ root }) => root),
  );
  const actions = element('div', { class: 'actions' }, grouping, cancel, run, again, save);
  return {
    root: element('header', {}, element('div', { class: 'titles' }, title, progress), actions),
    show(frame) {
      setText(title, frame.title);
      setText(progress, frame.progress);
      cancel.hidden = !frame.running;
      const waits = document.activeElement;
      run.hidden = frame.running;
      again.hidden = frame.running;
      // A button that goes away hands the focus on to the one that takes its place.
      if (waits === cancel && !frame.running) run.focus();
      if ((waits === run || waits === again) && frame.running) cancel.focus();
    },
  };
}
