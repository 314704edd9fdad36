import type { Osiscope } from '../../contract/osiscope.ts';
import { osiscope } from '../../contract/osiscope.ts';
import type { Port } from '../../contract/port.ts';
import { type Connection, serve } from '../../contract/serve.ts';
import { standardRegistry } from '../../decoders/protocols.ts';
import { Captures } from './captures.ts';
import { capturesHandlers } from './captures-handlers.ts';
import { ClientState } from './client.ts';
import { coloringHandlers } from './coloring-handlers.ts';
import { decodingHandlers } from './decoding-handlers.ts';
import { editsHandlers } from './edits-handlers.ts';
import { expertHandlers } from './expert-handlers.ts';
import { filesHandlers } from './files-handlers.ts';
import { filtersHandlers } from './filters-handlers.ts';
import { findHandlers } from './find-handlers.ts';
import { graphsHandlers } from './graphs-handlers.ts';
import { leftoverHandlers } from './leftover-handlers.ts';
import { liveHandlers } from './live-handlers.ts';
import { namesHandlers } from './names-handlers.ts';
import { packetsHandlers } from './packets-handlers.ts';
import { preferencesHandlers } from './preferences-handlers.ts';
import { productVersion } from './product-version.ts';
import { sessionHandlers } from './session-handlers.ts';
import { Sessions } from './sessions.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { statisticsHandlers } from './statistics-handlers.ts';
import { streamsHandlers } from './streams-handlers.ts';
import { traceHandlers } from './trace-handlers.ts';
import { viewsHandlers } from './views-handlers.ts';

/** The analyzer of one process: its captures, served to any number of clients. */
export class Service {
  readonly captures = new Captures(standardRegistry());
  readonly sessions = new Sessions(this.captures);

  /** Serves the client at the other end of the port until it leaves. */
  connect(port: Port): Connection<Osiscope> {
    return serve(
      osiscope,
      (connection) => {
        const client = new ClientState(this.captures, connection);
        return {
          ...sessionHandlers(),
          ...settingsHandlers(),
          ...capturesHandlers(client),
          ...viewsHandlers(client),
          ...statisticsHandlers(client),
          ...streamsHandlers(client),
          ...packetsHandlers(client),
          ...coloringHandlers(client),
          ...namesHandlers(client),
          ...decodingHandlers(client),
          ...preferencesHandlers(client),
          ...editsHandlers(client),
          ...findHandlers(client),
          ...graphsHandlers(client),
          ...expertHandlers(client),
          ...filesHandlers(client),
          ...filtersHandlers(client),
          ...liveHandlers(client),
          ...leftoverHandlers(client),
          ...traceHandlers(client, this.sessions),
        };
      },
      port,
      {
        server: `Osiscope ${productVersion()}`,
        onInternalError: (error, name) =>
          process.stderr.write(`osiscope: ${name}: ${(error as Error)?.stack ?? error}\n`),
      },
    );
  }

  /** Ends live runs and closes all captures. */
  async close(): Promise<void> {
    await this.sessions.closeAll();
    await this.captures.closeAll();
  }
}
