/** As the ref of an element: gives it the focus when it appears, so that keys reach it at once. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

/** The same for the first box in it that is ticked, else the first box. */
export function focusTickedBox(element: HTMLElement | null): void {
  const boxes = [...(element?.querySelectorAll<HTMLInputElement>('label input[type="checkbox"]') ?? [])];
  takeFocus(boxes.find(({ checked }) => checked) ?? boxes[0] ?? null);
}
