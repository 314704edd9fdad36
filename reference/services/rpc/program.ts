import type { XdrReader } from './xdr.ts';
import { XdrWriter } from './xdr.ts';

/** The remote program of osiscope.x: its numbers, types and procedures. Program numbers from 0x20000000 are for users. */
export const programNumber = 0x20004f53;
export const programVersion = 1;

export const procedures = { null: 0, echo: 1, add: 2, summarize: 3 } as const;
export type ProcedureName = keyof typeof procedures;

const longestEcho = 65_536;
const longestName = 64;
const longestComment = 1_024;
const mostSamples = 1_024;

interface Sample {
  number: number;
  value: bigint;
}

export interface Reading {
  name: string;
  samples: Sample[];
  comment: string | undefined;
}

interface Summary {
  name: string;
  count: number;
  total: bigint;
  largest: Sample | undefined;
}

export function writeReading(writer: XdrWriter, reading: Reading): void {
  writer.string(reading.name);
  writer.array(reading.samples, (sample) => writeSample(writer, sample));
  writer.optional(reading.comment, (comment) => writer.string(comment));
}

export function readReading(reader: XdrReader): Reading {
  return {
    name: reader.string(longestName),
    samples: reader.array(mostSamples, () => readSample(reader)),
    comment: reader.optional(() => reader.string(longestComment)),
  };
}

export function readSummary(reader: XdrReader): Summary {
  return {
    name: reader.string(longestName),
    count: reader.uint(),
    total: reader.hyper(),
    largest: reader.optional(() => readSample(reader)),
  };
}

export function summarize(reading: Reading): Summary {
  let total = 0n;
  let largest: Sample | undefined;
  for (const sample of reading.samples) {
    total = BigInt.asIntN(64, total + sample.value);
    if (largest === undefined || sample.value > largest.value) largest = sample;
  }
  return { name: reading.name, count: reading.samples.length, total, largest };
}

/** Runs a procedure: XDR arguments in, XDR results out. Undefined: there is no such procedure. Throws XdrError. */
export function runProcedure(procedure: number, reader: XdrReader): Buffer | undefined {
  const writer = new XdrWriter();
  switch (procedure) {
    case procedures.null:
      return writer.bytes;
    case procedures.echo:
      return writer.opaque(reader.opaque(longestEcho)).bytes;
    case procedures.add:
      return writer.int((reader.int() + reader.int()) | 0).bytes;
    case procedures.summarize: {
      const summary = summarize(readReading(reader));
      writer.string(summary.name).uint(summary.count).hyper(summary.total);
      writer.optional(summary.largest, (sample) => writeSample(writer, sample));
      return writer.bytes;
    }
    default:
      return undefined;
  }
}

function writeSample(writer: XdrWriter, sample: Sample): void {
  writer.uint(sample.number).hyper(sample.value);
}

function readSample(reader: XdrReader): Sample {
  return { number: reader.uint(), value: reader.hyper() };
}
