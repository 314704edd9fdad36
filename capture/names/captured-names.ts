import { allFields } from '../../decoders/model/field.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import { exportText } from '../../decoders/tree/value-text.ts';
import { scanFields } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';

/** Most addresses that names are kept for. */
const MOST = 100_000;

/** Names that DNS answers in a capture gave to addresses: the name that was asked for. */
export class CapturedNames {
  readonly names = new Map<string, string>();
  readonly #capture: Capture;
  #read = 0;
  #running: Promise<void> | undefined;

  constructor(capture: Capture) {
    this.#capture = capture;
  }

  /** Looks at the frames that came since the last time. Resolves with whether there are new names. */
  async catchUp(signal: { readonly aborted: boolean }): Promise<boolean> {
    const before = this.names.size;
    this.#running ??= this.#look(signal).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    return this.names.size > before;
  }

  async #look(signal: { readonly aborted: boolean }): Promise<void> {
    const capture = this.#capture;
    const { registry, session, table } = capture;
    const dns = ['dns', 'mdns', 'llmnr'].flatMap((name) => registry.protocol(name)?.id ?? []);
    const asked = registry.fieldsNamed('dns.qry.name');
    const answers = [...registry.fieldsNamed('dns.a'), ...registry.fieldsNamed('dns.aaaa')];
    const owner = registry.fieldsNamed('dns.resp.name');
    const wanted = [...asked, ...owner, ...answers];
    const has = (frame: number): boolean => {
      const stack = table.stack.get(frame);
      return dns.some((id) => session.stacks.has(stack, id));
    };
    const isAnswer = new Set(answers.map(({ id }) => id));
    const to = table.count;
    this.#read = await scanFields(
      capture,
      maskOf(wanted),
      (_frame, d) => {
        const { tape } = d.cursor;
        let name = '';
        for (let at = 0; at < tape.count; at++) {
          const field = allFields()[tape.field[at]];
          if (!isAnswer.has(field.id)) {
            // The question comes first; an answer's own name counts where there was no question, as in mDNS.
            if (name === '' || !asked.some(({ id }) => id === tape.field[0])) name = exportText(d, at, field);
          } else if (name !== '' && this.names.size < MOST) this.names.set(exportText(d, at, field), name);
        }
      },
      { from: this.#read + 1, to, within: { has }, signal },
    );
  }
}
