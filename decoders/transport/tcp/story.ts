import type { LayerView } from '../../model/layer-view.ts';
import { service } from '../service-names.ts';
import { a, f } from './fields.ts';
import { ACK, FIN, RST, SYN } from './flag-bits.ts';

/** What the segment did in its connection, for a learner. */
export function story(v: LayerView): string {
  if (!v.has(f.flags)) return 'Too little of the header was captured to say what the segment did.';
  const flags = v.num(f.flags);
  const from = v.num(f.sourcePort);
  const to = v.num(f.destinationPort);
  return `${action(v, flags, from, to)}${again(v)}`;
}

function action(v: LayerView, flags: number, from: number, to: number): string {
  if (flags & RST) return `Aborts the connection between port ${from} and port ${to} at once.`;
  if (flags & SYN) {
    return flags & ACK
      ? `Port ${from} agrees to the connection that port ${to} asked for, and tells where its own numbering begins.`
      : `Asks port ${to}${named(to)} to open a connection, from port ${from}, and tells where the numbering of its bytes begins.`;
  }
  const length = v.num(f.length, 0);
  const acknowledges = flags & ACK ? ` It confirms all bytes of the other side before number ${v.num(f.ack)}.` : '';
  if (length > 0) {
    const first = v.num(f.seq);
    const last = (first + length - 1) >>> 0;
    const range = length === 1 ? `byte ${first}` : `bytes ${first} to ${last}`;
    const close = flags & FIN ? ' and says that they are its last' : '';
    return `Carries ${range} of the stream from port ${from} to port ${to}${close}.${acknowledges}`;
  }
  if (flags & FIN) return `Port ${from} has nothing more to send to port ${to}.${acknowledges}`;
  const window = v.num(f.window);
  return `Confirms to port ${to} all bytes before number ${v.num(f.ack)} and leaves room for ${window} more.`;
}

/** What the port is registered for, in parentheses. */
function named(port: number): string {
  const name = service('tcp', port);
  return name ? ` (${name})` : '';
}

function again(v: LayerView): string {
  if (v.has(a.outOfOrder)) return ' It arrived later than segments that were sent after it.';
  if (v.has(a.spuriousRetransmission)) return ' These bytes were sent before and had been confirmed already.';
  if (v.has(a.retransmission)) return ' These bytes were sent before; nobody had confirmed them.';
  if (v.has(a.duplicateAck)) return ' It repeats an earlier confirmation: something is missing at the receiver.';
  if (v.has(a.lostSegment)) return ' Something before it is missing in the capture.';
  if (v.has(a.zeroWindow)) return ' The receiver has no room for more at the moment.';
  return '';
}
