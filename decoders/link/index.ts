import { arp } from './arp/arp.ts';
import { ethernet } from './ethernet/ethernet.ts';
import { linuxCooked } from './linux-cooked/linux-cooked.ts';
import { llc } from './llc/llc.ts';
import { loopback } from './loopback/loopback.ts';
import { mpls } from './mpls/mpls.ts';
import { rawIp } from './raw-ip/raw-ip.ts';
import { spanningTree } from './spanning-tree/spanning-tree.ts';
import { providerBridge } from './vlan/provider-bridge.ts';
import { vlan } from './vlan/vlan.ts';

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
  arp,
];
