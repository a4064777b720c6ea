/**
 * A message whose file cannot be scanned for viruses, because the scanner gives no verdict: nothing is taken and nothing is
 * lost. It stays in the inbox and is tried again at least once a minute, while the conversation goes on; the instant it was sent
 * keeps counting. The person is told once when it takes longer, and asked to send again when it takes a day.
 */
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
  const key = `scan/${row.id}`;
  if (waited < tellAfterMs || deps.store.find('outbox', 'byKey', key).length > 0) return true;
  await deps.store.transaction((tx) => {
    if (tx.get('inbox', row.id)?.status !== 'pending') return;
    const { conversation } = ensureSenders(tx, row, nowMs);
    const text = scanWaits(Date.parse(row.event.sentAt));
    enqueue(tx, conversation, { text }, { kind: 'reply', key }, nowMs);
  });
  deps.wake?.();
  return true;
}
