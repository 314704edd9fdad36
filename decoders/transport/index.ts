import { tcp } from './tcp/tcp.ts';
import { udp } from './udp/udp.ts';

export const transportProtocols = [tcp, udp];
