import { TCP } from '../../decoders/facts/conversations.ts';
import type { Capture } from '../store/capture.ts';

/**
 * The TCP connection a frame belongs to, as the session of OSI layer 5: which one it is and where in it the frame stands.
 * Null for frames without a connection.
 */
export function sessionStory(capture: Capture, frame: number): { title: string; story: string } | null {
  const at = capture.table.conversation.get(frame) - 1;
  const { conversations } = capture.session;
  if (at < 0 || conversations.kind.get(at) !== TCP) return null;
  const first = conversations.firstFrame.get(at);
  const last = conversations.lastFrame.get(at);
  const place = frame === first ? 'its first frame seen' : `open since frame ${first}, last seen in frame ${last}`;
  return {
    title: `TCP connection #${conversations.stream.get(at)}`,
    story: `Keeps one dialogue together from its opening to its close: ${place}.`,
  };
}
