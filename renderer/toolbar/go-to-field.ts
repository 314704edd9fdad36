/** Id of the field that takes the number of a packet to go to. */
export const goToFieldId = 'toolbar-go-to';

export function focusGoToField(): void {
  const field = document.getElementById(goToFieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** Gives the focus to the packet list. */
export function focusPacketList(): void {
  document.querySelector<HTMLElement>('[data-pane="list"]')?.focus();
}
