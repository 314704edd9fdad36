import { type RefObject, useEffect, useRef } from 'react';

/** Gives the focus to the element of the returned ref when it appears, so that keys reach it at once. */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
