/** A text as one word of a POSIX shell, exactly as it is. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const reference = /\$\{([A-Za-z_]\w*)\}/;

/** A text as one word of a POSIX shell, in which `${NAME}` means the variable and everything else is as it is. */
export function shellText(text: string): string {
  const parts = text.split(reference);
  if (parts.length === 1) return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
  const literal = parts.filter((_part, index) => index % 2 === 0).join('');
  // An exclamation mark between double quotes is looked at by interactive shells.
  const isPlain = !/["$`\\!]/.test(literal);
  if (isPlain)
    return `"${parts.map((part, index) => (index % 2 === 0 ? part : variable(part, parts[index + 1]))).join('')}"`;
  return parts.map((part, index) => (index % 2 === 0 ? part && quoted(part) : `"$${part}"`)).join('');
}

function variable(name: string, next = ''): string {
  return /^\w/.test(next) ? `\${${name}}` : `$${name}`;
}
