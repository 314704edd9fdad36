import { icmp } from './icmp/icmp.ts';
import { ipv4 } from './ipv4/ipv4.ts';

export const networkProtocols = [ipv4, icmp];
