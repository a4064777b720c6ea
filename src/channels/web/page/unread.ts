/** Counts what came into conversations that are not open (demo): the server counts, this browser remembers. */
import type { RosterEntry } from './api.js';
import { memory } from './memory.js';

/** Messages of the assistant in this conversation that nobody has looked at in this browser. */
export function unreadIn(entry: RosterEntry): number {
  const seen = memory.seen(entry.id);
  // More seen than there ever were: the demo was started afresh.
  return seen > entry.received ? entry.received : entry.received - seen;
}

/** Everything in this conversation is read, if the page is in view. */
export function markSeen(entry: RosterEntry | undefined): void {
  if (entry !== undefined && document.visibilityState === 'visible') memory.setSeen(entry.id, entry.received);
}
