import { data } from './data/data.ts';
import { dns, llmnr, mdns } from './dns/dns.ts';
import { http, ssdp } from './http/http.ts';
import { mount, nfs, nfsAcl, portmap } from './rpc-programs/rpc-programs.ts';

export const applicationProtocols = [dns, mdns, llmnr, http, ssdp, portmap, nfs, mount, nfsAcl, data];
