/** A text after a cleaning step, or the step that did not find what it demands. */
export type Cleaned =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly step: string; readonly message: string };

export function cleaned(text: string): Cleaned {
  return { ok: true, text };
}

export function rejected(step: string, message: string): Cleaned {
  return { ok: false, step, message };
}
