/** What the page remembers in this browser: who it speaks for (per tab), drafts, unsent texts, what was read. */

/** A text or a press that the server has not confirmed yet. */
export interface UnsentText {
  clientId: string;
  me: string;
  conversation: string;
  text: string;
  press: string | null;
  replyTo: string | null;
}

// Private windows and full disks refuse storage; the page then works without a memory.
function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(`dondoc.${key}`);
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, value: string | null): void {
  try {
    if (value === null || value === '') storage.removeItem(`dondoc.${key}`);
    else storage.setItem(`dondoc.${key}`, value);
  } catch {
    // See above.
  }
}

function readJson<T>(key: string, otherwise: T): T {
  try {
    return JSON.parse(read(localStorage, key) ?? '') as T;
  } catch {
    return otherwise;
  }
}

function forget(storage: Storage): void {
  try {
    for (const key of Object.keys(storage)) if (key.startsWith('dondoc.')) storage.removeItem(key);
  } catch {
    // See above.
  }
}

export const memory = {
  /** Leaves nothing of anyone in this browser. */
  forgetAll(): void {
    forget(localStorage);
    forget(sessionStorage);
  },

  /** Two tabs may speak for two persons, hence the tab's own storage. */
  me: (): string | null => read(sessionStorage, 'me'),
  setMe: (id: string | null): void => write(sessionStorage, 'me', id),
  room: (): string | null => read(sessionStorage, 'room'),
  setRoom: (id: string): void => write(sessionStorage, 'room', id),
  newcomer: (): string | null => read(sessionStorage, 'newcomer'),
  setNewcomer: (id: string): void => write(sessionStorage, 'newcomer', id),

  draft: (me: string, room: string): string => read(localStorage, `draft.${me}.${room}`) ?? '',
  setDraft: (me: string, room: string, text: string): void =>
    write(localStorage, `draft.${me}.${room}`, text),

  unsent: (): UnsentText[] => readJson<UnsentText[]>('unsent', []),
  keepUnsent(message: UnsentText): void {
    const rest = memory.unsent().filter((one) => one.clientId !== message.clientId);
    write(localStorage, 'unsent', JSON.stringify([...rest, message].slice(-50)));
  },
  dropUnsent(clientId: string): void {
    const rest = memory.unsent().filter((one) => one.clientId !== clientId);
    write(localStorage, 'unsent', rest.length === 0 ? null : JSON.stringify(rest));
  },

  seen: (room: string): number => readJson<Record<string, number>>('seen', {})[room] ?? 0,
  setSeen(room: string, count: number): void {
    write(
      localStorage,
      'seen',
      JSON.stringify({ ...readJson<Record<string, number>>('seen', {}), [room]: count }),
    );
  },
};
