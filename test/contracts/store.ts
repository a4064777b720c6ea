/**
 * What every store must do, whatever it is made of. Call `storeContract` in the store's own test.
 * It knows no file and no database: a `StoreHarness` opens, reopens and, where it can, breaks the store.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { StoreHarness } from './store-harness.js';
import { keysContract } from './store-keys.js';
import { lifeContract } from './store-life.js';
import { rowsContract } from './store-rows.js';
import { transactionsContract } from './store-transactions.js';

export { contentOf, type StoreHarness } from './store-harness.js';

/** @param open makes an empty store. */
export function storeContract(name: string, open: () => Promise<StoreHarness>): void {
  describe(`store contract: ${name}`, () => {
    let harness: StoreHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.destroy());

    const world = (): StoreHarness => harness;
    rowsContract(world);
    transactionsContract(world);
    keysContract(world);
    lifeContract(world);
  });
}
