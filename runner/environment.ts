/** Values of environment variables: those that came with a request, then those of the process. */
export type Environment = (name: string) => string | undefined;

/** The environment of this process, with `over` before it. Secrets of the editor come in `over`. */
export function environmentOf(over: Readonly<Record<string, string>> = {}): Environment {
  return (name) => (Object.hasOwn(over, name) ? over[name] : process.env[name]);
}
