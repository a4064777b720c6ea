/**
 * A message whose file cannot be scanned for viruses, because the scanner gives no verdict: nothing is taken and nothing is
 * lost. It stays in the inbox and is tried again at least once a minute, while the conversation goes on; the instant it was sent
 * keeps counting. The person is told once when it takes longer, and asked to send again when it takes a day.
 */
import type { InboxRow } from '../domain/message.js';
import type { Store } from '../domain/ports.js';
import { scanWaits } from '../texts/virus-scan.js';
import type { Batch, HandleDeps } from './handling.js';
import { enqueue } from './outbox.js';
import { ensureSenders } from './senders.js';

/** From here on the person is told that the file waits: a clamd that is restarted is back before. */
const tellAfterMs = 2 * 60_000;
/** Platforms do not keep files for ever, and nobody waits longer for a receipt. */
const giveUpAfterMs = 24 * 3_600_000;

/**
 * Tells whoever waits.
 * @returns false when it has waited too long: then the person is to be told that it was not taken.
 */
export async function waitForScan(
  batch: Batch,
  deps: Pick<HandleDeps, 'clock' | 'wake'> & { store: Store },
): Promise<boolean> {
  const [row] = batch;
  const nowMs = deps.clock.now();
  const waited = nowMs - Date.parse(row.receivedAt);
  if (waited >= giveUpAfterMs) return false;
  const untold = waitingFiles(deps.store, row.conversationId).filter(
    (one) =>
      // Only what stands behind this one waits with it.
      one.sequence >= row.sequence &&
      nowMs - Date.parse(one.receivedAt) >= tellAfterMs &&
      deps.store.find('outbox', 'byKey', keyOf(one)).length === 0,
  );
  if (untold.length === 0) return true;
  await deps.store.transaction((tx) => {
    for (const one of untold) {
      if (tx.get('inbox', one.id)?.status !== 'pending') continue;
      const { conversation } = ensureSenders(tx, one, nowMs);
      const text = scanWaits(Date.parse(one.event.sentAt));
      enqueue(tx, conversation, { text }, { kind: 'reply', key: keyOf(one) }, nowMs);
    }
  });
  deps.wake?.();
  return true;
}

/** Messages with files of a conversation that are not handled yet: those behind the first wait with it. An album is one. */
function waitingFiles(store: Store, conversationId: string): Readonly<InboxRow>[] {
  const albums = new Set<string>();
  return store.find('inbox', 'byStatus', 'pending').filter(({ event, ...row }) => {
    if (row.conversationId !== conversationId || event.content.kind !== 'files') return false;
    const { albumId } = event.content;
    if (albumId === null) return true;
    const isFirst = !albums.has(albumId);
    albums.add(albumId);
    return isFirst;
  });
}

const keyOf = (row: Readonly<InboxRow>): string => `scan/${row.id}`;
