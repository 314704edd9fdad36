import { applicationProtocols } from './application/index.ts';
import { linkProtocols } from './link/index.ts';
import { Registry } from './model/registry.ts';
import { networkProtocols } from './network/index.ts';
import { physicalProtocols } from './physical/index.ts';
import { presentationProtocols } from './presentation/index.ts';
import { sessionProtocols } from './session/index.ts';
import { transportProtocols } from './transport/index.ts';

/** Every protocol that Osiscope decodes. */
export const protocols = [
  ...physicalProtocols,
  ...linkProtocols,
  ...networkProtocols,
  ...transportProtocols,
  ...sessionProtocols,
  ...presentationProtocols,
  ...applicationProtocols,
];

export function standardRegistry(): Registry {
  return new Registry(protocols);
}
