/** The web chat as this app uses it: transcript in the store, files in the vault, the demo's roster and clock. */
import {
  createWebChannel,
  type WebExtras,
  type WebRosterEntry,
  type WebTranscriptEntry,
} from '../channels/web/index.js';
import type { Rules } from '../domain/command.js';
import type { Channel, Clock, Log, Store, StoreReader, Vault } from '../domain/ports.js';
import { planLabel } from '../domain/plan.js';
import { nextReminderAt } from '../domain/reminder.js';
import { addDays, dayOf, instantOf, timeOf } from '../domain/time.js';
import { roleWords } from '../texts/words.js';
import { packagePath } from './assets.js';
import type { DemoClock } from './clock.js';
import type { Gate } from './gate.js';
import { reminderCandidates } from '../domain/queries.js';
import type { Signer } from './sign.js';

const sessionMs = 30 * 86_400_000;
const clockSetting = 'demo-clock';

export interface WebDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  signer: Signer;
  rules: Rules;
  log: Log;
  isDemo: boolean;
  publicUrl: string | null;
  gate: Gate;
  maxBytes: number;
  /** Called after the clock was moved; resolves when everything due by then is queued. */
  moved: () => Promise<void>;
}

export function createWeb(deps: WebDeps): Channel & WebExtras {
  const { store, vault, clock, signer } = deps;
  return createWebChannel({
    mode: deps.isDemo ? 'demo' : 'linked',
    log: deps.log,
    now: clock.now,
    roster: () => roster(store),
    transcript: {
      append: (conversation, entry) => appendMessage(store, conversation, entry),
      list: (conversation, after) => listMessages(store, conversation, after),
    },
    openFile: async (file) => ({ path: await vault.pathOf(file.sha256) }),
    storeUpload: (source, name) => deps.gate.take({ source, name, caption: null, sender: 'web' }),
    maxUploadBytes: deps.maxBytes,
    clock: isDemoClock(clock) && deps.isDemo ? demoControls(clock, deps) : null,
    sign: (payload) => signer.sign('web', payload, sessionMs),
    verify: (signed) => {
      const payload = signer.verify('web', signed);
      return typeof payload === 'string' ? payload : null;
    },
    assetsDir: packagePath('assets', 'web'),
    pageDir: packagePath('dist', 'web'),
    publicUrl: deps.publicUrl,
    secureCookies: deps.publicUrl?.startsWith('https:') ?? false,
  });
}

function isDemoClock(clock: Clock): clock is DemoClock {
  return 'advanceTo' in clock;
}

/** Moves the clock forward; what falls due on the way is queued before the page hears of the new time. */
function demoControls(
  clock: DemoClock,
  deps: WebDeps,
): NonNullable<Parameters<typeof createWebChannel>[0]['clock']> {
  async function moveTo(ms: number): Promise<number> {
    clock.advanceTo(ms);
    await rememberClock(deps.store, clock.now());
    await deps.moved();
    return clock.now();
  }
  return {
    now: clock.now,
    // The same time tomorrow, or the start of sending hours if that is later: a day forward shows its reminders.
    advanceDay() {
      const time = timeOf(clock.now());
      const { sendFrom } = deps.rules.policy;
      return moveTo(instantOf(addDays(dayOf(clock.now()), 1), time < sendFrom ? sendFrom : time));
    },
    async advanceToNextReminder() {
      const at = nextReminderAt(
        reminderCandidates(deps.store, deps.rules.policy),
        deps.rules.policy,
        deps.rules.calendar,
        clock.now(),
      );
      return at === null ? null : moveTo(at);
    },
  };
}

/** Keeps where the demo's clock stands, so that a restart goes on from there instead of back in time. */
export async function rememberClock(store: Store, nowMs: number): Promise<void> {
  await store.transaction((tx) => tx.put('settings', { id: clockSetting, value: nowMs }));
}

/** Where the demo's clock stood last; null before the first time. */
export function rememberedClock(store: StoreReader): number | null {
  const value = store.get('settings', clockSetting)?.value;
  return typeof value === 'number' ? value : null;
}

/** People and groups of the web channel, in the order they came. */
function roster(reader: StoreReader): WebRosterEntry[] {
  const people: WebRosterEntry[] = [];
  for (const address of reader.all('addresses')) {
    const person =
      address.channel === 'web' && address.personId ? reader.get('persons', address.personId) : undefined;
    if (!person || person.removedAt) continue;
    const roles = person.grants.map((grant) => {
      const unit = grant.unitId ? reader.get('units', grant.unitId)?.name : undefined;
      return unit ? `${roleWords[grant.role]}, ${unit}` : roleWords[grant.role];
    });
    people.push({ id: address.externalId, kind: 'person', label: person.name, detail: roles.join('; ') });
  }
  const groups: WebRosterEntry[] = [];
  for (const conversation of reader.all('conversations')) {
    if (conversation.channel !== 'web' || conversation.kind !== 'group') continue;
    const bound = conversation.unitIds.flatMap((id) => reader.get('units', id)?.name ?? []);
    const plans = conversation.planIds.flatMap((id) => {
      const plan = reader.get('plans', id);
      return plan ? [planLabel(plan.document)] : [];
    });
    groups.push({
      id: conversation.externalId,
      kind: 'group',
      label: conversation.title,
      detail: [...bound, ...plans].join('; '),
      memberIds: people.map((person) => person.id),
    });
  }
  return [...people, ...groups];
}

/** Sequence numbers come from one counter, so they grow within every conversation. */
async function appendMessage(
  store: Store,
  conversationId: string,
  entry: Omit<WebTranscriptEntry, 'sequence'>,
): Promise<WebTranscriptEntry> {
  return store.transaction((tx) => {
    const known = tx.get('webMessages', entry.id);
    const sequence = known?.sequence ?? tx.next('web-message');
    const { id, at, fromPerson, author, message } = entry;
    if (!known) {
      tx.put('webMessages', { id, conversationId, sequence, at, fromPerson, author, body: { ...message } });
    }
    return { ...entry, sequence };
  });
}

function listMessages(reader: StoreReader, conversationId: string, after: number): WebTranscriptEntry[] {
  return reader
    .find('webMessages', 'byConversation', conversationId)
    .filter((message) => message.sequence > after)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ id, at, fromPerson, author, sequence, body }) => ({
      id,
      at,
      fromPerson,
      author,
      sequence,
      message: body as unknown as WebTranscriptEntry['message'],
    }));
}
