/** Keys of what reminding puts in the outbox. */
import type { StoreReader } from '../../domain/ports.js';

/** Begins the keys of digests, and of lists to the office. */
export const digestKey = 'digest/';
export const officeKey = 'office/';

/**
 * A clock that was set back passes an instant twice, and what fell due the second time is another message. Steps have keys
 * of their own, so none of them comes twice by that.
 */
export function freeKey(reader: StoreReader, stem: string, first: number): string {
  for (let number = first; ; number += 1) {
    const key = number === 1 ? stem : `${stem}/${number}`;
    if (reader.find('outbox', 'byKey', key).length === 0) return key;
  }
}
