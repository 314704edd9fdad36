import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pool, type PoolCommand, type PoolEvent, type PoolRules } from '../../../reference/machine/pool.ts';

const forkRules: PoolRules = { start: 0, capacity: 1, limit: 3, leastSpare: 0, mostSpare: 0, once: true };
const threadRules: PoolRules = { start: 2, capacity: 1, limit: 4, leastSpare: 0, mostSpare: 2, once: false };
const mixedRules: PoolRules = { start: 1, capacity: 2, limit: 2, leastSpare: 1, mostSpare: 2, once: false };

function words(command: PoolCommand): string {
  if (command.type === 'make' || command.type === 'retire') return `${command.type} ${command.worker}`;
  if (command.type === 'queue') return `queue ${command.connection}`;
  return `${command.type} ${command.connection} ${command.worker}`;
}

const start: PoolEvent = { type: 'start' };
const stop: PoolEvent = { type: 'stop' };
const arrives = (connection: string): PoolEvent => ({ type: 'connection', connection });
const over = (connection: string): PoolEvent => ({ type: 'over', connection });
const ready = (worker: number): PoolEvent => ({ type: 'ready', worker });
const gone = (worker: number): PoolEvent => ({ type: 'gone', worker });

const dialogues: { name: string; rules: PoolRules; lines: [PoolEvent, string[]][] }[] = [
  {
    name: 'a process for each connection',
    rules: forkRules,
    lines: [
      [start, []],
      [arrives('a'), ['queue a', 'make 1']],
      [arrives('b'), ['queue b', 'make 2']],
      [ready(1), ['assign a 1']],
      [over('a'), ['retire 1']],
      [ready(2), ['assign b 2']],
      [gone(1), []],
      [over('b'), ['retire 2']],
    ],
  },
  {
    name: 'a pool of threads grows on demand and shrinks to its spare ones',
    rules: threadRules,
    lines: [
      [start, ['make 1', 'make 2']],
      [ready(1), []],
      [ready(2), []],
      [arrives('a'), ['assign a 1']],
      [arrives('b'), ['assign b 2']],
      [arrives('c'), ['queue c', 'make 3']],
      [ready(3), ['assign c 3']],
      [over('a'), []],
      [over('b'), []],
      [over('c'), ['retire 1']],
    ],
  },
  {
    name: 'processes of several threads keep some places free, fill the fullest first, and end when too many are free',
    rules: mixedRules,
    lines: [
      [start, ['make 1']],
      [ready(1), []],
      [arrives('a'), ['assign a 1']],
      [arrives('b'), ['assign b 1', 'make 2']],
      [ready(2), []],
      [arrives('c'), ['assign c 2']],
      [arrives('d'), ['assign d 2']],
      [arrives('e'), ['queue e']],
      [over('a'), ['assign e 1']],
      [over('b'), []],
      [over('e'), []],
      [over('c'), []],
      [over('d'), ['retire 1']],
    ],
  },
  {
    name: 'a worker that dies loses its connections and is replaced',
    rules: mixedRules,
    lines: [
      [start, ['make 1']],
      [ready(1), []],
      [arrives('a'), ['assign a 1']],
      [gone(1), ['lost a 1', 'make 2']],
    ],
  },
  {
    name: 'stopping ends who is idle, and serves who waits',
    rules: threadRules,
    lines: [
      [start, ['make 1', 'make 2']],
      [ready(1), []],
      [arrives('a'), ['assign a 1']],
      [arrives('b'), ['queue b']],
      [stop, ['retire 1']],
      [ready(2), ['assign b 2', 'retire 2']],
      [over('a'), []],
      [over('b'), []],
    ],
  },
];

for (const { name, rules, lines } of dialogues) {
  test(name, () => {
    const pool = new Pool(rules);
    for (const [index, [event, expected]] of lines.entries())
      assert.deepEqual(pool.receive(event).map(words), expected, `line ${index + 1}: ${event.type}`);
  });
}

test('whatever happens, no worker has more than its capacity, and every connection is served once or lost', () => {
  const rules = fc.record({
    start: fc.integer({ min: 0, max: 3 }),
    capacity: fc.integer({ min: 1, max: 3 }),
    limit: fc.integer({ min: 3, max: 5 }),
    leastSpare: fc.integer({ min: 0, max: 2 }),
    mostSpare: fc.integer({ min: 3, max: 6 }),
    once: fc.constant(false),
  });
  const choices = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(1_000)), { maxLength: 200 });
  fc.assert(
    fc.property(rules, choices, (given, steps) => {
      const pool = new Pool(given);
      const live = new Map<number, Set<string>>();
      const starting = new Set<number>();
      const outstanding = new Set<string>();
      let next = 0;
      const obey = (commands: PoolCommand[]): void => {
        for (const command of commands) {
          if (command.type === 'make') {
            live.set(command.worker, new Set());
            starting.add(command.worker);
          } else if (command.type === 'assign') {
            assert.ok(outstanding.delete(command.connection));
            const serving = live.get(command.worker) as Set<string>;
            assert.ok(!starting.has(command.worker));
            serving.add(command.connection);
            assert.ok(serving.size <= given.capacity);
          } else if (command.type === 'retire') assert.equal(live.get(command.worker)?.size, 0);
        }
        assert.ok([...live.keys()].length <= given.limit + 20);
      };
      obey(pool.receive(start));
      for (const [choice, number] of steps) {
        const workers = [...live.keys()];
        const worker = workers[number % Math.max(1, workers.length)];
        if (choice <= 1) {
          const connection = `c${++next}`;
          outstanding.add(connection);
          obey(pool.receive(arrives(connection)));
        } else if (choice === 2 && starting.size > 0) {
          const [first] = starting;
          starting.delete(first);
          obey(pool.receive(ready(first)));
        } else if (choice <= 4 && worker !== undefined) {
          const [connection] = live.get(worker) as Set<string>;
          if (connection === undefined) continue;
          live.get(worker)?.delete(connection);
          obey(pool.receive(over(connection)));
        } else if (worker !== undefined && !starting.has(worker)) {
          const serving = live.get(worker) as Set<string>;
          live.delete(worker);
          const commands = pool.receive(gone(worker));
          const lost = commands.filter((command) => command.type === 'lost').map((command) => command.connection);
          assert.deepEqual(new Set(lost), serving);
          obey(commands);
        }
      }
      assert.equal(pool.waiting, outstanding.size);
    }),
    { numRuns: 200 },
  );
});
