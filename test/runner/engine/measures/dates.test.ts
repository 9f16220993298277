import { describe, expect, it } from 'vitest';
import { monthName, readDates } from '../../../../runner/engine/measures/read-dates.ts';
import { mark, marked } from '../../../helpers/marked.ts';

describe('the dates of a text', () => {
  it.each([
    ['On «3 May 2021», «May 3rd».', '3 May 2021; 3 May'],
    ['On «3rd of May, 2021» and «Sept. 5th».', '3 May 2021; 5 September'],
    ['In «May 2021», «June of 1999» and May.', 'May 2021; June 1999'],
    ['On «2021-05-03», «3.5.2021» and «2021/5/3».', '3 May 2021; 3 May 2021 | 5 March 2021; 3 May 2021'],
    ['On «03/05/2021» or «13/05/2021».', '3 May 2021 | 5 March 2021; 13 May 2021'],
    ['On «May 3–5, 2021» and «1, 2 and 3 June».', '3–5 May 2021; 1–3 June'],
    ['On «3-May-2021», «May 3,\n2021» in rain.', '3 May 2021; 3 May 2021'],
    ['In May 2,000 came, and May 10% or May 5.5.', ''],
    ['It is May. We march 3 miles. Version 1.2.3, 10.0.0.1, 45/67/2021, 32 May.', ''],
    ['They may 3 times. 12:30 May. $5 May.', ''],
  ])('%s', (text, expected) => {
    const { text: bare, spans } = marked(text);
    const dates = readDates(bare);
    expect(mark(bare, dates)).toBe(mark(bare, spans));
    const shown = dates.map(({ readings }) =>
      readings
        .map((reading) => {
          const days = reading.days === null ? '' : `${[...new Set(reading.days)].join('–')} `;
          const name = monthName(reading);
          return `${days}${name.charAt(0).toUpperCase()}${name.slice(1)}${reading.year === null ? '' : ` ${reading.year}`}`;
        })
        .join(' | '),
    );
    expect(shown.join('; ')).toBe(expected);
  });
});
