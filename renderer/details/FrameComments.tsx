import { editComment } from '../edits/edit-commands.ts';
import { withKeys } from '../menu/platform.ts';
import type { PacketData } from '../state/packet-data.ts';

/** What somebody wrote about the packet, above its fields. */
export function FrameComments({ packet }: { readonly packet: PacketData }) {
  if (packet.comments.length === 0) return null;
  return (
    <button
      type="button"
      className="details-comments"
      title={withKeys('Change what is written about this packet', 'edit.comment')}
      onClick={() => void editComment()}
    >
      {packet.comments.map((comment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comments keep their places
        <span key={at}>{comment}</span>
      ))}
    </button>
  );
}
