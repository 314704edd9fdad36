import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { conversationOfStream, FollowedStream, type FollowProtocol } from '../../../capture/streams/followed-stream.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import type { DialogueFrame } from '../../builders/tcp.ts';
import { temporaryFolder } from '../opened-capture.ts';

/** Writes the frames of dialogues into a file of a folder. */
export function dialogueFile(folder: string, frames: readonly DialogueFrame[], snapLength = 262_144): string {
  const path = join(folder, 'dialogue.pcap');
  const records = frames.map(({ bytes, time }) => ({
    seconds: 1_700_000_000,
    fraction: Math.round(time * 1e6),
    bytes: bytes.subarray(0, snapLength),
    originalLength: bytes.length,
  }));
  writeFileSync(path, pcapFile({ network: 228 }, records));
  return path;
}

export async function readCapture(t: TestContext, path: string): Promise<Capture> {
  const capture = new Capture(await openCaptureFile(path), standardRegistry(), 'reading');
  t.after(() => capture.close());
  await capture.read(() => {});
  return capture;
}

/** Stream 0 of dialogues, followed to its end. */
export async function followedDialogue(
  t: TestContext,
  frames: readonly DialogueFrame[],
  { protocol = 'tcp' as FollowProtocol, snapLength = 262_144 } = {},
): Promise<FollowedStream> {
  const capture = await readCapture(t, dialogueFile(await temporaryFolder(t), frames, snapLength));
  const stream = new FollowedStream(capture, protocol, conversationOfStream(capture, protocol, 0));
  await stream.update({ aborted: false });
  return stream;
}
