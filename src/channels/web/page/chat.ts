/**
 * The web chat page: holds what is known (person, conversations, entries) and connects the parts.
 * Drawing is done by messages, roster and composer; asking by api, outgoing and stream.
 */
import { Refusal, api, type Entry, type Me, type RosterEntry, type Session } from './api.js';
import { createComposer } from './composer.js';
import { avatar, byId, h } from './dom.js';
import { memory } from './memory.js';
import { createMessagesView } from './messages.js';
import { createOutbox } from './outgoing.js';
import { createRoster } from './roster.js';
import { createStream } from './stream.js';
import { capital, timeOf, weekdayDate, words } from './words.js';

const app = byId('app', HTMLElement);
const scroller = byId('scroller', HTMLElement);
const welcome = byId('welcome', HTMLElement);
const banner = byId('banner', HTMLElement);
const toast = byId('toast', HTMLElement);

let session: Session | null = null;
let me: Me | null = null;
let room: string | null = null;
let clockNow: number | null = null;
let isLive = false;
const entries = new Map<string, Entry[]>();
let downTimer = 0;
let toastTimer = 0;

function tell(text: string): void {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => {
    toast.hidden = true;
  }, 6000);
}

function rosterEntry(id: string | null): RosterEntry | undefined {
  return session?.roster.find((entry) => entry.id === id);
}

function kindOf(id: string): 'private' | 'group' {
  return session?.conversations.find((one) => one.id === id)?.kind ?? 'private';
}

// ---- the session ------------------------------------------------------------------------------

/** Gets a lost session back: in the demo by choosing the same person again. */
async function renew(): Promise<boolean> {
  if (me === null || session === null) return false;
  try {
    if (session.mode === 'demo') {
      await api.become(me.id);
      return true;
    }
    const now = await api.session();
    if (now.me?.id === me.id) return true;
    enter(now);
  } catch {
    // Still no answer; whoever asked tries again later.
  }
  return false;
}

async function become(id: string | null, target: string | null): Promise<void> {
  try {
    enter(await api.become(id), target);
  } catch (error) {
    tell(error instanceof Refusal && error.message !== '' ? error.message : words.fault);
  }
}

/** Takes over what the server says and shows the conversation asked for, or the private one. */
function enter(next: Session, target: string | null = null): void {
  session = next;
  me = next.me;
  app.dataset['mode'] = next.mode;
  composer.setLimits(next);
  entries.clear();
  setClock(next.clock?.now ?? null);
  memory.setMe(me?.id ?? null);
  if (me === null) {
    stream.close();
    room = null;
    showWelcome();
    return;
  }
  if (me.isNewcomer) memory.setNewcomer(me.id);
  const first = next.conversations.find((one) => one.id === target) ?? next.conversations[0];
  openRoom(first?.id ?? me.id);
  stream.open(me.id);
  outbox.restore(me.id, clockNow ?? Date.now());
}

// ---- conversations ----------------------------------------------------------------------------

function showWelcome(): void {
  welcome.hidden = false;
  scroller.hidden = true;
  composer.close();
  byId('title', HTMLElement).textContent = session?.mode === 'demo' ? words.chooseSomeone : words.linkedTitle;
  byId('detail', HTMLElement).textContent = '';
  byId('portrait', HTMLElement).replaceChildren();
  byId('speaks', HTMLElement).hidden = true;
  drawRoster();
}

function openRoom(id: string): void {
  if (me === null) return;
  room = id;
  memory.setRoom(id);
  welcome.hidden = true;
  scroller.hidden = false;
  const isGroup = kindOf(id) === 'group';
  drawTitle(id, isGroup);
  const known = entries.get(id) ?? [];
  messages.show({ id, isGroup, myName: me.name }, known, outbox.of(me.id, id));
  messages.setMore((known[0]?.sequence ?? 1) > 1);
  drawEmpty();
  composer.open(memory.draft(me.id, id), isGroup);
  markSeen();
  drawRoster();
}

function drawTitle(id: string, isGroup: boolean): void {
  if (me === null || session === null) return;
  const entry = rosterEntry(id);
  const label = entry?.label ?? (session.mode === 'demo' ? me.name : words.linkedTitle);
  const detail = entry?.detail ?? (session.mode === 'demo' ? words.newcomerDetail : words.privateChat);
  byId('title', HTMLElement).textContent = label;
  byId('detail', HTMLElement).textContent = detail;
  byId('portrait', HTMLElement).replaceChildren(avatar(id, label, isGroup));
  document.title = `${label} – ${words.assistant}`;
  const speaks = byId('speaks', HTMLElement);
  const speaker = byId('speaker', HTMLSelectElement);
  speaks.hidden = !isGroup;
  const members = (entry?.memberIds ?? []).map(rosterEntry).filter((one) => one !== undefined);
  speaker.replaceChildren(
    ...members.map((one) => h('option', { attributes: { value: one.id } }, one.label)),
  );
  speaker.value = me.id;
}

