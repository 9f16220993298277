import { meansStyle } from '#language';

/** A least share of `mix.styles` that the mixture does not have. */
export interface UnmetFloor {
  readonly style: string;
  readonly wanted: number;
  /** What it is; both from 0 to 1. */
  readonly share: number;
}

/** The floors that are not met, given how many tokens of the mixture every style has. */
export function unmetFloors(
  floors: Readonly<Record<string, number>>,
  tokensByStyle: Readonly<Record<string, number>>,
): readonly UnmetFloor[] {
  const all = sum(Object.values(tokensByStyle));
  return Object.entries(floors).flatMap(([style, wanted]) => {
    const counted = Object.entries(tokensByStyle).filter(([name]) => meansStyle(style, name));
    const share = all === 0 ? 0 : sum(counted.map(([, tokens]) => tokens)) / all;
    return share < wanted ? [{ style, wanted, share }] : [];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
