import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { FilterError, type FilterProblem } from '../../../capture/filter/display-filter.ts';
import { registry } from '../../decoders/listing.ts';

function problem(text: string): FilterProblem {
  try {
    compileFilter(text, registry);
  } catch (error) {
    if (error instanceof FilterError) return error.problem;
    throw error;
  }
  throw new assert.AssertionError({ message: `no error in: ${text}` });
}

/**
 * A filter with its wrong part between bars (at the end of the text where there are none), the message, and what is
 * suggested first.
 */
const cases: readonly (readonly [marked: string, message: string, suggestion?: string])[] = [
  ['|tcp.prt| == 80', '"tcp.prt" is not a valid protocol or protocol field.', 'tcp.port'],
  ['|foo|', '"foo" is not a valid protocol or protocol field.'],
  ['tcp and |htpp|', '"htpp" is not a valid protocol or protocol field.', 'http'],
  ['|TCP|', '"TCP" is not a valid protocol or protocol field.', 'tcp'],
  ['|HTTP.host| contains "a"', '"HTTP.host" is not a valid protocol or protocol field.', 'http.host'],
  ['|frame.len-14| == 3', '"frame.len-14" is not a valid protocol or protocol field.', 'frame.len - 14'],
  ['|80|', '80 is neither a field nor a protocol name.'],
  ['|"abc"|', '"abc" is neither a field nor a protocol name.'],
  ['|80| == 80', 'Left side of "==" expression must be a field or function, not 80.'],
  ['tcp contains', 'Unexpected end of filter expression.'],
  ['tcp.port ==', 'Unexpected end of filter expression.'],
  ['tcp and', 'Unexpected end of filter expression.'],
  ['(tcp', 'Unexpected end of filter expression.'],
  ['tcp.port in {80', 'Unexpected end of filter expression.'],
  ['|any| tcp', '"any" needs a comparison: any tcp.port > 1024.'],
  ['|==| 80', '"==" was unexpected in this context.'],
  ['tcp.port |=| 80', '"=" was unexpected in this context.'],
  ['tcp |port| 80', '"port" was unexpected in this context.'],
  ['tcp|)|', '")" was unexpected in this context.'],
  ['tcp.port in |80|', '"80" was unexpected in this context.'],
  ['tcp.port in {|}|', '"}" was unexpected in this context.'],
  ['tcp.port in {80,|}|', '"}" was unexpected in this context.'],
  ['tcp.port in {80 |443|}', '"443" was unexpected in this context.'],
  ['tcp.port in {80..|}|', '"}" was unexpected in this context.'],
  ['|all| (tcp.port == 80)', '"all" needs a comparison: all tcp.port > 1024.'],
  ['tcp[|]|', '"]" was unexpected in this context.'],
  ['tcp[0:2', 'The right bracket was missing from a slice.'],
  ['tcp[|a|]', '"a" is not a valid number.'],
  ['tcp[|1:0|]', "Range 1:0 isn't valid because length 0 isn't positive"],
  ['tcp[|3-1|]', "Range 3-1 isn't valid because 3 is greater or equal than 1"],
  ['frame[|1:2:3|] == 0', '"1:2:3" is not a valid range.'],
  ['frame[|4294967296|] == 0', '"4294967296" causes an integer overflow.'],
  ['|tcp.port|[0] == 80', '"tcp.port" is a Unsigned integer (2 bytes) and cannot be sliced into a sequence of bytes.'],
  ['http.host == |"abc|', 'The final quote was missing from a quoted string.'],
  ['http.host == "|\\q|"', '\\q is not a valid character escape sequence', '\\\\q'],
  ['http.host == "|\\777|"', '\\777 is larger than 255.'],
  ["ip.ttl == |'ab'|", "'ab' is too long to be a valid character constant."],
  ['ip.ttl == |256|', '"256" too big for this field, maximum 255.'],
  ['frame.len == |18446744073709551616|', '"18446744073709551616" causes an integer overflow.'],
  ['ip.ttl == |abc|', '"abc" is not a valid number.'],
  ['ip.ttl == |"64"|', 'Unsigned integer (1 byte) cannot be converted from a string ("64").'],
  ['ip.proto == |6.0|', '"6.0" cannot be found among the possible values for ip.proto.'],
  ['tcp.flags.syn == |true|', '"true" cannot be found among the possible values for tcp.flags.syn.', 'Set'],
  ['ip.addr == |foo|', '"foo" is not a valid hostname or IPv4 address.'],
  ['ip.addr == |10.0.0.0/33|', 'Netmask bits in a CIDR IPv4 address should be <= 32, not 33'],
  ['ipv6.addr == |fe80::/129|', 'Netmask bits in a CIDR IPv6 address should be <= 128, not 129'],
  ['eth.addr == |00:11|', '"00:11" contains too few bytes to be a valid Ethernet address.'],
  ['frame contains |foo|', '"foo" is not a valid byte string.', '"foo"'],
  [
    'frame.time > |0|',
    '"0" is not a valid absolute time. Example: "Nov 12, 1999 08:55:44.123" or "2011-07-04 12:34:56"',
  ],
  ['ip.src == |eth.src|', 'ip.src and eth.src are not of compatible types.'],
  ['tcp.srcport == |http|', 'tcp.srcport and http are not of compatible types.'],
  ['|tcp.port| contains 80', 'tcp.port (type=Unsigned integer (2 bytes)) cannot participate in contains comparison.'],
  ['|ip.addr| matches "1"', 'ip.addr (type=IPv4 address) cannot participate in matches comparison.'],
  ['http.host matches |foo|', 'Matches requires a double quoted string on the right side.'],
  [
    'http.host matches |"(?=a)"|',
    'Regex compilation error: look-around, (?=...) and the like, is not available: it could take unbounded time.',
  ],
  [
    'http.host matches |"(a)\\\\1"|',
    'Regex compilation error: back-references are not available: it could take unbounded time.',
  ],
  ['|foo|(tcp.port) == 1', "Function 'foo' does not exist"],
  ['|upp|(http.host) == "A"', "Function 'upp' does not exist", 'upper'],
  ['|upper|() == "A"', 'Function upper needs at least 1 arguments.'],
  ['|upper|(http.host, http.host) == "A"', 'Function upper can only accept 1 arguments.'],
  ['upper(|tcp.port|) == "A"', 'Only string type fields can be used as parameter for upper()'],
  ['|len|(http.host)', 'You cannot test whether a function is present.', 'len(http.host) > 0'],
  ['|ip.src| + 1 == 10.0.0.1', 'IPv4 address cannot be used with +.'],
  ['|$foo(1)|', "macro 'foo' does not exist"],
  ['tcp |é|', '"é" was unexpected in this context.'],
  ['tcp |😀|', '"😀" was unexpected in this context.'],
];

