import { openCaptureFile } from '../sources/open-capture-file.ts';
import type { Arguments } from './arguments.ts';
import { FramePrinting } from './frame-printing.ts';
import { divisibleFile, printInParallel, standardDivision } from './parallel/parallel-printing.ts';

/** `-r FILE`: prints the frames of a file, or writes them to another with `-w`. Returns the exit code. */
export async function readCommand(args: Arguments, path: string, division = standardDivision()): Promise<number> {
  const { write } = args;
  const printing = write === undefined ? await FramePrinting.prepare(args) : undefined;
  const source = await openCaptureFile(path);
  try {
    if (!printing) await (await import('./copy-frames.ts')).copyFrames(source, args, write as string);
    else {
      const file = divisibleFile(path, source, printing, division);
      if (file) await printInParallel(args, path, source, printing, file, division);
      else await printing.print(source, false);
    }
    if (source.damage) process.stderr.write(`osiscope: ${source.damage.sentence}\n`);
    return source.damage ? 2 : 0;
  } finally {
    await source.close();
  }
}
