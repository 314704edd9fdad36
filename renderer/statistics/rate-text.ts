const units = ['', ' k', ' M', ' G', ' T'];

/** Bits per second with three digits and a unit of thousands: "12.3 k". */
export function rateText(bits: number): string {
  let value = bits;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toPrecision(3)}${units[unit]}`;
}