function drawEmpty(): void {
  const isEmpty = room !== null && me !== null && (entries.get(room) ?? []).length + outbox.of(me.id, room).length === 0;
  byId('empty', HTMLElement).hidden = !isEmpty || !isLive;
}

function unread(id: string): number {
  const entry = rosterEntry(id);
  return entry === undefined ? 0 : Math.max(0, entry.received - Math.min(memory.seen(id), entry.received));
}

function markSeen(): void {
  const entry = rosterEntry(room);
  if (entry !== undefined && document.visibilityState === 'visible') memory.setSeen(entry.id, entry.received);
}

function drawRoster(): void {
  if (session?.mode !== 'demo') return;
  roster.draw({ entries: session.roster, me, room, unread });
  const waiting = session.roster.filter((entry) => entry.id !== room && unread(entry.id) > 0).length;
  const dot = byId('waiting', HTMLElement);
  dot.hidden = waiting === 0;
  dot.textContent = String(waiting);
}

function choose(entry: RosterEntry): void {
  roster.close();
  if (entry.kind === 'person') {
    if (entry.id === me?.id) openRoom(entry.id);
    else void become(entry.id, entry.id);
    return;
  }
  if (me !== null && entry.memberIds.includes(me.id)) {
    openRoom(entry.id);
    return;
  }
  const speaker = entry.memberIds[0];
  if (speaker === undefined) tell(words.groupWithoutMembers);
  else void become(speaker, entry.id);
}

// ---- what arrives -----------------------------------------------------------------------------

function receive(entry: Entry): void {
  const known = entries.get(entry.conversation) ?? [];
  if ((known.at(-1)?.sequence ?? 0) >= entry.sequence) return;
  known.push(entry);
  entries.set(entry.conversation, known);
  const listed = rosterEntry(entry.conversation);
  if (listed !== undefined && entry.sequence > listed.last) {
    listed.last = entry.sequence;
    if (!entry.fromPerson) listed.received += 1;
  }
  const clientId = entry.id.slice(entry.conversation.length + 1);
  outbox.drop(clientId);
  if (entry.conversation !== room) {
    drawRosterSoon();
    return;
  }
  messages.removeOutgoing(clientId);
  if (isLive) {
    messages.append(entry);
    markSeen();
    drawEmpty();
  }
  drawRosterSoon();
}

let isRosterDue = false;
function drawRosterSoon(): void {
  if (isRosterDue) return;
  isRosterDue = true;
  requestAnimationFrame(() => {
    isRosterDue = false;
    drawRoster();
  });
}

/** After a break, messages in other people's conversations went by uncounted. */
async function recount(): Promise<void> {
  const fresh = await api.session().catch(() => null);
  if (fresh === null || session === null) return;
  session.roster = fresh.roster;
  setClock(fresh.clock?.now ?? null);
  drawRoster();
}

function setClock(now: number | null): void {
  clockNow = now;
  byId('clock', HTMLElement).hidden = now === null;
  for (const id of ['next-day', 'next-reminder']) byId(id, HTMLButtonElement).disabled = me === null;
  if (now === null) return;
  byId('today', HTMLElement).textContent = capital(weekdayDate(now));
  byId('time', HTMLElement).textContent = timeOf(now);
}

async function moveClock(move: 'day' | 'next-reminder'): Promise<void> {
  if (me === null) return;
  const buttons = ['next-day', 'next-reminder'].map((id) => byId(id, HTMLButtonElement));
  for (const button of buttons) button.disabled = true;
  try {
    let moved;
    try {
      moved = await api.moveClock(me.id, move);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401 || !(await renew())) throw error;
      moved = await api.moveClock(me.id, move);
    }
    setClock(moved.now);
    tell(moved.moved ? words.clockMoved(weekdayDate(moved.now)) : words.noReminderAhead);
  } catch (error) {
    tell(error instanceof Refusal && error.message !== '' ? error.message : words.fault);
  }
  for (const button of buttons) button.disabled = false;
}

function showBanner(): void {
  banner.hidden = isLive || me === null;
  banner.textContent = navigator.onLine ? words.noConnection : words.deviceOffline;
}

