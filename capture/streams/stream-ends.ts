import { IPV6 } from '../../decoders/model/packet.ts';
import { addressText } from '../../decoders/tree/summary.ts';
import type { Capture } from '../store/capture.ts';

/** One side of a conversation. */
export interface StreamEnd {
  readonly address: string;
  readonly port: number;
  readonly ipv6: boolean;
}

/** The side a frame comes from, and the one it goes to. */
export function frameEnds(capture: Capture, frame: number): readonly [StreamEnd, StreamEnd] {
  const { table } = capture;
  return [
    endOf(capture, table.source.get(frame), table.sourcePort.get(frame)),
    endOf(capture, table.destination.get(frame), table.destinationPort.get(frame)),
  ];
}

/** The side that a conversation was begun by, and the other. */
export function conversationEnds(capture: Capture, conversation: number): readonly [StreamEnd, StreamEnd] {
  const { conversations } = capture.session;
  return [
    endOf(capture, conversations.client.get(conversation), conversations.clientPort.get(conversation)),
    endOf(capture, conversations.server.get(conversation), conversations.serverPort.get(conversation)),
  ];
}

/** `10.0.0.1:80`, `[::1]:80`. */
export function endText({ address, port, ipv6 }: StreamEnd): string {
  return ipv6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function endOf(capture: Capture, id: number, port: number): StreamEnd {
  const { addresses } = capture.session;
  const kind = addresses.kind(id);
  const word = (index: number): number => addresses.word(id, index);
  return { address: addressText(kind, word(0), word(1), word(2), word(3)), port, ipv6: kind === IPV6 };
}
