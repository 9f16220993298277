/** An expression as written, and the line where it stands. */
export interface Expression {
  readonly expression: string;
  readonly line: number;
}
