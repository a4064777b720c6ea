/** Who goes before whom among all that waits to be sent. */
import type { OutboxRow } from '../../domain/message.js';
import { isDeadLetterNotice } from '../../domain/dead-letters.js';
import type { Urgency } from './schedule.js';

const urgencies: Record<OutboxRow['kind'], Urgency> = {
  reply: 0,
  receipt: 0,
  notice: 1,
  forward: 1,
  reminder: 2,
  overview: 2,
};

/** What could not be delivered is told when everything else has been tried, so that one message tells all of it. */
export function urgencyOf(row: Pick<OutboxRow, 'kind' | 'key'>): Urgency {
  return isDeadLetterNotice(row) ? 2 : urgencies[row.kind];
}
