import { join } from 'node:path';
import type { HttpModel, Model } from '#language';
import { type Rephraser, RephraserError } from '#engine';
import { createRephraser, type RephraserOptions, testModel } from '#models';
import { systemClock } from '../clock.ts';
import { engineCommand } from './engine-command.ts';
import { type Placement, placeServers } from './placement.ts';
import { Supervisor, type SupervisorTiming, usualTiming } from './supervisor.ts';

/** The inference servers of a run: those of the models that have `serve`. */
export interface Servers {
  /** Starts the model's servers. @returns a rephraser that waits while they are not there, and ends them with itself. */
  open(name: string, model: HttpModel, options: RephraserOptions): Promise<Rephraser>;
}

export interface ServersOptions {
  /** The models that the run may ask, as the overrides have them. */
  readonly models: ReadonlyMap<string, Model>;
  /** The worker's name, for the names of files. */
  readonly worker: string;
  /** The worker's number, which ports hang on. */
  readonly index: number;
  /** Absolute folder for what the servers print. */
  readonly logs: string;
  /** Aborted where nothing new is begun: a server that does not answer yet is not waited for. */
  readonly drain: AbortSignal;
  readonly timing?: SupervisorTiming;
}

/** Nothing is started before it is asked for. */
export function createServers(options: ServersOptions): Servers {
  const { models, worker, index, logs, drain, timing = usualTiming } = options;
  const served = new Map(
    [...models].flatMap(([name, model]): [string, HttpModel][] => (isServed(model) ? [[name, model]] : [])),
  );
  return {
    async open(name, model, opening) {
      const placements = placeServers(served, { index, environment: opening.environment }).filter(
        (placement) => placement.name === name,
      );
      const local: HttpModel = { ...model, baseUrls: placements.map(({ url }) => url), serve: null };
      const supervisors = placements.map((placement) => supervise(placement, local, model, opening));
      try {
        const wanted = AbortSignal.any([drain, opening.signal]);
        await Promise.all(supervisors.map((supervisor) => supervisor.up(wanted)));
        const rephraser = await createRephraser(name, local, opening);
        return servedRephraser(rephraser, supervisors);
      } catch (error) {
        await Promise.all(supervisors.map((supervisor) => supervisor.dispose()));
        throw error;
      }
    },
  };

  function supervise(placement: Placement, local: HttpModel, model: HttpModel, opening: RephraserOptions): Supervisor {
    const { name, replica, port, url, devices } = placement;
    if (model.serve === null) throw new TypeError('Only models with a server are supervised.');
    const label = local.baseUrls.length > 1 ? `${name} (replica ${replica})` : name;
    const file = join(logs, `${worker}.${name}.${replica}`);
    const deadlineMs = Math.max(timing.answerMs, local.limits.timeout * 1000);
    const limits = { ...local.limits, timeout: deadlineMs / 1000 };
    const probe: HttpModel = { ...local, baseUrls: [url], limits };
    return new Supervisor({
      label,
      command: engineCommand(model.serve, { model: model.id, port, context: model.context }),
      environment: { ...process.env, CUDA_VISIBLE_DEVICES: devices },
      logFile: `${file}.log`,
      pidFile: `${file}.pid`,
      clock: systemClock,
      timing,
      async answers(signal) {
        const soon = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
        return (await testModel(name, probe, { ...opening, signal: soon })).ok;
      },
      onNotice: opening.onNotice,
    });
  }
}

/** Whether a run starts the model's server itself. */
export function isServed(model: Model): model is HttpModel {
  return model.kind === 'http' && model.serve !== null;
}

/** Holds requests back while no server answers, so that a restart costs no piece an attempt. */
function servedRephraser(rephraser: Rephraser, supervisors: readonly Supervisor[]): Rephraser {
  const answers = rephraser.answers?.bind(rephraser);
  return {
    label: rephraser.label,
    concurrency: rephraser.concurrency,
    async rephrase(request, options) {
      if (!supervisors.some(({ answering }) => answering)) {
        options.onState?.('waiting for its server');
        await Promise.race(supervisors.map((supervisor) => supervisor.up(options.signal)));
      }
      return rephraser.rephrase(request, options);
    },
    async answers(signal) {
      return supervisors.some(({ answering }) => answering) && ((await answers?.(signal)) ?? true);
    },
    async dispose() {
      await rephraser.dispose();
      await Promise.all(supervisors.map((supervisor) => supervisor.dispose()));
    },
  };
}

/** A model whose server a run would start, asked where no run is: it answers if somebody has started it. */
export function unservedRephraser(name: string, model: HttpModel, rephraser: Rephraser): Rephraser {
  return {
    ...rephraser,
    async rephrase(request, options) {
      try {
        return await rephraser.rephrase(request, options);
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof RephraserError) || error.status !== null) throw error;
        throw new RephraserError('run', startedByRun(name, model), { cause: error });
      }
    },
  };
}

/** What to say of a model whose server is not there because no run has started it. */
export function startedByRun(name: string, model: HttpModel): string {
  return `The server of model ${name} (serve: ${model.serve?.engine}) is started by a run, and nothing answers at ${model.baseUrls.join(', ')} now; for a preview start it yourself, or send the requests elsewhere with --model ${name}=URL.`;
}
