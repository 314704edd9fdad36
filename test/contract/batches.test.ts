import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BatchError } from '../../contract/columns.ts';
import { RowBatch, RowBatchBuilder } from '../../contract/row-batch.ts';
import {
  directionOf,
  directions,
  highestOsiOf,
  rowFlag,
  rowFlags,
  severities,
  severityOf,
} from '../../contract/row-flags.ts';
import { nodeFlag, TreeBatch, type TreeLayer, type TreeNode } from '../../contract/tree-batch.ts';
import { TreeBatchBuilder } from '../../contract/tree-batch-builder.ts';

const u32 = fc.nat(0xffffffff);
const plain = { noNullPrototype: true };
const cellText = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ maxLength: 90, unit: 'grapheme' }));
const rows = new RowBatchBuilder();
const trees = new TreeBatchBuilder();

function decodesOrRefuses(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    assert.ok(error instanceof BatchError, String(error));
  }
}

/** Changes one byte, cuts and shifts; the result must decode or be refused, and every text stay readable. */
function survivesDamage(bytes: Uint8Array, decode: (bytes: Uint8Array) => unknown): void {
  const damage = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length));
  fc.assert(
    fc.property(damage, ([at, value, length]) => {
      decodesOrRefuses(() => decode(bytes.with(at, value)));
      decodesOrRefuses(() => decode(bytes.with(at % 32, value)));
      decodesOrRefuses(() => decode(bytes.slice(0, length)));
    }),
    { numRuns: 400 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (random) => decodesOrRefuses(() => decode(random))));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (random) => {
      const begun = new Uint8Array([...bytes.subarray(0, 4), ...random]);
      decodesOrRefuses(() => decode(begun));
    }),
  );
}

function readRows(bytes: Uint8Array): string[][] {
  const batch = new RowBatch(bytes);
  return Array.from(batch.frames, (_, row) =>
    Array.from({ length: batch.columns }, (_, column) => batch.cell(row, column)),
  );
}

function readTree(bytes: Uint8Array): {
  nodes: TreeNode[];
  layers: readonly TreeLayer[];
  sources: TreeBatch['sources'];
} {
  const tree = new TreeBatch(bytes);
  const nodes = Array.from(tree.depths, (depth, node) => ({
    depth,
    label: tree.label(node),
    field: tree.field(node),
    value: tree.value(node),
    source: tree.sourceIds[node],
    start: tree.starts[node],
    length: tree.lengths[node],
    flags: tree.flags[node],
    osi: tree.osis[node],
    linkFrame: tree.linkFrames[node],
    firstBit: tree.firstBits[node],
    bitCount: tree.bitCounts[node],
  }));
  return { nodes, layers: tree.layers, sources: tree.sources };
}

describe('row batch', () => {
  test('comes back unchanged from a reused builder', () => {
    const windows = fc.nat(5).chain((columns) =>
      fc.record({
        window: fc.record({ revision: u32, total: u32, first: u32, columns: fc.constant(columns) }, plain),
        rows: fc.array(
          fc.record({
            frame: u32,
            flags: u32,
            colour: fc.nat(0xffff),
            cells: fc.array(cellText, { minLength: columns, maxLength: columns }),
          }),
          { maxLength: 150 },
        ),
      }),
    );
    fc.assert(
      fc.property(windows, ({ window, rows: given }) => {
        rows.begin(window);
        for (const { frame, flags, colour, cells } of given) {
          rows.row(frame, flags, colour);
          for (const cell of cells) rows.cell(cell);
        }
        const bytes = rows.finish();
        const batch = new RowBatch(bytes);
        const { revision, total, first, columns } = batch;
        assert.deepEqual({ revision, total, first, columns }, window);
        assert.deepEqual(
          [...batch.frames],
          given.map((row) => row.frame),
        );
        assert.deepEqual(
          [...batch.flags],
          given.map((row) => row.flags),
        );
        assert.deepEqual(
          [...batch.colours],
          given.map((row) => row.colour),
        );
        const asUtf8 = (cells: string[]) => cells.map((cell) => cell.toWellFormed());
        assert.deepEqual(
          readRows(bytes),
          given.map((row) => asUtf8(row.cells)),
        );
      }),
    );
  });

  test('a window of another builder call is not changed by the next', () => {
    const build = (text: string) => {
      rows.begin({ revision: 1, total: 1, first: 0, columns: 1 });
      rows.row(1, 0, 0);
      rows.cell(text);
      return rows.finish();
    };
    const first = new RowBatch(build('first'));
    build('other');
    assert.equal(first.cell(0, 0), 'first');
  });

  test('refuses missing cells when building and cells outside when reading', () => {
    rows.begin({ revision: 1, total: 1, first: 0, columns: 2 });
    rows.row(1, 0, 0);
    rows.cell('only one');
    assert.throws(() => rows.finish(), /1 rows of 2 columns need 2 cells, not 1/);
    rows.cell('two');
    const batch = new RowBatch(rows.finish());
    assert.throws(() => batch.cell(0, 2), RangeError);
    assert.throws(() => batch.cell(1, 0), RangeError);
  });

  test('survives damage', () => {
    rows.begin({ revision: 3, total: 99, first: 5, columns: 2 });
    for (let row = 0; row < 5; row += 1) {
      rows.row(row, row, row);
      rows.cell(`é${row}`);
      rows.cell('');
    }
    survivesDamage(rows.finish(), readRows);
  });

  test('flags keep severity, direction and layer apart', () => {
    const bits = rowFlag.marked | rowFlag.malformed | rowFlag.displayed;
    for (const severity of severities) {
      for (const direction of directions) {
        for (let osi = 0; osi <= 7; osi += 1) {
          const flags = rowFlags(bits, severity, direction, osi);
          assert.deepEqual([severityOf(flags), directionOf(flags), highestOsiOf(flags)], [severity, direction, osi]);
          assert.equal(flags & bits, bits);
          assert.equal(flags & rowFlag.ignored, 0);
        }
      }
    }
  });
});

