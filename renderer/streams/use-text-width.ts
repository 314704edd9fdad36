import { type RefObject, useLayoutEffect, useState } from 'react';

/** Narrower changes of the room are not worth breaking all lines anew. */
const STEP = 4;
const PAUSE = 120;

/** How many characters of its font fit into an element beside `taken` pixels; 0 before it is known. */
export function useTextWidth(element: RefObject<HTMLElement | null>, taken: number): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = (): void => {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return;
      context.font = getComputedStyle(box).font;
      const character = context.measureText('0').width || 7;
      const fits = Math.floor((box.clientWidth - taken) / character);
      setWidth(Math.max(20, Math.min(500, fits - (fits % STEP))));
    };
    measure();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(measure, PAUSE);
    });
    observer.observe(box);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element, taken]);
  return width;
}
