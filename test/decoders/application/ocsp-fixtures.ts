import { ok, sized } from '../../builders/http.ts';
import {
  otherStatusResponse,
  shortStatusResponse,
  statusRefusal,
  statusRequest,
  statusResponse,
} from '../../builders/ocsp.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture } from '../listing.ts';

const response = (body: Uint8Array): Uint8Array => ok('application/ocsp-response', body);

export const ocspFixtures: readonly Fixture[] = [
  {
    name: 'application/ocsp',
    from: 4,
    frames: new Dialogue({ serverPort: 80 })
      .open()
      .client(
        sized('POST / HTTP/1.1', ['Host: ocsp.example.org', 'Content-Type: application/ocsp-request'], statusRequest),
      )
      .server(response(statusResponse))
      .server(response(statusRefusal))
      .server(response(otherStatusResponse))
      .server(response(shortStatusResponse.subarray(0, 30))).frames,
  },
];
