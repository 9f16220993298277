/** The header of a block scalar, to the end of its line: style, chomping and indentation, comment. */
export const blockHeader = '([|>])([-+\\d]*)(?:\\s+(#.*))?\\s*$';
