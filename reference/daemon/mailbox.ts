import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const mostMessages = 1_000;

/**
 * Mail in files: a folder for each mailbox, a file for each message. A message appears by renaming a finished file, and
 * a lock file lets one reader at a time open a maildrop (RFC 1939 section 4), in whichever process or thread it is.
 */
export class Mailbox {
  readonly #folder: string;
  #locked = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Stores a message for each recipient. Returns its id. */
  async deliver(recipients: string[], message: Buffer, now: Date): Promise<string> {
    const id = `${now.getTime()}-${process.pid}-${randomBytes(4).toString('hex')}`;
    for (const user of recipients) {
      const folder = this.#of(user);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if ((await this.#list(user)).length >= mostMessages) throw new Error('the mailbox is full');
      const unfinished = join(folder, `.${id}`);
      await writeFile(unfinished, message, { mode: 0o600, flag: 'wx' });
      await rename(unfinished, join(folder, `${id}.eml`));
    }
    return id;
  }

  /** Locks a maildrop and lists its messages, oldest first. */
  async open(user: string): Promise<{ id: string; size: number }[]> {
    await mkdir(this.#of(user), { recursive: true, mode: 0o700 });
    await this.#lock(user);
    const ids = await this.#list(user);
    return Promise.all(ids.map(async (id) => ({ id, size: (await stat(join(this.#of(user), `${id}.eml`))).size })));
  }

  async read(user: string, id: string): Promise<Buffer> {
    return readFile(join(this.#of(user), `${id}.eml`));
  }

  /** Deletes messages and gives the maildrop free. */
  async close(user: string, remove: string[]): Promise<void> {
    for (const id of remove) await rm(join(this.#of(user), `${id}.eml`), { force: true });
    await this.#unlock(user);
  }

  /** Gives free what is still locked, after a connection broke. */
  async release(): Promise<void> {
    for (const user of [...this.#locked]) await this.#unlock(user);
  }

  #of(user: string): string {
    return join(this.#folder, user);
  }

  async #list(user: string): Promise<string[]> {
    const names = await readdir(this.#of(user));
    return names
      .filter((name) => name.endsWith('.eml'))
      .map((name) => name.slice(0, -4))
      .sort();
  }

  async #lock(user: string): Promise<void> {
    const path = join(this.#of(user), '.lock');
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const file = await open(path, 'wx', 0o600);
        await file.write(`${process.pid}\n`);
        await file.close();
        this.#locked.add(user);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = Number(await readFile(path, 'utf8').catch(() => ''));
        if (holder > 0 && isAlive(holder)) break;
        await rm(path, { force: true });
      }
    }
    throw new Error('the maildrop is in use');
  }

  async #unlock(user: string): Promise<void> {
    if (this.#locked.delete(user)) await rm(join(this.#of(user), '.lock'), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