// ---- the parts --------------------------------------------------------------------------------

const outbox = createOutbox(
  () => me?.id ?? null,
  renew,
  (message) => {
    if (message.me !== me?.id || message.conversation !== room) return;
    if (outbox.of(message.me, message.conversation).includes(message)) messages.outgoing(message);
    drawEmpty();
  },
);

function say(text: string, press: string | null, files: File[], replyTo: string | null): void {
  if (me === null || room === null) return;
  outbox.add({ me: me.id, conversation: room, at: clockNow ?? Date.now(), text, press, files, replyTo });
}

const composer = createComposer({
  send: (written) => say(written.text, null, written.files, written.replyTo),
  command: (command) => say(command, null, [], null),
  draftChanged: (text) => {
    if (me !== null && room !== null) memory.setDraft(me.id, room, text);
  },
  tell,
});

const messages = createMessagesView(scroller, byId('log', HTMLElement), byId('newer', HTMLButtonElement), {
  press: (choice) => say(choice.label, choice.command, [], null),
  reply: (entry) => composer.replyTo(entry.id, (entry.message.heading ?? entry.message.text).slice(0, 80)),
  retry: (clientId) => {
    const message = me === null || room === null ? undefined : outbox.of(me.id, room).find((one) => one.clientId === clientId);
    if (message !== undefined) outbox.retry(message);
  },
  discard: (clientId) => {
    outbox.drop(clientId);
    messages.removeOutgoing(clientId);
    drawEmpty();
  },
  older: () => void older(),
  refresh: async (entry) => {
    if (me === null) return null;
    const found = await api.history(me.id, entry.conversation, entry.sequence + 1).catch(() => null);
    return found?.entries.at(-1) ?? null;
  },
});

async function older(): Promise<void> {
  const id = room;
  if (me === null || id === null) return;
  const before = entries.get(id)?.[0]?.sequence ?? 0;
  const part = await api.history(me.id, id, before).catch(() => null);
  if (part === null || room !== id) return;
  entries.set(id, [...part.entries, ...(entries.get(id) ?? [])]);
  messages.prepend(part.entries, part.hasMore);
}

const roster = createRoster({
  choose,
  newcomer: (fresh) => {
    roster.close();
    if (!fresh && me?.isNewcomer === true) openRoom(me.id);
    else void become(fresh ? null : memory.newcomer(), null);
  },
});

const stream = createStream({
  entry: receive,
  elsewhere: (conversation) => {
    const entry = rosterEntry(conversation);
    if (entry !== undefined) entry.received += 1;
    drawRosterSoon();
  },
  clock: setClock,
  ready: (isAgain) => {
    clearTimeout(downTimer);
    const wasLive = isLive;
    isLive = true;
    showBanner();
    // Entries that came before this mark were collected silently; they are drawn in one go.
    if (room !== null && !wasLive) openRoom(room);
    if (isAgain) void recount();
    outbox.retryAll();
  },
  down: () => {
    isLive = false;
    clearTimeout(downTimer);
    downTimer = window.setTimeout(showBanner, 1500);
  },
  lost: renew,
});

byId('next-day', HTMLButtonElement).addEventListener('click', () => void moveClock('day'));
byId('next-reminder', HTMLButtonElement).addEventListener('click', () => void moveClock('next-reminder'));
byId('speaker', HTMLSelectElement).addEventListener('change', (event) => {
  if (event.target instanceof HTMLSelectElement) void become(event.target.value, room);
});
byId('choose', HTMLButtonElement).addEventListener('click', () => roster.open());
byId('enter-code', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const field = byId('code', HTMLInputElement);
  const code = field.value.trim();
  if (code === '') {
    tell(words.codeMissing);
    return;
  }
  field.value = '';
  void become(null, null).then(() => say(`/start ${code}`, null, [], null));
});
document.addEventListener('visibilitychange', () => {
  markSeen();
  drawRoster();
});
window.addEventListener('online', () => outbox.retryAll());
window.addEventListener('offline', showBanner);

async function begin(): Promise<void> {
  try {
    const now = await api.session();
    const wanted = memory.me();
    if (now.mode === 'demo' && wanted !== null && wanted !== now.me?.id) {
      enter(await api.become(wanted), memory.room());
    } else {
      enter(now, memory.room());
    }
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) memory.setMe(null);
    me = null;
    banner.hidden = false;
    banner.textContent = words.noConnection;
    window.setTimeout(() => void begin(), 3000);
    return;
  }
  showBanner();
}

void begin();
