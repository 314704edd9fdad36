import { type FoundHelper, findHelper } from '../helper/find-helper.ts';
import { findProgram } from '../helper/program.ts';
import { namespacesAllowed } from './network-namespace.ts';
import { nodeProgram } from './programs.ts';
import type { Scenario } from './scenario.ts';

const packages: Readonly<Record<string, string>> = {
  ping: 'iputils-ping',
  curl: 'curl',
  nft: 'nftables',
  ip: 'iproute2',
};

let found: Promise<FoundHelper> | undefined;

/** The program that may capture outside of namespaces, looked for until there is one. */
export async function hostHelper(): Promise<FoundHelper> {
  found ??= findHelper();
  const answer = await found;
  if (answer.helper === null) found = undefined;
  return answer;
}

/** Why a scenario cannot be run on this machine by this user and what would help, or null when it can. */
export async function obstacle(scenario: Scenario): Promise<string | null> {
  const { tools = [], namespace } = scenario.needs ?? {};
  if (process.platform !== 'linux') return 'Scenarios need Linux: each run has a loopback address of its own.';
  if (nodeProgram() === undefined)
    return 'The daemon and the client need Node (https://nodejs.org), which is not here.';
  for (const tool of tools) {
    if (findProgram(tool) === undefined)
      return `${tool} is not installed (Debian, Ubuntu: sudo apt-get install ${packages[tool] ?? tool}).`;
  }
  if (namespace === 'required' && !(await namespacesAllowed()))
    return 'This user may not make a network namespace: run it as root, or allow user namespaces.';
  const answer = await hostHelper();
  if (answer.helper === null && !(await namespacesAllowed())) return answer.problem;
  return null;
}