const layerArbitrary: fc.Arbitrary<TreeLayer> = fc.record(
  {
    protocol: fc.string({ maxLength: 6 }),
    title: fc.string({ maxLength: 20 }),
    osi: fc.integer({ min: 1, max: 7 }),
    source: fc.nat(3),
    headerStart: u32,
    headerLength: u32,
    payloadStart: u32,
    payloadLength: u32,
    state: fc.constantFrom('complete', 'truncated', 'malformed'),
  },
  plain,
);

const treeArbitrary = fc.record({
  frame: u32,
  sources: fc.array(
    fc.record({ name: fc.string({ maxLength: 9 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }, plain),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  layers: fc.array(layerArbitrary, { maxLength: 5 }),
  nodes: fc.array(
    fc.record({
      depth: fc.nat(6),
      label: fc.string({ maxLength: 90, unit: 'grapheme' }).map((label) => label.toWellFormed()),
      field: fc.constantFrom('', 'ip.src', 'tcp.flags.syn'),
      value: fc.string({ maxLength: 9 }),
      source: fc.nat(5),
      start: fc.nat(60),
      length: fc.nat(60),
      flags: fc.nat(63),
      osi: fc.nat(7),
      linkFrame: u32,
      firstBit: fc.nat(63),
      bitCount: fc.nat(64),
    }),
    { maxLength: 300 },
  ),
});

describe('tree batch', () => {
  test('comes back unchanged, with ranges cut to their source', () => {
    fc.assert(
      fc.property(treeArbitrary, ({ frame, sources, layers, nodes }) => {
        let depth = -1;
        const wellFormed = nodes.map((node) => {
          depth = Math.min(node.depth, depth + 1);
          return { ...node, depth };
        });
        trees.begin(frame);
        for (const node of wellFormed) trees.node(node);
        for (const layer of layers) trees.layer(layer);
        for (const { name, bytes } of sources) trees.source(name, bytes);
        const bytes = trees.finish();
        const cut = wellFormed.map((node) => {
          const available = sources[node.source]?.bytes.length ?? 0;
          const start = Math.min(node.start, available);
          return { ...node, start, length: Math.min(node.length, available - start) };
        });
        assert.deepEqual(readTree(bytes), { nodes: cut, layers, sources });
        assert.equal(new TreeBatch(bytes).frame, frame);
      }),
    );
  });

  const bytes = Uint8Array.from({ length: 20 }, (_, index) => index);
  function buildSample(): Uint8Array {
    const node = { source: 0, start: 0, length: 20, field: 'ip', value: '' };
    trees.begin(12);
    trees.source('Frame', bytes);
    trees.node({ ...node, depth: 0, label: 'Internet Protocol', osi: 3 });
    trees.node({ ...node, depth: 1, label: 'Version: 4', length: 1, firstBit: 0, bitCount: 4 });
    trees.node({ ...node, depth: 1, label: 'Flags', flags: nodeFlag.generated });
    trees.node({ ...node, depth: 2, label: 'Response in 5', flags: nodeFlag.link, linkFrame: 5 });
    trees.node({ ...node, depth: 0, label: 'Data' });
    const range = { source: 0, headerStart: 0, headerLength: 20, payloadStart: 20, payloadLength: 0 };
    trees.layer({ protocol: 'ip', title: 'Internet Protocol', osi: 3, ...range, state: 'truncated' });
    return trees.finish();
  }

  test('tells parents and what follows a subtree', () => {
    const tree = new TreeBatch(buildSample());
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((node) => tree.parent(node)),
      [-1, 0, 0, 2, -1],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((node) => tree.next(node)),
      [4, 2, 4, 4, 5],
    );
    assert.deepEqual(tree.sources[0], { name: 'Frame', bytes });
  });

  test('refuses a node without parent', () => {
    trees.begin(1);
    const node = { label: '', field: '', value: '', source: 0, start: 0, length: 0 };
    assert.throws(() => trees.node({ ...node, depth: 1 }), /no parent/);
    trees.node({ ...node, depth: 0 });
    assert.throws(() => trees.node({ ...node, depth: 2 }), /no parent/);
  });

  test('depth ends at 255', () => {
    trees.begin(1);
    for (let depth = 0; depth <= 256; depth += 1) {
      trees.node({
        depth: Math.min(depth, 256),
        label: `${depth}`,
        field: '',
        value: '',
        source: 0,
        start: 0,
        length: 0,
      });
    }
    assert.deepEqual([...new TreeBatch(trees.finish()).depths.subarray(254)], [254, 255, 255]);
  });

  test('survives damage', () => survivesDamage(buildSample(), readTree));
});
