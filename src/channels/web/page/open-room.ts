/** The conversation that is open: which one it is, and its drawing in the title, the messages and the composer. */
import { api, type Entry, type Session } from './api.js';
import type { Composer } from './composer.js';
import { byId } from './dom.js';
import type { Identity } from './identity.js';
import type { Linking } from './linking.js';
import { memory } from './memory.js';
import type { MessagesView } from './messages.js';
import type { Outbox } from './outgoing.js';
import type { Rooms } from './rooms.js';
import type { TitleBar } from './title-bar.js';
import { markSeen } from './unread.js';
import { words } from './words.js';

export interface OpenRoom {
  /** Null as long as nobody to speak for was chosen. */
  id(): string | null;
  open(id: string): void;
  /** Shows the welcome in place of a conversation. */
  close(mode: Session['mode']): void;
  /** The stream begins anew: nothing of what there is has come yet. */
  startOver(): void;
  /** The stream has given what there is. */
  complete(): void;
  drawTitle(): void;
  /** Says so when there is nothing to show, or takes that back. */
  drawEmpty(): void;
  /** Draws an entry that has come, if it is one of this conversation. */
  append(entry: Entry): void;
  /** Gets entries before the first one shown. */
  older(): Promise<void>;
}

/** @param hooks.moved another conversation is open now, or none. */
export function createOpenRoom(
  parts: {
    identity: Identity;
    rooms: Rooms;
    outbox: Outbox;
    titleBar: TitleBar;
    messages: MessagesView;
    composer: Composer;
    linking: Linking;
  },
  hooks: { moved(): void; tell(text: string): void },
): OpenRoom {
  const { identity, rooms, outbox, titleBar, messages, composer, linking } = parts;
  const scroller = byId('scroller', HTMLElement);
  const welcome = byId('welcome', HTMLElement);
  const empty = byId('empty', HTMLElement);
  let room: string | null = null;
  // Until the stream has given what there is, a conversation is not drawn: it would flash and scroll.
  let hasHistory = false;

  function drawTitle(): void {
    const session = identity.session();
    if (session?.me == null || room === null) return;
    const entry = identity.rosterEntry(room);
    const members = (entry?.memberIds ?? [])
      .map((id) => identity.rosterEntry(id))
      .filter((one) => one !== undefined);
    const shown = { id: room, isGroup: identity.kindOf(room) === 'group', mode: session.mode, entry };
    titleBar.show(shown, session.me, members);
  }

  function drawMessages(): void {
    const me = identity.me();
    if (me === null || room === null) return;
    const known = rooms.of(room);
    const place = { isGroup: identity.kindOf(room) === 'group', myName: me.name };
    messages.show(place, known, outbox.of(me.id, room), (known[0]?.sequence ?? 1) > 1);
    drawEmpty();
  }

  function drawEmpty(): void {
    const me = identity.me();
    const isEmpty =
      me !== null && room !== null && rooms.of(room).length + outbox.of(me.id, room).length === 0;
    empty.hidden = !isEmpty || !hasHistory;
  }

  return {
    id: () => room,
    open(id) {
      const me = identity.me();
      if (me === null) return;
      room = id;
      memory.setRoom(id);
      welcome.hidden = true;
      scroller.hidden = false;
      linking.show(identity.session()?.mode === 'linked');
      drawTitle();
      drawMessages();
      composer.open(memory.draft(me.id, id), identity.kindOf(id) === 'group');
      markSeen(identity.rosterEntry(room));
      hooks.moved();
    },
    close(mode) {
      room = null;
      welcome.hidden = false;
      scroller.hidden = true;
      composer.close();
      titleBar.clear(mode);
      linking.show(false);
      hooks.moved();
    },
    startOver() {
      hasHistory = false;
    },
    complete() {
      if (hasHistory) return;
      hasHistory = true;
      drawMessages();
    },
    drawTitle,
    drawEmpty,
    append(entry) {
      if (entry.conversation !== room || !hasHistory) return;
      messages.append(entry);
      markSeen(identity.rosterEntry(room));
      drawEmpty();
    },
    async older() {
      const id = room;
      const me = identity.me();
      if (me === null || id === null) return;
      const before = rooms.of(id)[0]?.sequence ?? 0;
      const part = await api.history(me.id, id, before).catch(() => null);
      if (part === null) hooks.tell(words.fault);
      else if (room === id && rooms.of(id)[0]?.sequence === before) {
        rooms.addOlder(id, part.entries);
        messages.prepend(part.entries, part.hasMore);
      }
    },
  };
}
