export function jsonSchema(): object {
  return {};
}
