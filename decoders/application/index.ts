import { data } from './data/data.ts';
import { dns, llmnr, mdns } from './dns/dns.ts';

export const applicationProtocols = [dns, mdns, llmnr, data];
