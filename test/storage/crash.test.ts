import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports.js';
import { assignment } from '../contracts/store-records.js';
import { contentOf } from '../contracts/store.js';
import { createCrashDisk, type CrashDisk } from './crash-disk.js';
import { createTestLog, openStore } from './folder.js';

const dir = '/data';

/** What happened: contents after each transaction, and at which call of the disk each was acknowledged. */
interface History {
  disk: CrashDisk;
  contents: string[];
  acknowledgedAt: number[];
}

const textOf = (store: Store): string => JSON.stringify(contentOf(store));

/** Transaction number `n`: each changes something of its own, something shared, and takes something away. */
function change(store: Store, n: number): Promise<void> {
  return store.transaction((tx) => {
    tx.put('assignments', assignment(`a${n}`, n, { unitId: `u${n % 3}` }));
    tx.put('settings', { id: 'last', value: { n, padding: 'ế'.repeat(n * 7) } });
    if (n % 3 === 0) tx.remove('assignments', `a${n - 2}`);
    tx.next('number');
  });
}

/** A life with transactions alone and together, compactions between and during them, and an orderly end. */
async function live(): Promise<History> {
  const disk = createCrashDisk();
  const contents: string[] = [];
  const acknowledgedAt: number[] = [];
  const store = await openStore(disk, dir);
  const models = await openStore(createCrashDisk(), dir);
  contents.push(textOf(models));
  for (let number = 1; number <= 12; number += 1) {
    await change(models, number);
    contents.push(textOf(models));
  }
  let n = 0;
  async function commit(together: number): Promise<void> {
    const numbers = Array.from({ length: together }, () => (n += 1));
    await Promise.all(
      numbers.map(async (number) => {
        await change(store, number);
        acknowledgedAt[number] = disk.calls();
      }),
    );
  }
  acknowledgedAt[0] = disk.calls();
  await commit(1);
  await commit(3);
  await store.compact();
  await commit(1);
  await Promise.all([store.compact(), commit(2), commit(1)]);
  await commit(2);
  await Promise.all([store.compact(), commit(1)]);
  await commit(1);
  await store.close();
  return { disk, contents, acknowledgedAt };
}

describe('storage after a crash', () => {
  it('is at every call as after one of its transactions, with everything acknowledged', async () => {
    const { disk, contents, acknowledgedAt } = await live();
    const wrong: string[] = [];
    let checked = 0;
    for (let count = 0; count <= disk.calls(); count += 1) {
      const acknowledged = acknowledgedAt.findLastIndex((at) => at <= count);
      for (const { what, files } of disk.crashStates(count)) {
        checked += 1;
        const found = await openStore(createCrashDisk(files), dir).then(textOf, (error: unknown) =>
          String(error),
        );
        const at = contents.lastIndexOf(found);
        if (at < acknowledged || at < 0)
          wrong.push(`call ${count}, ${what}: ${at < 0 ? found.slice(0, 60) : `${at} of ${acknowledged}`}`);
      }
    }

    expect(wrong.slice(0, 10)).toEqual([]);
    expect(checked).toBeGreaterThan(500);
  });

  it('goes on, keeps and opens again from every such state', async () => {
    const { disk } = await live();
    const wrong: string[] = [];
    for (let count = 0; count <= disk.calls(); count += 1) {
      for (const { what, files } of disk.crashStates(count)) {
        const second = createCrashDisk(files);
        const store = await openStore(second, dir);
        await change(store, 99);
        const before = textOf(store);
        const [killed] = second
          .crashStates(second.calls())
          .filter((state) => state.what.startsWith('power lost, unsynced content lost'));
        const again = await openStore(createCrashDisk(killed?.files), dir).then(textOf, (error: unknown) =>
          String(error),
        );
        if (again !== before) wrong.push(`call ${count}, ${what}`);
      }
    }

    expect(wrong).toEqual([]);
  });

  it('is the same after a second crash while it recovers from the first', async () => {
    const { disk } = await live();
    const wrong: string[] = [];
    for (let count = 0; count <= disk.calls(); count += 1) {
      const [first] = disk.crashStates(count).filter((state) => state.what.endsWith('content lost'));
      const expected = await openStore(createCrashDisk(first?.files), dir).then(textOf);
      const recovering = createCrashDisk(first?.files);
      await openStore(recovering, dir);
      for (let second = 0; second <= recovering.calls(); second += 1) {
        for (const { what, files } of recovering.crashStates(second)) {
          const found = await openStore(createCrashDisk(files), dir).then(textOf, (error: unknown) =>
            String(error),
          );
          if (found !== expected) wrong.push(`call ${count}, then ${second}, ${what}: ${found.slice(0, 60)}`);
        }
      }
    }

    expect(wrong.slice(0, 10)).toEqual([]);
  });

  it('says when it dropped an unfinished batch, and only then', async () => {
    const disk = createCrashDisk();
    const store = await openStore(disk, dir);
    await change(store, 1);
    const whole = disk.crashStates(disk.calls())[0];
    await change(store, 2);
    const written = Array.from({ length: disk.calls() + 1 }, (_, count) => disk.crashStates(count)).flat();
    const torn = written.filter((state) => state.what === 'write cut short').at(-1);
    const logs = [whole, torn].map((state) => ({ files: state?.files, log: createTestLog() }));
    for (const { files, log } of logs) await openStore(createCrashDisk(files), dir, { log });

    expect(logs.map(({ log }) => log.lines)).toEqual([
      [],
      ['warn: An unfinished batch at the end of the journal was dropped'],
    ]);
  });
});
