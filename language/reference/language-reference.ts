export function languageReference(): string {
  return '';
}
