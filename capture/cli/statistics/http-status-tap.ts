import { statusNames } from '../../../decoders/application/http/status-names.ts';
import { HttpMessages } from '../../statistics/http-trees.ts';
import { frameFilter } from './frame-filter.ts';
import { HashOrder, textHash } from './hash-order.ts';
import type { Tap } from './tap.ts';

const RULE = '='.repeat(67);
/** Methods told apart at most. */
const MOST = 10_000;

/** `-z http,stat`: responses by status and requests by method, in tshark's order. */
export const httpStatusTap: Tap = {
  name: 'http,stat',
  help: 'HTTP responses by status and requests by method [,filter]',
  parse(args, registry) {
    const messages = new HttpMessages(registry);
    const wanted = frameFilter(args, registry, messages.mask);
    const statuses = new Map<number, number>();
    const methods = new Map<string, number>();
    return {
      mask: wanted.mask,
      frame(d, frames) {
        if (!wanted.passes(d, frames)) return;
        for (const { method, status } of messages.of(d)) {
          if (status >= 100 && status < 600) {
            const known = Object.hasOwn(statusNames, status) ? status : Math.trunc(status / 100) * 100 + 99;
            statuses.set(known, (statuses.get(known) ?? 0) + 1);
          } else if (method !== '' && (methods.size < MOST || methods.has(method))) {
            methods.set(method, (methods.get(method) ?? 0) + 1);
          }
        }
      },
      print(out) {
        out.write(`\n${RULE}\nHTTP Statistics${args === '' ? '' : ` with filter ${args}`}\n`);
        out.write('* HTTP Response Status Codes                Packets\n');
        const codes = new HashOrder<number>();
        for (const code of Object.keys(statusNames)) codes.add(Number(code), Number(code));
        for (const code of codes.inOrder()) {
          const count = statuses.get(code);
          if (count) out.write(`  ${code} ${statusNames[code].padEnd(35)} ${String(count).padStart(9)}\n`);
        }
        out.write('* HTTP Request Methods                      Packets\n');
        const order = new HashOrder<string>();
        for (const method of methods.keys()) order.add(method, textHash(method));
        for (const method of order.inOrder()) {
          out.write(`  ${method.padEnd(39)} ${String(methods.get(method)).padStart(9)} \n`);
        }
        out.write(`${RULE}\n`);
      },
    };
  },
};
