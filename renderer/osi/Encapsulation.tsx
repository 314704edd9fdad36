import { useLayoutEffect, useRef, useState } from 'react';
import { useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import { hoverNode, selectLayer } from '../state/selection.ts';
import { type LayerBox, layerBoxes } from './encapsulation-boxes.ts';
import { shortName } from './osi-layers.ts';

/** Narrowest header drawn, height of a box's heading, and room below the innermost one, in pixels. */
const LEAST = 16;
const STEP = 38;
const FOOT = 4;

/** The layers as boxes in each other, as wide as they are long; one drawing for each byte source that holds layers. */
export function Encapsulation({ packet }: { readonly packet: PacketData }) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  const { layers, sources } = packet.tree;
  const drawings = [...sources.keys()]
    .map((source) => ({ source, boxes: layerBoxes(layers, source, sources[source].bytes.length, width, LEAST) }))
    .filter(({ boxes }) => boxes.length > 0);
  const widened = drawings.some(({ boxes }) => boxes.some((box) => box.widened));
  return (
    <div className="osi-encapsulation">
      <div
        ref={element}
        className="osi-drawings"
        onMouseLeave={() => hoverNode(-1)}
        role="group"
        aria-label="Encapsulation"
      >
        {width > 0 &&
          drawings.map(({ source, boxes }) => (
            <figure key={source}>
              <figcaption>
                {sources[source].name}, {sources[source].bytes.length.toLocaleString('en')} bytes
              </figcaption>
              <Drawing packet={packet} boxes={boxes} />
            </figure>
          ))}
      </div>
      <p className="osi-legend">
        Widths are to scale, header and payload alike
        {widened ? '; ' : '.'}
        {widened && (
          <>
            <span className="osi-hatch" aria-hidden="true" /> hatched headers are drawn wider than they are, or they
            could not be seen.
          </>
        )}
      </p>
    </div>
  );
}

function Drawing({ packet, boxes }: { readonly packet: PacketData; readonly boxes: readonly LayerBox[] }) {
  const deepest = Math.max(...boxes.map((box) => box.depth));
  const height = (deepest + 1) * STEP + deepest * FOOT + 26;
  return (
    <div className="osi-drawing" style={{ height }}>
      {boxes.map((box) => (
        <Box key={box.layer} packet={packet} box={box} height={height} />
      ))}
    </div>
  );
}

function Box({
  packet,
  box,
  height,
}: {
  readonly packet: PacketData;
  readonly box: LayerBox;
  readonly height: number;
}) {
  const selected = useApp((s) => s.layer === box.layer);
  const layer = packet.tree.layers[box.layer];
  const story = packet.stories.find((s) => s.layer === box.layer);
  const payload = layer.payloadLength;
  const size = `${layer.headerLength.toLocaleString('en')} B${payload > 0 ? ` + ${payload.toLocaleString('en')} B` : ''}`;
  const name = shortName({ protocol: layer, story });
  return (
    <button
      type="button"
      className={`osi-box theme-osi-${layer.osi} ${selected ? 'selected' : ''}`}
      aria-pressed={selected}
      data-protocol={layer.protocol}
      title={`${layer.title}: ${layer.headerLength.toLocaleString('en')} bytes of header, ${payload.toLocaleString('en')} bytes of payload${box.widened ? '\nThe header is drawn wider than it is.' : ''}`}
      style={{
        left: box.left,
        width: Math.max(3, box.width),
        top: box.depth * STEP,
        height: height - box.depth * (STEP + FOOT),
      }}
      onClick={() => selectLayer(box.layer)}
      onMouseEnter={() => hoverNode(packet.index.layerNodes[box.layer])}
    >
      <span
        className={`osi-box-header osi-${layer.osi} ${box.widened ? 'widened' : ''}`}
        style={{ width: box.header }}
      />
      <span className="osi-box-words" style={{ paddingLeft: payload > 0 ? box.header + 6 : 6 }}>
        <b className="osi-box-name">{name}</b> <span>{size}</span>
      </span>
    </button>
  );
}
