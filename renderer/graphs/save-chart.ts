import { notify } from '../notices/notices-state.ts';

const styles = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
];

/** Offers a file for saving, under a name. */
export function offerFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The drawing within an element as SVG that stands alone: what the page's styles give it is written into it. */
function svgOf(element: HTMLElement): { text: string; width: number; height: number } | undefined {
  const drawn = element.querySelector<SVGSVGElement>('svg.recharts-surface, svg.graph-drawing');
  if (!drawn) return undefined;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((node, at) => {
    const computed = getComputedStyle(originals[at]);
    for (const style of styles) node.setAttribute(style, computed.getPropertyValue(style));
    node.removeAttribute('class');
    node.removeAttribute('style');
  });
  const { width, height } = drawn.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--panel').trim());
  copy.prepend(ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Saves the drawing within an element. */
export async function saveDrawing(element: HTMLElement | null, name: string, format: 'svg' | 'png'): Promise<void> {
  const svg = element && svgOf(element);
  if (!svg) {
    notify({ severity: 'info', text: 'There is no drawing to save yet.' });
    return;
  }
  if (format === 'svg') {
    offerFile(`${name}.svg`, new Blob([svg.text], { type: 'image/svg+xml' }));
    return;
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(svg.width * 2);
  canvas.height = Math.ceil(svg.height * 2);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) offerFile(`${name}.png`, blob);
}

/** Saves rows of values as comma-separated text (RFC 4180). */
export function saveTable(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const cell = (value: string | number | null): string =>
    typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : value === null ? '' : String(value);
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  offerFile(`${name}.csv`, new Blob([`${text}\r\n`], { type: 'text/csv' }));
}
