function part(value: number, name: string): string {
  return `${value} ${name}${value === 1 ? '' : 's'}`;
}

/** `3 minutes, 20 seconds` of a number of seconds, as Wireshark prints it. */
export function secondsText(seconds: number): string {
  return spanText(Math.floor(seconds), seconds % 60 === 0 && seconds !== 0 ? '' : part(seconds % 60, 'second'));
}

/** `3 hours, 20 minutes, 1.500 seconds` of a number of milliseconds. */
export function millisecondsText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  if (milliseconds === 0) return '0 seconds';
  const last = `${seconds % 60}.${String(rest).padStart(3, '0')} seconds`;
  return spanText(seconds, rest === 0 && seconds % 60 === 0 && seconds !== 0 ? '' : last);
}

function spanText(seconds: number, last: string): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = [
    days > 0 ? part(days, 'day') : '',
    hours > 0 ? part(hours, 'hour') : '',
    minutes > 0 ? part(minutes, 'minute') : '',
    last,
  ];
  return parts.filter((text) => text !== '').join(', ');
}
