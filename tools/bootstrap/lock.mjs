// Two programs started at once must not install into the same node_modules.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const longestWait = 15 * 60_000;

/** @param {string} pidFile */
function ownerIsGone(pidFile) {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return false;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    return code !== 'EPERM' && code !== 'ENOENT';
  }
}

/**
 * Runs `work` while holding the checkout's bootstrap lock. A lock whose owner died is taken over.
 * @param {string} root
 * @param {(line: string) => void} report
 * @param {() => Promise<void>} work
 */
export async function withLock(root, report, work) {
  const directory = join(root, '.bootstrap.lock');
  const pidFile = join(directory, 'pid');
  const deadline = Date.now() + longestWait;
  let told = false;
  for (;;) {
    try {
      mkdirSync(directory);
      break;
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      if (code === 'EACCES' || code === 'EROFS') return work();
      if (code !== 'EEXIST') throw error;
    }
    if (ownerIsGone(pidFile) || Date.now() > deadline) {
      rmSync(directory, { recursive: true, force: true });
      continue;
    }
    if (!told) report('waiting for another set-up of this checkout to finish');
    told = true;
    await wait(200);
  }
  writeFileSync(pidFile, String(process.pid));
  try {
    await work();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
