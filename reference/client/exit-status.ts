/** Exit statuses of the client: what went wrong, so that a script can tell. */
export const exitStatuses = {
  success: { status: 0, about: 'every connection succeeded' },
  service: { status: 1, about: 'the server answered wrongly, refused the request, or closed too early' },
  usage: { status: 2, about: 'the command line is wrong, or a file of it cannot be used' },
  unknownHost: { status: 3, about: 'the host name is unknown' },
  refused: { status: 4, about: 'connection refused: nobody listens there' },
  connectTimeout: { status: 5, about: 'connecting timed out: no answer at all' },
  ioTimeout: { status: 6, about: 'reading or writing timed out' },
  reset: { status: 7, about: 'the server reset the connection' },
  unreachable: { status: 8, about: 'no route to the host or its network' },
  tls: { status: 9, about: 'the TLS handshake failed or the certificate is not trusted' },
  local: { status: 10, about: 'the local address or port cannot be used, or another system error' },
} as const;

export type Ending = keyof typeof exitStatuses;

/** Which ending a system error means. */
export function endingOf(errno: string): Ending {
  switch (errno) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ETIMEDOUT':
      return 'connectTimeout';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return 'reset';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return 'unreachable';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'ENODATA':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
      return 'unknownHost';
    default:
      return /^(ERR_(SSL|TLS|OSSL)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(errno) ? 'tls' : 'local';
  }
}
