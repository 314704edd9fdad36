import { gre } from './gre/gre.ts';
import { icmp } from './icmp/icmp.ts';
import { icmpv6 } from './icmpv6/icmpv6.ts';
import { igmp } from './igmp/igmp.ts';
import { ah } from './ipsec/ah.ts';
import { esp } from './ipsec/esp.ts';
import { ipv4 } from './ipv4/ipv4.ts';
import { fragment } from './ipv6/fragment.ts';
import { ipv6 } from './ipv6/ipv6.ts';
import { mobility } from './ipv6/mobility.ts';
import { destinationOptions, hopByHopOptions } from './ipv6/options-headers.ts';
import { routing } from './ipv6/routing.ts';

export const networkProtocols = [
  ipv4,
  ipv6,
  hopByHopOptions,
  routing,
  fragment,
  destinationOptions,
  mobility,
  icmp,
  icmpv6,
  igmp,
  gre,
  ah,
  esp,
];
