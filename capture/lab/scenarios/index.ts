import type { Scenario } from '../scenario.ts';
import { accessList } from './access-list.ts';
import { chunks } from './chunks.ts';
import { connectionTimeout } from './connection-timeout.ts';
import { crashAll } from './crash-all.ts';
import { crashOne } from './crash-one.ts';
import { daemonize } from './daemonize.ts';
import { datagrams } from './datagrams.ts';
import { forkServer } from './fork-server.ts';
import { fullBacklog } from './full-backlog.ts';
import { gracefulStop } from './graceful-stop.ts';
import { halfClose } from './half-close.ts';
import { handshake } from './handshake.ts';
import { httpKeepAlive } from './http-keep-alive.ts';
import { kill } from './kill.ts';
import { limits } from './limits.ts';
import { mail } from './mail.ts';
import { mixedServer } from './mixed-server.ts';
import { nameLookup } from './name-lookup.ts';
import { peerGone } from './peer-gone.ts';
import { ping } from './ping.ts';
import { privateData } from './private-data.ts';
import { race } from './race.ts';
import { readTimeout } from './read-timeout.ts';
import { refused } from './refused.ts';
import { reloading } from './reload.ts';
import { remoteProcedure } from './remote-procedure.ts';
import { reset } from './reset.ts';
import { restart } from './restart.ts';
import { secondSignal } from './second-signal.ts';
import { secured } from './secured.ts';
import { selectServer } from './select-server.ts';
import { slowReader } from './slow-reader.ts';
import { syslog } from './syslog.ts';
import { threadServer } from './thread-server.ts';
import { udpNoListener } from './udp-no-listener.ts';

/** All scenarios, in the order in which they are best learned. */
export const scenarios: readonly Scenario[] = [
  handshake,
  halfClose,
  reset,
  chunks,
  datagrams,
  refused,
  connectionTimeout,
  readTimeout,
  slowReader,
  peerGone,
  udpNoListener,
  selectServer,
  forkServer,
  threadServer,
  mixedServer,
  privateData,
  race,
  crashOne,
  crashAll,
  daemonize,
  restart,
  fullBacklog,
  limits,
  accessList,
  reloading,
  gracefulStop,
  secondSignal,
  kill,
  httpKeepAlive,
  mail,
  remoteProcedure,
  secured,
  syslog,
  ping,
  nameLookup,
];
