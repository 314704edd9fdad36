import { writeSync } from 'node:fs';

const FLUSH = 64 * 1024;

/** Standard output in large synchronous writes. A closed pipe (`| head`) ends the program quietly. */
export class Output {
  private text = '';

  write(text: string): void {
    this.text += text;
    if (this.text.length >= FLUSH) this.flush();
  }

  flush(): void {
    const bytes = Buffer.from(this.text, 'utf8');
    this.text = '';
    for (let at = 0; at < bytes.length; ) at += this.some(bytes, at);
  }

  private some(bytes: Uint8Array, at: number): number {
    try {
      return writeSync(1, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
        return 0;
      }
      if (code === 'EPIPE') process.exit(0);
      throw error;
    }
  }
}
