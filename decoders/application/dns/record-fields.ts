import { addressFields } from './rdata/addresses.ts';
import { hostFields } from './rdata/hosts.ts';
import { keyFields } from './rdata/keys.ts';
import { optionFields } from './rdata/options.ts';
import { otherFields } from './rdata/others.ts';
import { securityFields } from './rdata/security.ts';
import { serviceFields } from './rdata/services.ts';
import { signatureFields } from './rdata/signatures.ts';
import { textFields } from './rdata/texts.ts';
import { operationFields } from './stateful-operations.ts';

const groups = {
  address: addressFields,
  host: hostFields,
  text: textFields,
  service: serviceFields,
  security: securityFields,
  signature: signatureFields,
  key: keyFields,
  option: optionFields,
  other: otherFields,
  operation: operationFields,
};

/** The fields of all record types, each under its group and its own short name. */
export const recordFields = Object.fromEntries(
  Object.entries(groups).flatMap(([group, fields]) =>
    Object.entries(fields).map(([key, field]) => [`${group}.${key}`, field]),
  ),
);
