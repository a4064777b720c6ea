/** Entries of the conversations this page follows, each once and in order. */
import type { Entry } from './api.js';

export interface Rooms {
  /** Entries known of a conversation, oldest first. */
  of(id: string): readonly Entry[];
  /** False when the entry is known already. */
  add(entry: Entry): boolean;
  addOlder(id: string, entries: readonly Entry[]): void;
  clear(): void;
}

export function createRooms(): Rooms {
  const known = new Map<string, Entry[]>();
  return {
    of: (id) => known.get(id) ?? [],
    add(entry) {
      const entries = known.get(entry.conversation) ?? [];
      // A stream resumes where it stopped; what overlaps has a number already seen.
      if ((entries.at(-1)?.sequence ?? 0) >= entry.sequence) return false;
      known.set(entry.conversation, [...entries, entry]);
      return true;
    },
    addOlder: (id, entries) => void known.set(id, [...entries, ...(known.get(id) ?? [])]),
    clear: () => known.clear(),
  };
}
