import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ZippedFile {
  /** Path in the archive, with forward slashes. */
  readonly name: string;
  readonly data: Uint8Array;
  /** Unix permissions; 0o644 where absent. */
  readonly mode?: number;
}

/** Above this, compressing well takes longer than sending a little more. */
const largeBytes = 10_000_000;

/** Version 2.0; names in UTF-8; deflated; the first day that the format knows, so that the same files give the same bytes. */
const fixed = { version: 20, flags: 0x0800, method: 8, time: 0, date: 0x0021 } as const;

/** Made on Unix, so that permissions count. */
const madeBy = 0x0314;

const regularFile = 0o100_000;

/**
 * A ZIP archive of a few files, by PKWARE's APPNOTE 6.3: local headers with data, a central directory, its end. Archives and
 * files are below 4 GB.
 */
export function zip(files: readonly ZippedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o644 } of files) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(data, { level: data.length > largeBytes ? 1 : 9 });
    const described = description(path.length, data, packed.length);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), described, path]);
    parts.push(local, packed);
    directory.push(centralHeader(described, mode, offset), path);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endOfDirectory(files.length, central.length, offset)]);
}

/** The 26 bytes that local and central header share. */
function description(pathBytes: number, data: Uint8Array, packedBytes: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(fixed.version, 0);
  bytes.writeUInt16LE(fixed.flags, 2);
  bytes.writeUInt16LE(fixed.method, 4);
  bytes.writeUInt16LE(fixed.time, 6);
  bytes.writeUInt16LE(fixed.date, 8);
  bytes.writeUInt32LE(crc32(data), 10);
  bytes.writeUInt32LE(packedBytes, 14);
  bytes.writeUInt32LE(data.length, 18);
  bytes.writeUInt16LE(pathBytes, 22);
  return bytes;
}

function centralHeader(described: Buffer, mode: number, offset: number): Buffer {
  const head = Buffer.alloc(6);
  head.write('PK\x01\x02', 'latin1');
  head.writeUInt16LE(madeBy, 4);
  const tail = Buffer.alloc(14);
  // Comment, disk and internal attributes are 0; the permissions are the upper half of the external ones.
  tail.writeUInt16LE(regularFile | mode, 8);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, described, tail]);
}

function endOfDirectory(files: number, directoryBytes: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.write('PK\x05\x06', 'latin1');
  bytes.writeUInt16LE(files, 8);
  bytes.writeUInt16LE(files, 10);
  bytes.writeUInt32LE(directoryBytes, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}
