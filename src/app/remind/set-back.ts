/** What becomes of rows queued by a clock that has been set back since. */
import type { OutboxRow } from '../../domain/message.js';
import type { StoreReader, StoreWriter } from '../../domain/ports.js';
import { instantOf, toIso } from '../../domain/time.js';
import { digestKey } from './keys.js';

/**
 * What waits for an instant of the wrong clock would wait for it still: the hours are looked at again before it is sent.
 * What a digest says of a round that opens only later would be left out now, and never said again: it waits in a row of its
 * own until the round opens.
 */
export function followBack(tx: StoreWriter, nowMs: number): void {
  for (const row of tx.find('outbox', 'byStatus', 'pending')) {
    if (row.kind !== 'reminder' && row.kind !== 'overview') continue;
    const { notBefore: _wrong, ...free } = structuredClone(row);
    const unopened = row.key.startsWith(digestKey)
      ? row.assignmentIds.filter((id) => opensMs(tx, id) > nowMs)
      : [];
    if (unopened.length === 0) {
      if (row.notBefore !== undefined) tx.put('outbox', free);
      continue;
    }
    const opens = toIso(Math.max(...unopened.map((id) => opensMs(tx, id))));
    if (unopened.length === row.assignmentIds.length) {
      tx.put('outbox', { ...free, notBefore: opens });
      continue;
    }
    const open = row.assignmentIds.filter((id) => !unopened.includes(id));
    tx.put('outbox', { ...free, assignmentIds: open });
    const sequence = tx.next('outbox');
    const later: OutboxRow = {
      ...free,
      id: `o${sequence}`,
      sequence,
      key: `${row.key}/${sequence}`,
      assignmentIds: unopened,
      notBefore: opens,
    };
    tx.put('outbox', later);
  }
}

/** Whether a row speaks of a round that has yet to open: nothing joins it, and it joins nothing. */
export function isUnopened(reader: StoreReader, row: Readonly<OutboxRow>, nowMs: number): boolean {
  return row.assignmentIds.some((id) => opensMs(reader, id) > nowMs);
}

/** When the round of an assignment opens; 0 for one that is open from the beginning. */
function opensMs(reader: StoreReader, assignmentId: string): number {
  const round = reader.get('rounds', reader.get('assignments', assignmentId)?.roundId ?? '');
  return round?.opensOn ? instantOf(round.opensOn, '00:00') : 0;
}
