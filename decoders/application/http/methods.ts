import { TokenTable } from '../../dispatch/token-table.ts';

/** Request methods by which a first line is recognised as HTTP (IANA HTTP Method Registry, and older extensions). */
export const methods = new TokenTable(
  [
    ...['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'SEARCH', 'REPORT'],
    ...['COPY', 'LOCK', 'MOVE', 'MKCOL', 'UNLOCK', 'PROPFIND', 'PROPPATCH', 'LABEL', 'MERGE', 'UPDATE', 'CHECKIN'],
    ...['CHECKOUT', 'UNCHECKOUT', 'MKACTIVITY', 'MKWORKSPACE', 'VERSION-CONTROL', 'BASELINE-CONTROL', 'POLL'],
    ...['BCOPY', 'BMOVE', 'BDELETE', 'BPROPFIND', 'BPROPPATCH', 'CCM_POST', 'RPC_CONNECT', 'RPC_IN_DATA'],
    ...['RPC_OUT_DATA', 'SSTP_DUPLEX_POST', 'NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE'],
  ],
  true,
);

export const HEAD = methods.add('HEAD');
export const CONNECT = methods.add('CONNECT');

const notifications: readonly number[] = ['NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE'].map((name) => methods.add(name));

/** Requests that tell of events instead of asking for something (UPnP's GENA). */
export function isNotificationMethod(method: number): boolean {
  return notifications.includes(method);
}
