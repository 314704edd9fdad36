import { ethernet } from './ethernet/ethernet.ts';
import { llc } from './llc/llc.ts';
import { mpls } from './mpls/mpls.ts';
import { spanningTree } from './spanning-tree/spanning-tree.ts';
import { providerBridge } from './vlan/provider-bridge.ts';
import { vlan } from './vlan/vlan.ts';

export const linkProtocols = [ethernet, llc, vlan, providerBridge, mpls, spanningTree];
