/**
 * The web chat page: connects the parts.
 * Drawing is done by messages, roster, title and composer; asking by api, identity, outgoing and stream; which
 * conversation is open is known to open-room.
 */
import { Refusal, api, type Entry, type RosterEntry, type Session } from './api.js';
import { createClockBar, type ClockMove } from './clock-bar.js';
import { createComposer } from './composer.js';
import { byId, oncePerFrame } from './dom.js';
import { createIdentity } from './identity.js';
import { createLinking } from './linking.js';
import { memory } from './memory.js';
import { createMessagesView } from './messages.js';
import { createNotices } from './notices.js';
import { createOpenRoom } from './open-room.js';
import { createOutbox } from './outgoing.js';
import { createRooms } from './rooms.js';
import { createRoster } from './roster.js';
import { createStream } from './stream.js';
import { createTapGuard } from './taps.js';
import { createTitleBar } from './title-bar.js';
import { markSeen, unreadIn } from './unread.js';
import { words } from './words.js';

const rooms = createRooms();
const notices = createNotices();
const isNewTap = createTapGuard();
const tell = (text: string): void => notices.tell(text);

function tellWhy(error: unknown): void {
  tell(error instanceof Refusal && error.message !== '' ? error.message : words.fault);
}

// ---- the conversation -------------------------------------------------------------------------

/** Starts over with what the server says; shows the conversation asked for, or the private one. */
function enter(session: Session, target: string | null): void {
  const { me, conversations, clock } = session;
  byId('app', HTMLElement).dataset['mode'] = session.mode;
  composer.setLimits(session);
  rooms.clear();
  room.startOver();
  clockBar.show(clock?.now ?? null);
  clockBar.allow(me !== null);
  if (me === null) {
    stream.close();
    notices.online();
    room.close(session.mode);
    return;
  }
  room.open((conversations.find((one) => one.id === target) ?? conversations[0])?.id ?? me.id);
  stream.open(me.id);
  outbox.restore(me.id);
}

function drawRoster(): void {
  const session = identity.session();
  if (session?.mode !== 'demo') return;
  roster.draw({ entries: session.roster, me: session.me, room: room.id(), unread: unreadIn });
}

const drawRosterSoon = oncePerFrame(drawRoster);
const refreshSoon = oncePerFrame(() => void identity.refresh());

function choose(entry: RosterEntry): void {
  roster.close();
  const me = identity.me();
  const isMine = me !== null && (entry.id === me.id || entry.memberIds.includes(me.id));
  const speaker = entry.kind === 'person' ? entry.id : entry.memberIds[0];
  if (isMine) room.open(entry.id);
  else if (speaker === undefined) tell(words.groupWithoutMembers);
  else void identity.become(speaker, entry.id);
}

// ---- what arrives, what goes out --------------------------------------------------------------

function receive(entry: Entry): void {
  if (!rooms.add(entry)) return;
  const listed = identity.rosterEntry(entry.conversation);
  if (listed !== undefined && entry.sequence > listed.last) {
    listed.last = entry.sequence;
    if (!entry.fromPerson) listed.received += 1;
  }
  const clientId = entry.id.slice(entry.conversation.length + 1);
  outbox.drop(clientId);
  messages.removeOutgoing(clientId);
  room.append(entry);
  // An answer to a newcomer may mean that they are one no longer.
  if (identity.me()?.isNewcomer === true && !entry.fromPerson) refreshSoon();
  drawRosterSoon();
}

function say(
  text: string,
  press: string | null = null,
  files: File[] = [],
  replyTo: string | null = null,
): void {
  const me = identity.me();
  const conversation = room.id();
  if (me === null || conversation === null) return;
  outbox.add({ me: me.id, conversation, text, press, files, replyTo });
}

/** Sends what a button stands for: a choice's command, or a command as if typed. */
function tap(text: string, press: string | null): void {
  if (isNewTap(`${room.id()} ${press ?? text}`)) say(text, press);
}

