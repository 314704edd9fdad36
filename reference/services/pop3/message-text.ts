/** Doubles the dot at the start of each line, and makes sure that the text ends with a line end (RFC 1939 section 3). */
export function stuffDots(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/(^|\n)\./g, '$1..');
  return Buffer.from(text.endsWith('\n') || text === '' ? text : `${text}\r\n`, 'latin1');
}

/** The header of a message, the empty line, and the first `lines` lines of its body. */
export function topOf(message: Buffer, lines: number): Buffer {
  const body = message.indexOf('\r\n\r\n');
  if (body < 0) return message;
  let end = body + 4;
  for (let line = 0; line < lines && end < message.length; line++) {
    const next = message.indexOf('\r\n', end);
    end = next < 0 ? message.length : next + 2;
  }
  return message.subarray(0, end);
}
