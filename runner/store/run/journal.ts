import { jsonString, type Outcome, type RephrasingRecord } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { reasonOf, StoreError } from '../store-error.ts';
import { type Frame, frameLine, isIntact, readFrames } from './frames.ts';

/** The first line of a journal. */
export interface JournalHead {
  readonly kind: 'slice';
  readonly run: string;
  readonly slice: string;
}

/** An outcome as a journal has it. */
export type Journaled = Outcome & {
  /** True of rows of a part that was whole, whose journal was gone: there is nothing else to do for their documents. */
  readonly adopted?: boolean;
};

/** What was found in a journal. */
export interface Journal {
  /** Null where the file is new or its first line is damaged. */
  readonly head: JournalHead | null;
  readonly outcomes: readonly { readonly outcome: Journaled; readonly place: OutcomePlace }[];
  /** Where the next line goes. */
  readonly sizeBytes: number;
}

/** Where an outcome stands in its journal. */
export interface OutcomePlace extends Frame {
  /** Where the JSON of the record begins, and its bytes; 0 where that is not known, or it is none. */
  readonly recordStart: number;
  readonly recordLength: number;
}

/** A line of a journal, and what stands where in it. */
interface OutcomeLine {
  readonly line: Uint8Array;
  readonly place: OutcomePlace;
}

const recordHead = '{"kind":"record","record":';

/**
 * An outcome as a line; a record's JSON is in it as its part will have it.
 * @param at where in the journal the line begins
 */
export function outcomeLine(outcome: Journaled, at: number): OutcomeLine {
  if (outcome.kind !== 'record') {
    const { line, frame } = frameLine(JSON.stringify(outcome));
    return { line, place: { start: at + frame.start, length: frame.length, recordStart: 0, recordLength: 0 } };
  }
  const { kind: _, record, ...facts } = outcome;
  const behind = JSON.stringify(facts);
  const rest = behind === '{}' ? '}' : `,${behind.slice(1)}`;
  const { line, frame } = frameLine(`${recordHead}${recordJson(record)}${rest}`);
  const start = at + frame.start;
  const recordLength = frame.length - recordHead.length - Buffer.byteLength(rest);
  return { line, place: { start, length: frame.length, recordStart: start + recordHead.length, recordLength } };
}

/** Id and text come first in every record. */
function recordJson({ id, text, ...facts }: RephrasingRecord): string {
  return `{"id":${JSON.stringify(id)},"text":${jsonString(text)},${JSON.stringify(facts).slice(1)}`;
}

/** Reads the journal of an open slice and cuts off what a kill left of its last line. */
export async function openJournal(system: FileSystem, path: string): Promise<Journal> {
  const bytes = await system.read(path);
  if (bytes === null) return { head: null, outcomes: [], sizeBytes: 0 };
  const journal = journalIn(bytes);
  if (journal.sizeBytes < bytes.length) await system.truncate(path, journal.sizeBytes);
  return journal;
}

/** What a journal holds, be it one that another worker is writing to. */
export function journalIn(bytes: Buffer): Journal {
  const { frames, validBytes } = readFrames(bytes);
  const outcomes: { readonly outcome: Journaled; readonly place: OutcomePlace }[] = [];
  let head: JournalHead | null = null;
  for (const frame of frames) {
    const payload = payloadAt(bytes, frame);
    if (isHead(payload)) head = payload;
    else if (isOutcome(payload))
      outcomes.push({ outcome: payload, place: { ...frame, recordStart: 0, recordLength: 0 } });
  }
  return { head, outcomes, sizeBytes: validBytes };
}

/** The run that a journal belongs to; null where its first line is gone. */
export async function runOfJournal(system: FileSystem, path: string): Promise<string | null> {
  const bytes = await system.read(path);
  const first = bytes === null ? undefined : readFrames(bytes).frames[0];
  if (bytes === null || first === undefined) return null;
  const payload = payloadAt(bytes, first);
  return isHead(payload) ? payload.run : null;
}

/** The outcome that was written there. @throws StoreError where the file is not what this process has written. */
export function outcomeAt(bytes: Buffer, frame: Frame, path: string): Outcome {
  let payload: unknown;
  try {
    payload = payloadAt(bytes, frame);
  } catch (error) {
    throw changed(path, reasonOf(error));
  }
  if (isOutcome(payload)) return payload;
  throw changed(path, 'a line is not where it was written');
}

/** The JSON of the record that was written there. @throws StoreError as {@link outcomeAt} does */
export function recordJsonAt(bytes: Buffer, place: OutcomePlace, path: string): Uint8Array {
  const { recordStart, recordLength } = place;
  if (recordLength > 0) {
    if (!isIntact(bytes, place)) throw changed(path, 'a line is not as it was written');
    return bytes.subarray(recordStart, recordStart + recordLength);
  }
  const outcome = outcomeAt(bytes, place, path);
  if (outcome.kind !== 'record') throw changed(path, 'a line is not where it was written');
  return Buffer.from(JSON.stringify(outcome.record));
}

/** The id of the record, the reject or the answer: the journal's key, since every finished part can be read by it too. */
export function outcomeId(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'record':
      return outcome.record.id;
    case 'reject':
      return outcome.reject.id;
    case 'step':
      return outcome.step.id;
  }
}

function payloadAt(bytes: Buffer, { start, length }: Frame): unknown {
  return JSON.parse(bytes.toString('utf8', start, start + length));
}

function changed(path: string, how: string): StoreError {
  return new StoreError(
    'damaged',
    `${path} was changed while it was in use (${how}); nothing was committed from it, and running the same command again repairs it.`,
  );
}

/** Looks at the kind; that the rest is whole follows from the line's checksum. */
function isHead(payload: unknown): payload is JournalHead {
  return kindOf(payload) === 'slice';
}

function isOutcome(payload: unknown): payload is Journaled {
  const kind = kindOf(payload);
  return kind === 'record' || kind === 'reject' || kind === 'step';
}

function kindOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'kind' in payload ? payload.kind : undefined;
}
