import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Screen coordinates in device-independent pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowPlace {
  /** Absent on the first start and when the screen it was on is gone: the desktop then chooses. */
  bounds: Rectangle | undefined;
  maximized: boolean;
}

const smallest = { width: 640, height: 400 };

/** Reads where the window was; anything unusable in the file counts as absent. */
export function readPlace(file: string, screens: readonly Rectangle[]): WindowPlace {
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { bounds: undefined, maximized: false };
  }
  const { bounds, maximized } = (stored ?? {}) as { bounds?: unknown; maximized?: unknown };
  return {
    bounds: isRectangle(bounds) && screens.some((screen) => showsTitleBar(bounds, screen)) ? bounds : undefined,
    maximized: maximized === true,
  };
}

/** Remembers the place. A failure only costs the memory of it. */
export function writePlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(place));
    renameSync(`${file}.new`, file);
  } catch (error) {
    console.error(`The window's place could not be stored in ${file}: ${(error as Error).message}`);
  }
}

function isRectangle(value: unknown): value is Rectangle {
  const { x, y, width, height } = (value ?? {}) as Partial<Record<keyof Rectangle, unknown>>;
  const numbers = [x, y, width, height].every((number) => Number.isSafeInteger(number));
  return numbers && (width as number) >= smallest.width && (height as number) >= smallest.height;
}

/** Enough of the upper edge lies on the screen to move the window with the mouse. */
function showsTitleBar(bounds: Rectangle, screen: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return visible >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 40;
}
