/** Names that also stand on the command line (`--model NAME=URL`) and in the columns of the output. */
export const entryNames = {
  regex: /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u,
  words: 'letters, digits, `_`, `-` and `.`, and begin with a letter, a digit or `_`',
};

/** Names that templates use: anything else would be read as an operator or a word of the template language. */
export const variableNames = {
  regex:
    /^(?!(?:and|or|not|in|is|if|else|elif|for|set|true|false|none|True|False|None|loop|range)$)[A-Za-z_][A-Za-z0-9_]*$/,
  words: 'letters, digits and `_`, begin with no digit, and are no word of the template language',
  noun: 'name',
};
