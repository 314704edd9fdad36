import { tcp } from './tcp/tcp.ts';
import { udp, udpLite } from './udp/udp.ts';

export const transportProtocols = [tcp, udp, udpLite];
