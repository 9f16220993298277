/** Whether a path as written is a pattern. */
export function isGlob(written: string): boolean {
  return /[*?[{]/.test(written);
}

/** The folders before the first pattern: `data` of `data/*`. All that the pattern can match lies below it. */
export function fixedFolder(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(isGlob);
  const folder = segments.slice(0, first).join('/');
  if (folder !== '') return folder;
  return pattern.startsWith('/') ? '/' : '.';
}

/**
 * A regular expression for a path pattern: `*` and `?` within a folder, `**` for any folders, `[abc]`, `[!abc]`, and
 * `{a,b}`. Hidden files and folders are not matched by wildcards.
 */
export function globExpression(pattern: string): RegExp {
  const segments = pattern.split('/');
  const parts = segments.map((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '**') return last ? '(?:(?!\\.)[^/]+/)*(?!\\.)[^/]+' : '(?:(?!\\.)[^/]+/)*';
    const hidden = /^[*?[{]/.test(segment) ? '(?!\\.)' : '';
    return hidden + segmentExpression(segment) + (last ? '' : '/');
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}

function segmentExpression(segment: string): string {
  return segment.replace(/\*+|\?|\[[^\]]+\]|\{[^}]*\}|[\\^$+.()|[\]{}]/gu, (token) => {
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1 && token.startsWith('[')) {
      const content = token.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\').replaceAll('[', '\\[');
      return `[${content}]`;
    }
    if (token.length > 1 && token.startsWith('{')) {
      const choices = token.slice(1, -1).split(',');
      return `(?:${choices.map(segmentExpression).join('|')})`;
    }
    return `\\${token}`;
  });
}
