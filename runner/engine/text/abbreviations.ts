/** Words that end in a dot and are followed by what they belong to, in lower case and without the last dot. */
export const joinsNext: ReadonlySet<string> = new Set(
  // Titles and parts of names.
  (
    'mr mrs ms mx dr drs prof rev hon gen col capt cpt cmdr lt sgt maj adm gov sen rep pres supt messrs mme mlle sra dra ' +
    'hr fr st ste mt ft ' +
    // What refers to a place in a text, or compares.
    'vs cf viz fig figs eq eqs tab resp approx ca bzw vgl ' +
    'e.g i.e z.b d.h u.a p.ex c.-à-d'
  ).split(' '),
);

/** The same for words that are abbreviations only in front of a number: “No. 5”, “p. 12”, “Jan. 3”. */
export const joinsNumber: ReadonlySet<string> = new Set(
  (
    'no nos nr n p pp s vol vols ch chap sec sect art arts par para abs bd op ed ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

/** Words that begin sentences and follow no name: behind “U.S.” or “J.” they say that the sentence was over. */
export const sentenceStarters: ReadonlySet<string> = new Set(
  (
    'the a an this that these those it its it’s he she they we you i his her their our my your there here ' +
    'in on at for from with without when while after before during until if as but and or so yet however therefore thus ' +
    'what who which why how where not some many most all each every both although though since because then now also ' +
    'to by of is are was were do does did have has had can could will would should may might'
  ).split(' '),
);

/** Words that ask for another one, so that no sentence and no heading ends in them. */
export const asksForMore: ReadonlySet<string> = new Set(
  'the a an of to in at by for from with and or as into onto than that which is are was were be been has had its their his her our your my'.split(
    ' ',
  ),
);
