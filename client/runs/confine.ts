const policy =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">';

/** A page that can run nothing and load nothing, whatever stands in it: reports quote texts of the web. */
export function confined(page: string): string {
  const head = /<head[^>]*>/i.exec(page);
  if (!head) return `<!doctype html><html><head>${policy}</head><body>${page}</body></html>`;
  const end = head.index + head[0].length;
  return page.slice(0, end) + policy + page.slice(end);
}
