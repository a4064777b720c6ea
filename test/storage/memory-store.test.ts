/** The store the reminder histories live on does what every store must do. */
import { storeContract, type StoreHarness } from '../contracts/store.js';
import { storeModel } from '../contracts/store-model.js';
import { createMemoryStore } from '../fakes/memory-store.js';

function open(): Promise<StoreHarness> {
  let store = createMemoryStore();
  const again = async (): Promise<typeof store> => {
    await store.close();
    store = createMemoryStore(store.data);
    return store;
  };
  return Promise.resolve({
    store,
    reopen: again,
    reopenAfterCrash: again,
    failWrites: (isFailing: boolean) => store.failWrites(isFailing),
    destroy: () => store.close(),
  });
}

storeContract('test/fakes/memory-store.ts', open);
storeModel('test/fakes/memory-store.ts', open, 200);
