import { udp } from './udp/udp.ts';

export const transportProtocols = [udp];