async function moveClock(way: ClockMove): Promise<void> {
  const speaker = identity.me()?.id;
  if (speaker === undefined) return;
  try {
    const moved = await api.moveClock(speaker, way).catch(async (error: unknown) => {
      // A session does not outlive a clock moved far enough; the next one is a moment away.
      if (!(error instanceof Refusal) || error.status !== 401 || !(await identity.renew())) throw error;
      return api.moveClock(speaker, way);
    });
    clockBar.show(moved.now);
    if (!moved.moved) tell(words.noReminderAhead);
  } catch (error) {
    tellWhy(error);
  }
}

// ---- the parts --------------------------------------------------------------------------------

const clockBar = createClockBar(moveClock);

const titleBar = createTitleBar((id) => void identity.become(id, room.id()));

const identity = createIdentity({
  entered: enter,
  changed(session) {
    clockBar.show(session.clock?.now ?? null);
    room.drawTitle();
    drawRoster();
  },
  room: () => room.id(),
  unreachable: () => notices.offline(),
  failed: tellWhy,
});

const linking = createLinking({
  enter: async (name, code) => {
    if (await identity.become(null, null, name)) say(`/start ${code}`);
  },
  leave: () => identity.leave(),
  tell,
});

const outbox = createOutbox(
  () => identity.me()?.id ?? null,
  () => identity.renew(),
  (message) => {
    if (message.me !== identity.me()?.id || message.conversation !== room.id()) return;
    if (outbox.of(message.me, message.conversation).includes(message)) messages.outgoing(message);
    room.drawEmpty();
  },
);

const composer = createComposer({
  send: ({ text, files, replyTo }) => say(text, null, files, replyTo),
  command: (command) => tap(command, null),
  draftChanged: (text) => {
    const me = identity.me();
    const conversation = room.id();
    if (me !== null && conversation !== null) memory.setDraft(me.id, conversation, text);
  },
  tell,
});

const messages = createMessagesView(
  {
    scroller: byId('scroller', HTMLElement),
    log: byId('log', HTMLElement),
    newer: byId('newer', HTMLButtonElement),
  },
  {
    press: (choice) => tap(choice.label, choice.command),
    reply: (entry) => composer.replyTo(entry.id, (entry.message.heading ?? entry.message.text).slice(0, 80)),
    retry: (clientId) => outbox.retry(clientId),
    discard: (clientId) => {
      outbox.drop(clientId);
      messages.removeOutgoing(clientId);
      room.drawEmpty();
    },
    older: () => void room.older(),
    refresh: async (entry) => {
      const me = identity.me();
      if (me === null) return null;
      const found = await api.history(me.id, entry.conversation, entry.sequence + 1).catch(() => null);
      return found?.entries.at(-1) ?? null;
    },
    tell,
  },
);

const roster = createRoster({
  choose,
  newcomer: (fresh) => {
    roster.close();
    const me = identity.me();
    if (!fresh && me?.isNewcomer === true) room.open(me.id);
    else void identity.become(fresh ? null : memory.newcomer(), null);
  },
});

const room = createOpenRoom(
  { identity, rooms, outbox, titleBar, messages, composer, linking },
  { moved: drawRoster, tell },
);

const stream = createStream({
  entry: receive,
  elsewhere: (conversation) => {
    const entry = identity.rosterEntry(conversation);
    if (entry !== undefined) entry.received += 1;
    drawRosterSoon();
  },
  clock: (now) => clockBar.show(now),
  ready: (isAgain) => {
    notices.online();
    room.complete();
    if (isAgain) void identity.refresh();
    outbox.retryAll();
  },
  down: () => notices.offline(),
  lost: () => identity.renew(),
});

byId('choose', HTMLButtonElement).addEventListener('click', () => roster.open());
document.addEventListener('visibilitychange', () => {
  markSeen(identity.rosterEntry(room.id()));
  drawRoster();
});
window.addEventListener('online', () => outbox.retryAll());
window.addEventListener('beforeunload', (event) => {
  if (outbox.hasFiles()) event.preventDefault();
});

void identity.begin();
