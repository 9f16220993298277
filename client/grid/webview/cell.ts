import type { CellView, PartView } from '../messages.ts';
import { button, element, setAttribute, setText } from './elements.ts';

/** A cell of the table, which shows whatever it is given next. */
export interface ShownCell {
  readonly td: HTMLTableCellElement;
  show(view: CellView): void;
  /** Shows all of a long text, or its beginning again. */
  toggle(): void;
}

interface ShownPart {
  readonly root: HTMLElement;
  show(view: PartView): void;
}

/** @param open shows the cell beside its document */
export function createCell(open: () => void): ShownCell {
  const body = element('div', { class: 'parts' });
  const facts = element('div', { class: 'facts' });
  // Both are for the mouse: the keyboard has Enter and Space on the cell itself.
  const more = button('More', toggle, { class: 'link more', tabindex: '-1', 'aria-hidden': 'true' });
  const compare = button('Compare', open, { class: 'link compare', tabindex: '-1', 'aria-hidden': 'true' });
  compare.title = 'Compare with the document (Enter)';
  const bottom = element('div', { class: 'bottom' }, facts, compare, more);
  const td = element('td', { role: 'gridcell', tabindex: '-1' }, body, bottom);
  td.addEventListener('dblclick', open);
  const parts: ShownPart[] = [];

  function show(view: CellView): void {
    setAttribute(td, 'data-mood', view.mood);
    setAttribute(td, 'aria-label', view.label);
    setAttribute(td, 'aria-busy', view.mood === 'busy' ? 'true' : null);
    for (const [index, part] of view.parts.entries()) {
      const shown = parts[index] ?? createPart();
      if (parts[index] === undefined) {
        parts.push(shown);
        body.append(shown.root);
      }
      shown.show(part);
    }
    for (const left of parts.splice(view.parts.length)) left.root.remove();
    setText(facts, view.facts);
    compare.hidden = view.parts.every(({ text }) => text === '');
    fit();
  }

  function fit(): void {
    const expanded = td.classList.contains('expanded');
    const long =
      expanded || [...body.querySelectorAll('.text')].some((text) => text.scrollHeight > text.clientHeight + 2);
    more.hidden = !long;
    td.classList.toggle('long', long);
    setText(more, expanded ? 'Less' : 'More');
    setAttribute(td, 'aria-expanded', long ? String(expanded) : null);
  }

  function toggle(): void {
    td.classList.toggle('expanded');
    fit();
  }

  return { td, show, toggle };
}

function createPart(): ShownPart {
  const title = element('div', { class: 'verdict' });
  const text = element('div', { class: 'text', dir: 'auto' });
  const notes = element('div', { class: 'notes' });
  const root = element('div', { class: 'part' }, title, text, notes);
  return {
    root,
    show(view) {
      setAttribute(root, 'data-mood', view.mood);
      setText(title, view.title);
      setText(text, view.text);
      text.hidden = view.text === '';
      if (notes.textContent !== view.notes.join(''))
        notes.replaceChildren(...view.notes.map((note) => element('div', {}, note)));
    },
  };
}
