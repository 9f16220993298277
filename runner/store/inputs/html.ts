import type { HtmlToTextOptions } from 'html-to-text';

/** What a reader would call the text of a page. */
export interface HtmlPage {
  readonly title: string | null;
  readonly text: string;
}

/** Parts of a page that are not its text, for pages in which no article can be found. */
const aroundTheText = ['nav', 'script', 'style', 'noscript', 'template', 'svg', 'form', 'header', 'footer', 'aside'];

/**
 * The readable text of a web page: Readability picks the article, html-to-text writes it down with its paragraphs, lists,
 * tables and code kept apart. Where there is no article, it is the whole body without what stands around the text.
 * The libraries are loaded here, when the first page comes, since most runs read none.
 */
export async function readHtml(html: string): Promise<HtmlPage> {
  const [{ DOMParser }, { Readability }, { convert }] = await Promise.all([
    import('linkedom'),
    import('@mozilla/readability'),
    import('html-to-text'),
  ]);
  const document = new DOMParser().parseFromString(whole(html), 'text/html');
  const title = tidyTitle(document.querySelector('title')?.textContent);
  const article = articleOf();
  const text = article === null ? '' : convert(article, textOptions([]));
  return { title, text: text.trim() === '' ? convert(html, textOptions(aroundTheText)) : text };

  function articleOf(): string | null {
    try {
      return new Readability(document).parse()?.content ?? null;
    } catch {
      // A page that Readability cannot walk still has its text.
      return null;
    }
  }
}

/** linkedom does not put a body around a fragment by itself. */
function whole(html: string): string {
  return /<body[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
}

function tidyTitle(title: string | null | undefined): string | null {
  const tidy = title?.replace(/\s+/g, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
}

function textOptions(skipped: readonly string[]): HtmlToTextOptions {
  const heading = { options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 } };
  return {
    wordwrap: false,
    selectors: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...heading })),
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
      ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ],
  };
}
