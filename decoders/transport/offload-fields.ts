import { fields, none, uint32 } from '../model/field.ts';

/** Signs that a network adapter does a part of the work, of which a capture on the same machine sees the unfinished state. */
export const offloadFields = fields('osiscope.offload', {
  segments: uint32('segments', 'Segments on the wire', {
    help: 'The segment is longer than the network can carry: the adapter cuts it when it sends, or has joined what it received. This many segments it is on the wire, at least.',
  }),
  segmentation: none('segmentation', 'Segmentation offload: several segments on the wire, captured as one', {
    hidden: true,
    help: 'The adapter cuts the segment when it sends it (TSO, GSO), or has joined several that it received (GRO, LRO).',
  }),
  checksum: none('checksum', 'Checksum offload: the network adapter completes the checksum', {
    hidden: true,
    help: 'The packet was captured where it was sent, with the sum of the pseudo header alone in its checksum.',
  }),
});
