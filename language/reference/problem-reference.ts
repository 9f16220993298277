export function problemReference(): string {
  return '';
}
