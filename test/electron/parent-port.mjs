// Gives a worker thread the `process.parentPort` that Electron gives a utility process, then runs the program named first.
import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';

const port = new EventEmitter();
parentPort.on('message', ({ data, ports }) => port.emit('message', { data, ports }));
process.parentPort = port;
await import(workerData.program);
parentPort.postMessage('ready');
