import { functionWords } from './function-words.ts';

/** Words inside names that have no capital letter: “Bank of England”, “Ludwig van Beethoven”, “Mayor for the Bronx”. */
export const connectors: ReadonlySet<string> = new Set(
  (
    'of the for de del della delle di da do dos das du des la le las les los el y e van von der den ten ter zu zum zur af av ' +
    'bin ibn al bint'
  ).split(' '),
);

/** “Bank of England” is not called “England”, as “Ludwig van Beethoven” is “Beethoven”. */
export const bindingConnectors: ReadonlySet<string> = new Set(['of', 'the', 'for', 'del', 'du', 'di']);

/** What stands in front of a name and is not a part of it: “Dr. Brown” and “President Lincoln” are “Brown” and “Lincoln”. */
export const titles: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mx dr prof sir dame lord lady madam rev hon gen col capt lt sgt maj adm gov sen rep pres ' +
    'professor doctor president senator governor congressman congresswoman judge justice minister chancellor mayor ' +
    'general colonel captain major lieutenant sergeant admiral commander king queen prince princess emperor empress duke ' +
    'duchess count countess baron pope bishop archbishop cardinal father sister brother uncle aunt ' +
    'herr frau monsieur madame señor señora'
  ).split(' '),
);

/** Words that begin sentences more often than names do. They are never the first word of a name. */
export const openers: ReadonlySet<string> = new Set([
  ...functionWords,
  ...(
    'however therefore thus hence moreover furthermore additionally also besides meanwhile instead indeed nevertheless ' +
    'nonetheless otherwise finally eventually initially originally recently currently previously subsequently afterwards ' +
    'later earlier soon today tomorrow yesterday tonight nowadays first firstly second secondly third thirdly last lastly ' +
    'next overall generally usually typically normally sometimes occasionally frequently perhaps maybe probably clearly ' +
    'obviously certainly surely fortunately unfortunately interestingly importantly notably specifically particularly ' +
    'especially similarly likewise conversely accordingly consequently according based given depending regarding ' +
    'concerning considering including following due thanks please note remember consider imagine suppose let see look ' +
    'yes no yeah okay well oh ah wow hmm hey hello hi dear welcome exactly precisely absolutely right correct true sure click read share subscribe ' +
    'two three four five six seven eight nine ten half dozens hundreds thousands millions ' +
    'new old good great people researchers scientists experts critics officials question answer step tip example'
  ).split(' '),
]);

/** Short forms that are the same name as the long one. */
export const shortForms: ReadonlyMap<string, string> = new Map([
  ['jan', 'january'],
  ['feb', 'february'],
  ['mar', 'march'],
  ['apr', 'april'],
  ['jun', 'june'],
  ['jul', 'july'],
  ['aug', 'august'],
  ['sept', 'september'],
  ['oct', 'october'],
  ['nov', 'november'],
  ['dec', 'december'],
]);

/** Endings of places and of what comes from them: “Europe” and “European”, “China” and “Chinese”, “Italy” and “Italians”. */
const placeEndings = ['', 'a', 'e', 'ia', 'o', 'y'];
const peopleEndings = ['n', 'an', 'ian', 'ean', 'ese', 'i', 'ish'].flatMap((ending) => [ending, `${ending}s`]);

/** Places whose people are called in a way of its own. */
const nations = (
  'england english,france french,germany german germans,spain spanish,netherlands dutch,turkey turkish turks,wales welsh,' +
  'ireland irish,scotland scottish scots,poland polish,sweden swedish,denmark danish,finland finnish,switzerland swiss,' +
  'greece greek greeks,britain british,thailand thai,iceland icelandic,norway norwegian,america american americans usa,' +
  'uk british,philippines filipino'
)
  .split(',')
  .map((group) => group.split(' '));

/** Shorter beginnings are shared by chance. */
const shortestRoot = 4;

/** Forms that the same name may have; the word itself is the first. */
export function formsOf(word: string): readonly string[] {
  const forms = [word, `${word}s`, ...(word.endsWith('s') ? [word.slice(0, -1)] : [])];
  for (const group of nations) if (group.includes(word)) forms.push(...group);
  for (const [own, others] of [
    [placeEndings, peopleEndings],
    [peopleEndings, placeEndings],
  ] as const) {
    for (const ending of own) {
      if (!word.endsWith(ending) || word.length - ending.length < shortestRoot) continue;
      const root = word.slice(0, word.length - ending.length);
      forms.push(...others.map((other) => root + other));
    }
  }
  return forms;
}
