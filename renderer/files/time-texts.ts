const thisYear = new Date().getFullYear();

/** When a file was changed, short: the time of day where it was this year, else the year. Seconds since 1970. */
export function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = date.toLocaleDateString('en', { day: 'numeric', month: 'short' });
  if (date.getFullYear() !== thisYear) return `${day} ${date.getFullYear()}`;
  return `${day} ${date.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })}`;
}
