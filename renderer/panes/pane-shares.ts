/** Pixels at the window's left edge that panes do not have. */
const RAIL = 64;

/** Pixels that sixteen bytes a row take. */
const SIXTEEN_BYTES = 556;

/** Shares of the panes of a packet in percent, before anybody changes them, in a window so many pixels wide. */
export function paneShares(width: number): { readonly osi: number; readonly details: number; readonly right: number } {
  const wanted = SIXTEEN_BYTES / (width - RAIL);
  const right = wanted > 0.5 ? 0.42 : Math.max(0.38, wanted);
  const osi = 0.52 * (1 - right);
  const percent = (share: number): number => Math.round(1000 * share) / 10;
  return { osi: percent(osi), details: percent(1 - right - osi), right: percent(right) };
}
