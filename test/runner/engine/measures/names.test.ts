import { describe, expect, test } from 'vitest';
import { measureScope } from '../../../../runner/engine/measures/index.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

function measure(source: string, output: string) {
  return measureScope({ source, output, prompt: '', finishReason: 'stop', identifyLanguage: alwaysEnglish });
}

/** The names that a text states, in its order. */
function namesOf(text: string): string | null {
  return measure('', text).explain('names_invented');
}

describe('the names of a text', () => {
  test.each([
    ['Physics was changed by Marie Curie in Paris.', 'Marie Curie, Paris'],
    ['Marie Curie was born in Warsaw.', 'Marie Curie, Warsaw'],
    ['Sourdough rises slowly. It needs time. So does Tambora.', 'Tambora'],
    [
      'He works at the Bank of England, she at the Department of the Interior.',
      'Bank of England, Department of the Interior',
    ],
    ['It was Ludwig van Beethoven, not Charles de Gaulle.', 'Ludwig van Beethoven, Charles de Gaulle'],
    ['NASA and the U.S. Navy met the WHO.', 'NASA, U.S. Navy, WHO'],
    ['The letter of J. R. Smith went to St. Louis.', 'J. R. Smith, St. Louis'],
    [
      'The nine words of the Nobel Committee of the Royal Swedish Academy of Sciences.',
      'Nobel Committee of the Royal Swedish Academy of Sciences',
    ],
    ['**Question 1:** Who will go? It is May.', 'May'],
    ['There Dr. Brown met President Lincoln and the Queen.', 'Brown, Lincoln'],
    ["On Monday, in May, they saw Smith’s dog and Jones's cat.", 'Monday, May, Smith, Jones'],
    ['He said: “The end is near.” (In Rome, I’m told, I am not.)', 'Rome'],
    ['They read O’Brien, AT&T and Jean-Luc Picard.', 'O’Brien, AT&T, Jean-Luc Picard'],
    ['Tom: Yes, of course. Anna: Exactly so. **Tom:** Right, said Anna.', 'Anna'],
    ['Yesterday John left. However Mary Jones stayed.', 'John, Mary Jones'],
    ['The river Rhine\nruns to the North Sea.', 'Rhine, North Sea'],
    ['We know Émile Zola and Пётр Чайковский.', 'Émile Zola, Пётр Чайковский'],
    ['See https://Example.org/Foo, @Handle and 5Km.', null],
    ['# The Works of Shakespeare\n\nThey are many.', null],
    ['How to Make Sourdough Bread\n- **Regular Exercise**: it helps.\nIN CAPITAL LETTERS', null],
    ['今天天气很好。', null],
    ['', null],
  ])('%s', (text, names) => {
    expect(namesOf(text)).toBe(names);
  });
});

describe('the same name, written otherwise, is neither invented nor lost', () => {
  test.each([
    ['a possessive', 'It is the theory of Einstein.', 'It is Einstein’s theory.'],
    ['other letters', 'We flew with Nasa.', 'We flew with NASA.'],
    ['accents', 'She lives in São Paulo.', 'She lives in Sao Paulo.'],
    ['the last name alone', 'We met Marie Curie there.', 'We met Curie there.'],
    ['the full name', 'We met Curie there.', 'We met Marie Curie there.'],
    ['a title', 'We met Mr. Smith there.', 'We met Senator Smith there.'],
    ['an acronym', 'We asked the World Health Organization.', 'We asked the WHO.'],
    ['an acronym with connectors', 'We asked the Department of Justice.', 'We asked the DOJ.'],
    ['a people', 'They came from Italy and Canada.', 'They were Italians and Canadian.'],
    [
      'a people with a name of its own',
      'They came from Germany, France and the USA.',
      'They were German, French and American.',
    ],
    ['a plural', 'We met a Tatar.', 'We met the Tatars.'],
    ['a month', 'It was on 5 Sept. 1914.', 'It was on 5 September 1914.'],
    ['a month for its number', 'It was on 2021-05-03.', 'It was on 3 May 2021.'],
    ['a number for its month', 'It was on 3 May 2021.', 'It was on 03/05/2021.'],
    ['the beginning of a sentence', 'Tambora erupted in spring.', 'In spring, Tambora erupted.'],
    ['a heading', '# On Tambora\n\nIt erupted.', 'We speak of Tambora.'],
    ['small letters', 'the old town of york', 'It is York.'],
    ['a hyphen', 'He read Jean-Luc there.', 'He read Jean Luc there.'],
    [
      'a name of names',
      'There Winston Churchill, the British prime minister, spoke.',
      'There the British Prime Minister Winston Churchill spoke.',
    ],
  ])('%s', (_, source, output) => {
    const measures = measure(source, output);
    expect(measures.get('names_invented'), String(measures.explain('names_invented'))).toBe(0);
    expect(measures.get('names_kept'), String(measures.explain('names_kept'))).toBe(1);
    expect(measures.explain('names_kept')).toBeNull();
  });
});

describe('a name that the source does not have is named', () => {
  test.each([
    ['We met Marie Curie in Paris.', 'We met Pierre Curie in Paris.', 'Pierre Curie'],
    ['We met John Smith and Mary Jones.', 'We met John Jones.', 'John Jones'],
    ['We studied at Cambridge University.', 'We studied at Oxford University.', 'Oxford University'],
    ['We know England.', 'We know the Bank of England.', 'Bank of England'],
    ['It was on Monday.', 'It was on Tuesday.', 'Tuesday'],
    ['We saw it.', 'In Lima, Quito, Bogota, Caracas, Asunción and Sucre.', 'Lima, Quito, Bogota, Caracas, Asunción, …'],
  ])('%s → %s', (source, output, invented) => {
    expect(measure(source, output).explain('names_invented')).toBe(invented);
  });
});

test('what is lost is counted against the source’s distinct names', () => {
  const measures = measure(
    'There Marie Curie met Ernest Rutherford. In Paris, Curie spoke of Poland.',
    'There Curie spoke of Poland.',
  );
  expect(measures.get('names_kept')).toBe(0.5);
  expect(measures.explain('names_kept')).toBe('without Ernest Rutherford, Paris');
});

test('the golden page keeps its names', () => {
  const source =
    'The eruption of Mount Tambora in April 1815 was the largest in recorded history. The sound was heard 2,600 km away on Sumatra. About 71,000 people died on the islands of Sumbawa and Lombok. In the northern hemisphere 1816 became known as the year without a summer: snow fell in June in Albany, and harvests failed across Europe.';
  const output =
    'In April 1815 Mount Tambora erupted, the largest eruption in recorded history. European harvests failed, and in Albany it snowed in June.';
  const measures = measure(source, output);
  expect(measures.get('names_invented')).toBe(0);
  expect(measures.get('names_kept')).toBe(5 / 8);
});
