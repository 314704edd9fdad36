import { data } from './data/data.ts';
import { dns, llmnr, mdns } from './dns/dns.ts';
import { http, ssdp } from './http/http.ts';

export const applicationProtocols = [dns, mdns, llmnr, http, ssdp, data];
