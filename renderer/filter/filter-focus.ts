type TakeFocus = (typed?: string) => void;

/** The bar's way to take the focus, while it is there. */
let focus: TakeFocus | undefined;

export function setFilterFocus(take: TakeFocus | undefined): void {
  focus = take;
}

/** Puts the caret into the filter bar: with all of its text selected, or with what was typed elsewhere as its new text. */
export function focusFilterBar(typed?: string): void {
  focus?.(typed);
}
