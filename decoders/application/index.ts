import { data } from './data/data.ts';
import { dhcp } from './dhcp/dhcp.ts';
import { dns, llmnr, mdns } from './dns/dns.ts';
import { ftp } from './ftp/ftp.ts';
import { http, ssdp } from './http/http.ts';
import { ocsp } from './ocsp/ocsp.ts';
import { pop } from './pop/pop.ts';
import { rpcProgramProtocols } from './rpc-programs/rpc-programs.ts';
import { smtp } from './smtp/smtp.ts';
import { syslog } from './syslog/syslog.ts';
import { tftp } from './tftp/tftp.ts';

export const applicationProtocols = [
  dhcp,
  dns,
  mdns,
  llmnr,
  ftp,
  http,
  ssdp,
  ocsp,
  pop,
  ...rpcProgramProtocols,
  smtp,
  syslog,
  tftp,
  data,
];
