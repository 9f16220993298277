/** English words that say little of what a text is about: articles, pronouns, prepositions, conjunctions, auxiliaries. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    'a an the this that these those some any each every either neither no none all both few many much more most less least ' +
    'several other others another such same own one ones ' +
    'i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ' +
    'ourselves they them their theirs themselves who whom whose which what whatever whoever ' +
    'about above across after against along among around as at before behind below beneath beside besides between beyond ' +
    'by despite down during except for from in inside into like near of off on onto out outside over past per since ' +
    'through throughout till to toward towards under until up upon via with within without ' +
    'and but or nor so yet for because although though if unless whether while whereas when whenever where wherever how ' +
    'why than then ' +
    'am is are was were be been being have has had having do does did doing can could may might must shall should will ' +
    'would ought ' +
    "not n't don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't it's that's there's i'm i've you're " +
    "we're they're he's she's let's " +
    'there here also just only even still too very quite rather again ever never always often once now'
  ).split(' '),
);
