import type { ServiceMachine } from '../machine/service.ts';
import type { Outcome } from './outcome.ts';
import { StepFailed } from './outcome.ts';
import { connect } from './steps/connect.ts';
import { establish } from './steps/establish.ts';
import { lookUp } from './steps/look-up.ts';
import { prepare } from './steps/prepare.ts';
import type { Person } from './steps/service.ts';
import { service } from './steps/service.ts';
import type { Target } from './steps/target.ts';

/** A client's steps: look up the server, establish a socket, prepare the address, connect, service, close. */
export async function runConnection(target: Target, machine: ServiceMachine, person: Person): Promise<Outcome> {
  try {
    const address = await lookUp(target);
    const established = establish(target, address);
    const remote = prepare(target, address);
    const connected = await connect(target, established, remote);
    return await service(target, connected, remote, machine, person);
  } catch (error) {
    if (error instanceof StepFailed) return error.outcome;
    throw error;
  }
}
