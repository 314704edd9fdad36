import { networkInterfaces } from 'node:os';
import { findCapHelper } from './cap-helper.ts';
import type { CaptureHelper } from './capture-helper.ts';
import { findDumpcap } from './dumpcap.ts';
import { findTcpdump } from './tcpdump.ts';

/** The first program with which this user may capture, or why there is none and how to get the rights. */
export type FoundHelper =
  | { readonly helper: CaptureHelper }
  | {
      readonly helper: null;
      readonly problem: string;
      /** Ways to get the rights; what is to be typed stands between backquotes. */
      readonly advice: readonly string[];
    };

const finders = [
  ['dumpcap', findDumpcap],
  ['tcpdump', findTcpdump],
  ['cap', findCapHelper],
] as const;

/** @param within what stands in front of the programs' commands: they capture in another namespace */
export async function findHelper(within: readonly string[] = []): Promise<FoundHelper> {
  const probe = Object.keys(networkInterfaces()).find((name) => name === 'lo' || name === 'lo0') ?? 'any';
  const reasons: string[] = [];
  for (const [name, find] of finders) {
    const found = await find(probe, within);
    if (typeof found !== 'string') return { helper: found };
    reasons.push(`${name}: ${reasonOf(name, found)}`);
  }
  return {
    helper: null,
    problem: `No program here may capture. ${reasons.join('; ')}.`.slice(0, 1000),
    advice: process.platform === 'linux' ? linuxAdvice : otherAdvice,
  };
}

/** What a program said against itself, without its name in front and the full stop. */
function reasonOf(name: string, text: string): string {
  return text.replace(new RegExp(`^${name}: `), '').replace(/[.\s]+$/, '');
}

const linuxAdvice = [
  'On Debian and Ubuntu let the members of a group capture: `sudo apt-get install wireshark-common && sudo dpkg-reconfigure wireshark-common`, answer Yes, then `sudo usermod -aG wireshark "$USER"`, and log in again.',
  'Or let every user of this machine capture: `sudo apt-get install tcpdump && sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v tcpdump)"`',
  'Or capture just this once: `pkexec tcpdump -i any -w /tmp/capture.pcap`, stop it with Ctrl+C, and open the file.',
];

const otherAdvice = ['Install Wireshark, whose dumpcap captures for users that its installer gives the right.'];
