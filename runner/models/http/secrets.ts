/** Takes keys out of what is shown: servers like to repeat the key that they refuse. */
export type Redact = (text: string) => string;

/** Hides every given secret, as it is and as it stands in an address. Short values are no secrets worth breaking words for. */
export function redactor(secrets: readonly string[]): Redact {
  const hidden = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((secret) => secret.length >= 4)
    .toSorted((left, right) => right.length - left.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
