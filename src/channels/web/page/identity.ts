/** For whom this page speaks: gets the session, renews one that was lost, keeps it up to date. */
import { Refusal, api, type Me, type RosterEntry, type Session } from './api.js';
import { memory } from './memory.js';

const againMs = 3000;

export interface Identity {
  session(): Session | null;
  me(): Me | null;
  rosterEntry(id: string | null): RosterEntry | undefined;
  kindOf(conversation: string | null): 'private' | 'group';
  /** Gets whoever this tab, or this browser, spoke for last; asks until there is an answer. */
  begin(): Promise<void>;
  /** Speaks for someone else, or for a newcomer (null), and opens a conversation of theirs. True when done. */
  become(id: string | null, target: string | null, name?: string): Promise<boolean>;
  /** Gets a lost session back: in the demo by choosing the same person again. True when it is there. */
  renew(): Promise<boolean>;
  /** Asks again what changes behind a page's back: names, groups, counts of messages elsewhere, the clock. */
  refresh(): Promise<void>;
  /** Leaves nothing of anyone in this browser. */
  leave(): Promise<void>;
}

export function createIdentity(hooks: {
  /** Another session, or the same one from its beginning; `target` is the conversation to open. */
  entered(session: Session, target: string | null): void;
  /** The same session, with news. */
  changed(session: Session): void;
  /** Conversation that is open, to come back to. */
  room(): string | null;
  unreachable(): void;
  failed(error: unknown): void;
}): Identity {
  let session: Session | null = null;

  function enter(next: Session, target: string | null): void {
    session = next;
    memory.setMe(next.me?.id ?? null);
    if (next.me?.isNewcomer === true) memory.setNewcomer(next.me.id);
    hooks.entered(next, target);
  }

  /** The session of someone chosen before; the one given when the demo no longer knows them. */
  async function chosenAgain(id: string, otherwise: Session): Promise<Session> {
    try {
      return await api.become(id);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return otherwise;
      throw error;
    }
  }

  function me(): Me | null {
    return session?.me ?? null;
  }

  return {
    session: () => session,
    me,
    rosterEntry: (id) => session?.roster.find((entry) => entry.id === id),
    kindOf: (conversation) =>
      session?.conversations.find((one) => one.id === conversation)?.kind ?? 'private',
    async begin() {
      for (;;) {
        try {
          const wanted = memory.me();
          let now = await api.session(wanted);
          if (now.me === null && wanted !== null) {
            now = now.mode === 'demo' ? await chosenAgain(wanted, now) : await api.session(null);
          }
          enter(now, memory.room());
          return;
        } catch {
          hooks.unreachable();
          await new Promise((resolve) => setTimeout(resolve, againMs));
        }
      }
    },
    async become(id, target, name) {
      try {
        enter(await api.become(id, name), target);
        return true;
      } catch (error) {
        hooks.failed(error);
        return false;
      }
    },
    async renew() {
      const lost = me()?.id;
      if (lost === undefined) return false;
      try {
        const now = await api.session(lost);
        if (now.me !== null) return true;
        enter(now.mode === 'demo' ? await chosenAgain(lost, now) : now, hooks.room());
      } catch {
        // Still no answer; whoever asked tries again later.
      }
      return me()?.id === lost;
    },
    async refresh() {
      const asked = me()?.id;
      if (asked === undefined) return;
      const now = await api.session(asked).catch(() => null);
      if (now?.me == null || me()?.id !== asked) return;
      const ids = (one: Session | null): string => (one?.conversations ?? []).map(({ id }) => id).join();
      // A stream carries the conversations it was opened with; others need another stream.
      if (ids(now) !== ids(session)) {
        enter(now, hooks.room());
        return;
      }
      session = now;
      hooks.changed(now);
    },
    async leave() {
      try {
        await api.leave();
        memory.forgetAll();
        enter(await api.session(null), null);
      } catch (error) {
        hooks.failed(error);
      }
    },
  };
}
