export interface PageSources {
  readonly script: string;
  readonly style: string;
  /** What the editor serves files of the extension from, as content security policies have it. */
  readonly cspSource: string;
  /** New for every page. */
  readonly nonce: string;
}

/** The page of the grid: its script and its style are files of the extension, and nothing else may be loaded or run. */
export function gridPage({ script, style, cspSource, nonce }: PageSources): string {
  return page(
    `style-src ${cspSource}; script-src 'nonce-${nonce}'`,
    `<link rel="stylesheet" href="${style}">\n<script nonce="${nonce}" src="${script}" defer></script>`,
    '',
  );
}

/** A page that only says a sentence. */
export function sentencePage(sentence: string): string {
  return page('', '', `<p>${sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`);
}

function page(policy: string, head: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}">
<title>Wordmill Grid</title>
${head}
</head>
<body>${body}</body>
</html>
`;
}
