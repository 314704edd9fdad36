import type { Osiscope } from '../../contract/osiscope.ts';
import { osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { productVersion } from './product-version.ts';

export function sessionHandlers(): HandlersOf<Osiscope, 'session.info' | 'session.ping' | 'session.goodbye'> {
  return {
    'session.info': () => ({
      product: productVersion(),
      contract: osiscope.version,
      runtime: `Node ${process.versions.node}`,
      platform: `${process.platform} ${process.arch}`,
      processId: process.pid,
      uptime: Math.round(process.uptime() * 1000),
      features: [],
    }),
    'session.ping': ({ sent }) => ({ sent, received: Date.now() }),
    'session.goodbye': (_, { connection }) => {
      setImmediate(() => connection.close('The client said goodbye.'));
    },
  };
}
