import { checksumStatusNames } from '../../model/checksum.ts';
import { duration, fields, none, octets, uint8, uint16, uint32 } from '../../model/field.ts';

const HEADER = 'RFC 768';

const note = (abbreviation: string, title: string, help?: string) => none(abbreviation, title, { hidden: true, help });

/** Fields of UDP and UDP-Lite. */
export const f = fields('udp', {
  sourcePort: uint16('srcport', 'Source Port', { also: ['udp.port'], rfc: HEADER }),
  destinationPort: uint16('dstport', 'Destination Port', { also: ['udp.port'], rfc: HEADER }),
  length: uint16('length', 'Length', { help: 'Header and payload, in bytes.', rfc: HEADER }),
  coverage: uint16('checksum_coverage', 'Checksum coverage', {
    help: 'How many bytes from the header on the checksum covers; 0 for all.',
    rfc: 'RFC 3828',
  }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex', rfc: HEADER }),
  checksumStatus: uint8('checksum.status', 'Checksum Status', { base: 'name', names: checksumStatusNames }),
  checksumCalculated: uint16('checksum_calculated', 'Calculated Checksum', { base: 'hex' }),
  stream: uint32('stream', 'Stream index', { help: 'Number of the conversation, from 0 in order of appearance.' }),
  timestamps: none('/text', 'Timestamps'),
  timeRelative: duration('time_relative', 'Time since first frame'),
  timeDelta: duration('time_delta', 'Time since previous frame'),
  payload: octets('payload', 'UDP payload'),
  traceroute: note('possible_traceroute', 'Possible traceroute'),
  lengthBad: note('length.bad', 'Bad length value'),
  lengthZero: note('length.bad_zero', 'Length is zero but payload < 65536'),
  coverageBad: note('/udplite.checksum_coverage.bad', 'Bad checksum coverage length value'),
  checksumZero: note('checksum.zero', 'Illegal checksum value (0)'),
  checksumBad: note('checksum.bad', 'Bad checksum'),
  checksumPartial: note(
    'checksum.partial',
    'Partial (pseudo header) checksum',
    'The network adapter fills in the checksum when it sends the packet, after it was captured.',
  ),
});
