/** Reading a data folder that a running assistant may be writing to at this moment, for `backup` and `check`. */
import { join } from 'node:path';
import { UserError } from '../src/domain/errors.js';
import { type Disk, nodeDisk } from './disk.js';
import { migrations } from './migrations.js';
import { names, recover, type Recovered } from './recover.js';

const mostTries = 10;
const pauseMs = 50;

/**
 * As `recover`, read again while the files change under the reading: a snapshot and a journal of different moments
 * look like damage. Files that stood still are judged as they are.
 */
export async function recoverSteadily(dir: string, disk: Disk = nodeDisk): Promise<Recovered | null> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await fingerprint(dir, disk);
    const isLast = attempt === mostTries;
    try {
      const found = await recover(disk, dir, migrations);
      if (isLast || found?.tornBytes === 0 || before === (await fingerprint(dir, disk))) return found;
    } catch (error) {
      const mayPass = error instanceof UserError && error.code === 'store-damaged';
      if (isLast || !mayPass || before === (await fingerprint(dir, disk))) throw error;
    }
    await new Promise((resume) => setTimeout(resume, pauseMs));
  }
}

/** Changes whenever one of the files is written to or replaced. */
async function fingerprint(dir: string, disk: Disk): Promise<string> {
  const parts = [names.snapshot, names.journal, names.previousJournal].map(async (name) => {
    const found = await disk.stat(join(dir, name));
    return found && [found.size, found.changedAt];
  });
  return JSON.stringify(await Promise.all(parts));
}
