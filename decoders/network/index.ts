import { gre } from './gre/gre.ts';
import { icmp } from './icmp/icmp.ts';
import { igmp } from './igmp/igmp.ts';
import { ah } from './ipsec/ah.ts';
import { esp } from './ipsec/esp.ts';
import { ipv4 } from './ipv4/ipv4.ts';

export const networkProtocols = [ipv4, icmp, igmp, gre, ah, esp];
