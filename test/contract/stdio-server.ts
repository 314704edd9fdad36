import { stdioPort } from '../../capture/hosts/stdio-port.ts';
import { serveSample } from './sample-server.ts';

/** Serves the sample contract on standard input and output; says on standard error what a test wants to know. */
const connection = serveSample(stdioPort(process.stdin, process.stdout), () => process.stderr.write('aborted\n'));
const reason = await connection.closed;
process.stderr.write(`closed: ${reason}\n`);
