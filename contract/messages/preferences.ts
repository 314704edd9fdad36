import { request } from '../message.ts';
import { boolean, nothing, object } from '../schema.ts';

/** Choices that change how packets are decoded, by Wireshark's names. */
export const decodingPreferences = object({
  'ip.check_checksum': boolean,
  'tcp.check_checksum': boolean,
  'udp.check_checksum': boolean,
  'tcp.relative_sequence_numbers': boolean,
  'tcp.desegment_tcp_streams': boolean,
  'ip.defragment': boolean,
  'ipv6.defragment': boolean,
});

/** The preferences in force, and what they are unless changed. */
export const preferences = request('preferences.get', {
  params: nothing,
  result: object({ chosen: decodingPreferences, standard: decodingPreferences }),
});

/** Takes other preferences, for captures that are opened from now on; those that are open keep what they were read with. */
export const setPreferences = request('preferences.set', { params: decodingPreferences, result: nothing });
