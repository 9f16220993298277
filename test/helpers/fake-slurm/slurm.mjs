/**
 * Stands for sbatch, squeue, scancel and scontrol, by the name under which it is called. Jobs really run, as processes of
 * this machine; what there is of them lies in the folder FAKE_SLURM, and so does a line for every call. A file `refuse-COMMAND`
 * there makes that command fail with its words.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

const folder = process.env.FAKE_SLURM;
const command = basename(process.argv[1], '.mjs');
const args = process.argv.slice(2);
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify([command, ...args])}\n`);

const refusal = join(folder, `refuse-${command}`);
if (existsSync(refusal)) {
  process.stderr.write(readFileSync(refusal));
  process.exit(1);
}

const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const tasksOf = (job) => readdirSync(folder).filter((name) => name.startsWith(`task-${job}_`));
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
// Others read while it is written.
const keep = (path, task) => {
  writeFileSync(`${path.replace('task-', '.task-')}.${process.pid}`, JSON.stringify(task));
  renameSync(`${path.replace('task-', '.task-')}.${process.pid}`, path);
};
const runs = (pid) => {
  try {
    return pid > 0 && readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1][0] !== 'Z';
  } catch {
    return false;
  }
};

const commands = { sbatch, squeue, scancel, scontrol, runner };
commands[command]();

function sbatch() {
  const job = readdirSync(folder).filter((name) => name.startsWith('job-')).length + 17;
  writeFileSync(join(folder, `job-${job}`), '');
  const indexes = (option('array') ?? 'none').split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return range === 'none' ? ['none'] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  for (const index of indexes) keep(join(folder, `task-${job}_${index}`), { pid: 0, state: 'PENDING' });
  if (!existsSync(join(folder, 'hold'))) {
    // Every job has a process that waits for what it depends on, starts its tasks, and keeps the books.
    const details = { job, indexes, script: args.at(-1), chdir: option('chdir'), output: option('output') };
    const after = option('dependency')?.split(':').slice(1) ?? [];
    const exported = Object.fromEntries(
      (option('export') ?? '').split(',').flatMap((pair) => (pair.includes('=') ? [pair.split('=')] : [])),
    );
    const env = { ...process.env, ...exported, FAKE_JOB: JSON.stringify({ ...details, after }) };
    spawn(process.execPath, [join(folder, 'bin', 'runner.mjs')], { detached: true, stdio: 'ignore', env }).unref();
  }
  console.log(String(job));
}

/** The process of a job. */
function runner() {
  const { job, indexes, script, chdir, output, after } = JSON.parse(process.env.FAKE_JOB);
  const waiting = () => after.some((other) => tasksOf(other).some((name) => read(name).state !== 'ENDED'));
  const begin = () => {
    if (waiting()) return setTimeout(begin, 20);
    for (const index of indexes) {
      const file = join(folder, `task-${job}_${index}`);
      // Cancelled while it waited.
      if (read(basename(file)).state === 'ENDED') continue;
      const out = output.replace('%A', job).replace('%a', index).replace('%j', job);
      mkdirSync(join(out, '..'), { recursive: true });
      const log = openSync(out, 'a');
      const env = {
        ...process.env,
        SLURM_JOB_ID: String(job),
        SLURM_ARRAY_JOB_ID: String(job),
        SLURM_ARRAY_TASK_ID: String(index),
      };
      const child = spawn('bash', [script], { cwd: chdir, env, detached: true, stdio: ['ignore', log, log] });
      keep(file, { pid: child.pid, state: 'RUNNING' });
      child.on('exit', (code) => keep(file, { pid: child.pid, state: 'ENDED', code }));
    }
  };
  begin();
}

function squeue() {
  const jobs = option('jobs').split(',');
  if (jobs.every((job) => !existsSync(join(folder, `job-${job}`)))) {
    process.stderr.write('slurm_load_jobs error: Invalid job id specified\n');
    process.exit(1);
  }
  for (const job of jobs) {
    for (const name of tasksOf(job)) {
      const { state } = read(name);
      if (state !== 'ENDED') console.log(`${job} ${state} ${state === 'PENDING' ? 'Resources' : 'None'}`);
    }
  }
}

function scancel() {
  const signal = option('signal') ?? 'KILL';
  for (const job of args.filter((arg) => !arg.startsWith('--'))) {
    for (const name of tasksOf(job)) {
      const task = read(name);
      if (task.state === 'PENDING' && option('signal') === undefined) {
        keep(join(folder, name), { pid: 0, state: 'ENDED' });
      } else if (task.state === 'RUNNING' && option('state') !== 'PENDING' && runs(task.pid)) {
        // With --batch the shell alone is told.
        process.kill(args.includes('--batch') ? task.pid : -task.pid, `SIG${signal}`);
      }
    }
  }
}

function scontrol() {
  if (args[0] === 'show') console.log(`MaxArraySize            = ${process.env.FAKE_MAX_ARRAY ?? 1001}`);
}
