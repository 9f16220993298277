/** Scopes that stand in several rules. YAML's own are those of other YAML grammars, so that themes know them. */
export const scopes = {
  colon: 'punctuation.separator.key-value.mapping.yaml',
  dash: 'punctuation.definition.block.sequence.item.yaml',
  knownKey: 'keyword.other.key.wordmill-strategy',
  otherKey: 'entity.name.tag.yaml',
  step: 'variable.other.definition.step.wordmill-strategy',
  blockHeader: 'keyword.control.flow.block-scalar.yaml',
  chomping: 'storage.modifier.chomping.yaml',
  comment: 'comment.line.number-sign.yaml',
  block: 'string.unquoted.block.yaml',
  plain: 'string.unquoted.plain.yaml',
  quoteBegin: 'punctuation.definition.string.begin.yaml',
  quoteEnd: 'punctuation.definition.string.end.yaml',
} as const;