for (const [marked, message, suggestion] of cases) {
  test(`what is wrong in: ${marked}`, () => {
    const text = marked.replaceAll('|', '');
    const start = marked.indexOf('|');
    const end = marked.lastIndexOf('|') - 1;
    const { suggestions, ...rest } = problem(text);
    const span = start < 0 ? { start: text.length, length: 0 } : { start, length: end - start };
    assert.deepEqual(rest, { message, ...span });
    if (suggestion !== undefined) assert.equal(suggestions[0], suggestion);
  });
}

const risky: readonly (readonly [marked: string, message: RegExp])[] = [
  ['http.host == |example|', /^Quotes are missing/],
  ['|ssl|', /^"ssl" is deprecated in favour of "tls"/],
  ['|frame.len >= 0|', /^This holds for every value/],
  ['|frame.len == -1|', /never negative/],
  ['|ip.src == ip.src|', /^Both sides are the same/],
  ['tcp.port in {|90..80|}', /^The range is empty/],
];

for (const [marked, message] of risky) {
  test(`what is risky in: ${marked}`, () => {
    const { warnings } = compileFilter(marked.replaceAll('|', ''), registry);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0].message, message);
    assert.deepEqual(
      [warnings[0].start, warnings[0].start + warnings[0].length],
      [marked.indexOf('|'), marked.lastIndexOf('|') - 1],
    );
  });
}

test('usual filters are not risky', () => {
  for (const text of [
    'ip.addr != 10.0.0.1',
    'http.host == "a"',
    'frame.len > 0',
    'tcp.port in {1..5}',
    '!(ip.addr == 10.0.0.1)',
  ]) {
    assert.deepEqual(compileFilter(text, registry).warnings, [], text);
  }
});
