import { foreignCost, marksCost, unusualCost, usualCost, type WordPlace } from '../../language/token-costs.ts';

type Kind = 'nothing' | 'line end' | 'blank' | 'digit' | 'mark' | 'small' | 'capital' | 'foreign';

/** The rules of `countTokens` piece by piece, as one would say them; what its table is held against. */
export function spelledOutTokens(text: string): number {
  const kinds = Array.from({ length: text.length }, (_, at) => kindOf(text.charCodeAt(at)));
  const kindAt = (at: number): Kind => kinds[at] ?? 'nothing';
  const endOf = (start: number, isIn: (kind: Kind) => boolean): number => {
    let at = start;
    while (at < text.length && isIn(kindAt(at))) at++;
    return at;
  };
  const isLetter = (kind: Kind): boolean => kind === 'small' || kind === 'capital' || kind === 'foreign';
  let cost = 0;
  let at = 0;

  /** Marks are one piece with the line ends behind them. */
  function takeMarks(): void {
    const end = endOf(at, (kind) => kind === 'mark');
    const run = text.slice(at, end).split('');
    const changes = run.filter((mark, place) => place > 0 && mark !== run[place - 1]).length;
    cost += marksCost(run.length, changes, run.filter((mark) => mark.charCodeAt(0) >= 128).length);
    at = endOf(end, (kind) => kind === 'line end');
  }

  function takeWord(place: WordPlace): void {
    const end = endOf(at, isLetter);
    const letters = kinds.slice(at, end);
    const capitals = letters.filter((kind) => kind === 'capital').length;
    if (!letters.includes('foreign') && !letters.slice(1).includes('capital')) {
      cost += usualCost(place, letters[0] === 'capital' ? 'capital' : 'small', letters.length);
    } else {
      const foreign = letters.map((kind, index) => (kind === 'foreign' ? foreignCost(text.charCodeAt(at + index)) : 0));
      cost += unusualCost(
        letters.length,
        capitals,
        foreign.reduce((sum, one) => sum + one, 0),
      );
    }
    at = end;
  }

  while (at < text.length) {
    switch (kindAt(at)) {
      case 'blank': {
        const end = endOf(at, (kind) => kind === 'blank');
        const count = end - at;
        at = end;
        const next = kindAt(at);
        if (next === 'line end') break;
        if (count > 1) cost += 100;
        if (next === 'digit') cost += 100;
        else if (next === 'mark') takeMarks();
        else if (isLetter(next)) takeWord('spaced');
        break;
      }
      case 'mark':
        if (isLetter(kindAt(at + 1))) {
          at++;
          takeWord('marked');
        } else takeMarks();
        break;
      case 'digit': {
        const end = endOf(at, (kind) => kind === 'digit');
        cost += Math.ceil((end - at) / 3) * 100;
        at = end;
        break;
      }
      case 'line end': {
        const end = endOf(at, (kind) => kind === 'line end' || kind === 'blank');
        at += kinds.slice(at, end).lastIndexOf('line end') + 1;
        cost += 100;
        break;
      }
      default:
        takeWord('bare');
    }
  }
  return Math.round(cost / 100);
}

function kindOf(code: number): Kind {
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000) return 'blank';
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return 'small';
  if (/[A-Z]/.test(character)) return 'capital';
  if (/[0-9]/.test(character)) return 'digit';
  if (/[\r\n]/.test(character)) return 'line end';
  if (code < 128) return /\s/.test(character) ? 'blank' : 'mark';
  const isMark =
    code < 0xc0 ||
    code === 0xd7 ||
    code === 0xf7 ||
    (code >= 0x2010 && code <= 0x2bff) ||
    (code >= 0x3001 && code <= 0x301f) ||
    code >= 0xff00 ||
    (code >= 0xd800 && code <= 0xf8ff);
  return isMark ? 'mark' : 'foreign';
}
