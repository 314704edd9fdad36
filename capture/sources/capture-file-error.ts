/** Why a capture file could not be opened. The message is a sentence for a person. */
export class CaptureFileError extends Error {
  readonly code: 'not-found' | 'no-permission' | 'not-a-file' | 'empty' | 'unknown-format' | 'cancelled' | 'io';

  constructor(code: CaptureFileError['code'], message: string) {
    super(message);
    this.name = 'CaptureFileError';
    this.code = code;
  }
}

/** Why reading went no further: becomes damage of the capture, whose earlier frames remain. */
export class ReadStop extends Error {
  readonly what: 'cut-short' | 'corrupt' | 'limit' | 'io';

  constructor(what: ReadStop['what'], message: string) {
    super(message);
    this.name = 'ReadStop';
    this.what = what;
  }
}

/** The error code of the system (ENOENT, EACCES, ...), or empty. */
export function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Sentence for an error of the system while opening `name`. */
export function openError(error: unknown, name: string): CaptureFileError {
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new CaptureFileError('not-found', `There is no file "${name}".`);
    case 'EACCES':
    case 'EPERM':
      return new CaptureFileError(
        'no-permission',
        `You have no permission to read "${name}". Ask its owner, or copy it as a user who may read it.`,
      );
    case 'EMFILE':
    case 'ENFILE':
      return new CaptureFileError('io', `"${name}" cannot be opened: too many files are open. Close some captures.`);
    default:
      return new CaptureFileError('io', `"${name}" cannot be opened: ${(error as Error).message}.`);
  }
}
