import { bool, duration, fields, frameLink, none, octets, text, uint32 } from '../../model/field.ts';
import {
  acceptStateNames,
  flavorNames,
  messageTypeNames,
  programName,
  rejectStateNames,
  replyStateNames,
} from './rpc-names.ts';

export const f = fields('rpc', {
  fragment: none('fragment_header', 'Fragment header'),
  lastFragment: bool('lastfrag', 'Last Fragment', {
    mask: 0x8000_0000,
    truth: ['Yes', 'No'],
    rfc: 'RFC 5531 section 11',
  }),
  fragmentLength: uint32('fraglen', 'Fragment Length', { mask: 0x7fff_ffff }),
  xid: uint32('xid', 'XID', { base: 'hex-dec', help: 'Ties a reply to its call.' }),
  messageType: uint32('msgtyp', 'Message Type', { names: messageTypeNames }),
  rpcVersion: uint32('version', 'RPC Version'),
  program: uint32('program', 'Program', { names: programName }),
  programVersion: uint32('programversion', 'Program Version'),
  procedure: uint32('procedure', 'Procedure'),
  replyState: uint32('replystat', 'Reply State', { names: replyStateNames }),
  acceptState: uint32('state_accept', 'Accept State', { names: acceptStateNames }),
  rejectState: uint32('state_reject', 'Reject State', { names: rejectStateNames }),
  credentials: none('credentials', 'Credentials'),
  verifier: none('verifier', 'Verifier'),
  flavor: uint32('auth.flavor', 'Flavor', { names: flavorNames }),
  authLength: uint32('auth.length', 'Length'),
  stamp: uint32('auth.stamp', 'Stamp', { base: 'hex' }),
  machineName: text('auth.machinename', 'Machine Name'),
  userId: uint32('auth.uid', 'UID'),
  groupId: uint32('auth.gid', 'GID'),
  authBody: octets('auth.body', 'Body'),
  otherFrame: frameLink('repframe', 'Reply Frame', { help: 'The frame of the reply, or in a reply that of the call.' }),
  time: duration('time', 'Time from request'),
});
