import { arp } from './arp/arp.ts';
import { ciscoHdlc } from './cisco-hdlc/cisco-hdlc.ts';
import { slarp } from './cisco-hdlc/slarp.ts';
import { ethernet } from './ethernet/ethernet.ts';
import { linuxCooked } from './linux-cooked/linux-cooked.ts';
import { llc } from './llc/llc.ts';
import { loopback } from './loopback/loopback.ts';
import { mpls } from './mpls/mpls.ts';
import { ccp } from './ppp/ccp.ts';
import { chap } from './ppp/chap.ts';
import { ipcp } from './ppp/ipcp.ts';
import { ipv6cp } from './ppp/ipv6cp.ts';
import { lcp } from './ppp/lcp.ts';
import { pap } from './ppp/pap.ts';
import { ppp } from './ppp/ppp.ts';
import { pppoeDiscovery } from './pppoe/discovery.ts';
import { pppoeSession } from './pppoe/session.ts';
import { rawIp } from './raw-ip/raw-ip.ts';
import { spanningTree } from './spanning-tree/spanning-tree.ts';
import { providerBridge } from './vlan/provider-bridge.ts';
import { vlan } from './vlan/vlan.ts';
import { vxlan } from './vxlan/vxlan.ts';

export const linkProtocols = [
  ethernet,
  llc,
  vlan,
  providerBridge,
  mpls,
  spanningTree,
  linuxCooked,
  loopback,
  rawIp,
  ppp,
  lcp,
  ipcp,
  ipv6cp,
  ccp,
  pap,
  chap,
  pppoeDiscovery,
  pppoeSession,
  ciscoHdlc,
  slarp,
  vxlan,
  arp,
];
