import { expandEnvironment, type HttpModel } from '#language';
import { RephraserError } from '#engine';

/** Where one server of a model runs. */
export interface Placement {
  /** The model's name in the strategy. */
  readonly name: string;
  /** Which of the model's addresses it stands for, from 0. */
  readonly replica: number;
  readonly port: number;
  /** Its address, on loopback, with the path that the strategy gives. */
  readonly url: string;
  /** What the server is given as CUDA_VISIBLE_DEVICES. */
  readonly devices: string;
}

export interface Surroundings {
  /** The worker's number: several workers on one machine must not want the same ports. */
  readonly index: number;
  readonly environment: (name: string) => string | undefined;
}

/** The highest port there is. */
const lastPort = 65_535;

/**
 * Gives every server that a run starts its port and its GPUs, in the order of the strategy.
 *
 * The port is that of `base_url` plus the worker's number times the distance between the first and the last port that the
 * strategy names, plus one: with models on 8000 and 8001, worker 3 has 8006 and 8007. GPUs are those that the worker was
 * given in CUDA_VISIBLE_DEVICES, each server its own.
 * @throws RephraserError `run` where a base_url has no port, or there are fewer GPUs than the servers want.
 */
export function placeServers(
  models: ReadonlyMap<string, HttpModel>,
  { index, environment }: Surroundings,
): readonly Placement[] {
  const wanted = [...models].flatMap(([name, model]) =>
    model.baseUrls.map((written, replica) => ({ name, replica, model, url: addressOf(name, written, environment) })),
  );
  const ports = wanted.map(({ url }) => portOf(url));
  if (new Set(ports).size < ports.length) {
    throw new RephraserError('run', `Two servers that the run starts have the same port: ${ports.join(', ')}.`);
  }
  const span = Math.max(...ports) - Math.min(...ports) + 1;
  const room = Math.max(1, Math.floor((lastPort - Math.max(...ports)) / span));
  const shift = (index % room) * span;
  const devices = createDevices(environment('CUDA_VISIBLE_DEVICES'));
  return wanted.map(({ name, replica, model, url }) => {
    const port = portOf(url) + shift;
    const own = new URL(url);
    own.protocol = 'http:';
    own.hostname = '127.0.0.1';
    own.port = String(port);
    return { name, replica, port, url: own.href, devices: devices(name, model.serve?.gpus ?? 0) };
  });
}

function addressOf(name: string, written: string, environment: Surroundings['environment']): URL {
  const expanded = expandEnvironment(written, environment);
  if (!expanded.ok) {
    throw new RephraserError('run', `Model ${name}: base_url needs ${expanded.missing.join(' and ')}, not set here.`);
  }
  const text = /^https?:\/\//.test(expanded.value) ? expanded.value : `http://${expanded.value}`;
  if (!URL.canParse(text)) throw new RephraserError('run', `Model ${name}: base_url is no http address.`);
  return new URL(text);
}

/** A server without a port in its address listens on that of http. */
function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** Hands out GPUs one after the other. */
function createDevices(visible: string | undefined): (name: string, gpus: number) => string {
  const given = visible?.split(',').flatMap((device) => (device.trim() === '' ? [] : [device.trim()]));
  let taken = 0;
  return (name, gpus) => {
    const first = taken;
    taken += gpus;
    // Where nobody says which there are, CUDA counts them from 0.
    if (given === undefined) return Array.from({ length: gpus }, (_, index) => first + index).join(',');
    if (taken <= given.length) return given.slice(first, taken).join(',');
    throw new RephraserError(
      'run',
      `The server of model ${name} needs ${gpus} GPUs, and ${given.length - first} of the ${given.length} in CUDA_VISIBLE_DEVICES are left; give the worker more (targets.NAME.gpus), or the server fewer (serve.gpus).`,
    );
  };
}
