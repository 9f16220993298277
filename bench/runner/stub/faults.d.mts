/** What can go wrong with one request, by its name. */
export declare const kinds: Readonly<Record<string, unknown>>;
