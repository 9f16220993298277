/** A text as a YAML scalar on one line: in double quotes where it can stand there as it is. */
export function quote(text: string): string {
  if (!/["\\\n\r\t]/.test(text)) return `"${text}"`;
  return /[\n\r\t]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
