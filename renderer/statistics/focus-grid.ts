/** Gives the focus to the grid of a row that is pressed, which has the keys. */
export function focusGrid(event: React.MouseEvent): void {
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[role="grid"], [role="treegrid"]')?.focus({ preventScroll: true });
}
