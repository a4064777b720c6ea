/** Numbers for /metrics and /health. */
import type { Store } from '../domain/ports.js';

/** How much there is of everything that is worth watching. */
export function counters(store: Store): Record<string, number> {
  return {
    inbox_pending: store.find('inbox', 'byStatus', 'pending').length,
    inbox_failed: store.find('inbox', 'byStatus', 'failed').length,
    outbox_pending: store.find('outbox', 'byStatus', 'pending').length,
    outbox_sending: store.find('outbox', 'byStatus', 'sending').length,
    outbox_failed: store.find('outbox', 'byStatus', 'failed').length,
    plans: store.count('plans'),
    assignments: store.count('assignments'),
    submissions: store.count('submissions'),
    persons: store.count('persons'),
  };
}
