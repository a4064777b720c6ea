/**
 * Lives one history: the real tick, the real check before sending and the real deliverer over a store in memory, a
 * platform that fails as drawn and a clock that does what clocks do, with processes that die between any two steps.
 */
import { createDeliverer, recoverSending, type Deliverer } from '../../src/app/deliver.js';
import { composeDeadLetterNotice, noteDeadLetter } from '../../src/app/dead-letters.js';
import { createRefresh, createSendableAt, rememberSent, tick } from '../../src/app/remind.js';
import { isDeadLetterNotice } from '../../src/domain/dead-letters.js';
import type { OutboxRow } from '../../src/domain/message.js';
import type { Rules } from '../../src/domain/command.js';
import {
  type PolicyChanges,
  type ReminderPolicy,
  changedPolicy,
  defaultPolicy,
} from '../../src/domain/policy.js';
import type { Log, Store, StoreWriter } from '../../src/domain/ports.js';
import { createMemoryStore } from '../../test/fakes/memory-store.js';
import type { VirtualTime } from '../../test/fakes/virtual-time.js';
import type { Action, Gap, History } from './history.js';
import { type Delivery, type Figures, type Finding, createJudge } from './judge.js';
import { calendarsOf, createOffice } from './office.js';
import { type Fuse, burns, channelTo, createPlatform, never } from './platform.js';
import { dayNumber, instant } from './rules.js';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
/** A Wednesday before the holidays of spring, so that days off on fixed dates lie within reach. */
const firstDay = 20_563;

export interface Lived {
  findings: Finding[];
  figures: Figures;
  crashes: number;
  /** What happened, for reading a failing history. */
  diary: string[];
}

interface Process {
  fuse: Fuse;
  store: Store;
  deliverer: Deliverer;
}

/**
 * @param time the process's time, taken over by the caller; one history after the other may use it.
 * @param isTold whether a diary is kept.
 */
export async function live(history: History, time: VirtualTime, isTold = false): Promise<Lived> {
  const { calendar, almanac } = calendarsOf(history.calendar, firstDay);
  const base = createMemoryStore(undefined, false);
  const office = createOffice(base, firstDay);
  const diary: string[] = [];
  const tell = (what: string): void => {
    if (isTold) diary.push(`${new Date(time.now() + 25_200_000).toISOString().slice(0, 19)} ${what}`);
  };
  const officePolicy = (): ReminderPolicy =>
    changedPolicy(defaultPolicy, base.get('settings', 'reminder-policy')?.value as PolicyChanges | undefined);
  const rules: Rules = {
    calendar,
    // As the real ones, which look it up each time.
    get policy() {
      return officePolicy();
    },
    beforeMeans: 'strict',
    workdayEnd: '17:00',
  };
  const judge = createJudge({ store: base, almanac: () => almanac, office: officePolicy });
  const taken = new Set<string>();
  const platform = createPlatform((to, message, isAnswered) => {
    const row = base.find('outbox', 'byStatus', 'sending').find((one) => one.to.externalId === to.externalId);
    if (!row) throw new Error('a message without a row that is being sent');
    taken.add(row.id);
    const delivery: Delivery = {
      row,
      text: `${message.heading ?? ''}\n${message.text}`,
      isLost: !isAnswered,
    };
    tell(
      `→ ${to.externalId} ${row.id} ${row.kind} ${row.assignmentIds.join(' ')}${isAnswered ? '' : ' (answer lost)'}`,
    );
    judge.delivered(delivery, time.now());
  });

  let current: Process | null = null;
  let downFor = 0;
  let crashes = 0;

  async function start(): Promise<void> {
    const fuse: Fuse = { left: Number.POSITIVE_INFINITY, isBlown: false };
    const store: Store = {
      ...base,
      async transaction(work) {
        if (burns(fuse)) return never();
        const value = await base.transaction(work);
        if (burns(fuse)) return never();
        return value;
      },
    };
    const clock = { now: () => time.now(), rate: () => 1 };
    const refresh = createRefresh(store, clock, rules);
    const sendableAt = createSendableAt(store, rules, { isClockMoved: false });
    const onUndeliverable = (tx: StoreWriter, row: Readonly<OutboxRow>): void =>
      noteDeadLetter(tx, row, time.now());
    const deliverer = createDeliverer({
      store,
      clock,
      log: silent,
      channels: new Map([['memory', channelTo(platform, fuse)]]),
      refresh: (row) =>
        isDeadLetterNotice(row) ? composeDeadLetterNotice(store, row, rules, time.now()) : refresh(row),
      onSent: (tx, row) => rememberSent(tx, row, time.now()),
      notBefore: (row) => sendableAt(row, time.now()),
      fileLink: () => null,
      fileLinkDays: 7,
      onUndeliverable,
    });
    current = { fuse, store, deliverer };
    await base.transaction((tx) => recoverSending(tx, { nowMs: time.now(), onUndeliverable }));
    // The first tick follows, and what waits is looked at after it.
    tell('started');
  }

  /** What the real ticker does once a minute. */
  async function wake(): Promise<void> {
    judge.observe(time.now(), current !== null);
    if (!current) return;
    const { store, deliverer, fuse } = current;
    void tick({ store, log: silent, rules }, time.now())
      .then(() => deliverer.poke())
      .catch((error: unknown) => {
        throw error;
      });
    await time.drain();
    if (fuse.isBlown) bury();
  }

  function bury(): void {
    if (!current) return;
    crashes += 1;
    current = null;
    time.forgetTimers();
    judge.unsure(
      base
        .find('outbox', 'byStatus', 'sending')
        .map((row) => row.id)
        .filter((id) => taken.has(id)),
    );
    tell('died');
  }

  async function stop(): Promise<void> {
    if (!current) return;
    const stopping = { isDone: false };
    void current.deliverer.stop().then(() => (stopping.isDone = true));
    for (let i = 0; i < 5 && !stopping.isDone; i += 1) await time.pass(1_000);
    // One that was to die on the way did so.
    if (!stopping.isDone) return bury();
    current = null;
    time.forgetTimers();
    tell('stopped');
  }

  async function act(action: Action): Promise<void> {
    tell(JSON.stringify(action));
    switch (action.do) {
      case 'offline':
      case 'online':
        platform.isOnline = action.do === 'online';
        return;
      case 'answers-lost':
        platform.lost = { times: action.times, delivered: action.delivered };
        return;
      case 'throttled':
        platform.throttled = { times: action.times, seconds: action.seconds };
        return;
      case 'gone':
      case 'back-again': {
        const all = [...base.all('conversations')];
        const one = all[action.at % Math.max(1, all.length)];
        if (!one) return;
        if (action.do === 'gone') platform.gone.add(one.externalId);
        else {
          platform.gone.delete(one.externalId);
          await base.transaction((tx) => {
            tx.put('conversations', { ...structuredClone(one), unreachable: null });
            const address = tx.get('addresses', one.id);
            if (address) tx.put('addresses', { ...address, unreachable: null });
          });
        }
        return;
      }
      case 'crash':
        if (current) current.fuse.left = action.after;
        downFor = action.down;
        return;
      case 'stop':
        downFor = action.down;
        return stop();
      case 'clock-back':
        time.set(time.now() - action.minutes * 60_000);
        judge.changed();
        // The cron of every minute is a matter of real time: one comes by before anything else happens.
        return time.pass(60_000, minute);
      case 'clock-forward':
        return time.set(time.now() + action.minutes * 60_000);
      default:
        return office.act(action, time.now());
    }
  }

  function waitOf(gap: Gap): number {
    const now = time.now();
    const day = dayNumber(now);
    const until = (ms: number): number => Math.max(60_000, ms - now);
    // Whole minutes, as the ticker has them.
    const minute = 60_000 - (now % 60_000);
    switch (gap.kind) {
      case 'step': {
        const next = judge.nextStep(now);
        return next === null ? minute : until(next);
      }
      case 'morning':
        return until(instant(day + 1, '08:00'));
      case 'evening':
        return until(instant(now < instant(day, '20:00') ? day : day + 1, '20:00'));
      case 'noon':
        return until(instant(now < instant(day, '12:00') ? day : day + 1, '12:00'));
      case 'minutes':
        return minute + (gap.minutes - 1) * 60_000;
      default:
        return minute + gap.days * 86_400_000;
    }
  }

  /** Some time passes; the tick of its last minute comes before whatever else waited for it. */
  const moment = (gap: Gap): Promise<void> => time.pass(waitOf(gap), minute);

  async function minute(): Promise<void> {
    if (current?.fuse.isBlown) bury();
    if (!current && downFor-- <= 0) await start();
    await wake();
  }

  time.set(instant(firstDay, '06:30') + 11_000);
  await office.begin(history, time.now());
  judge.changed();
  await start();
  await wake();
  for (const { gap, actions } of history.moments) {
    await moment(gap);
    for (const action of actions) {
      await time.pass(1_000);
      await act(action);
      judge.changed();
      judge.observe(time.now(), false);
    }
  }
  // In the end everything works for some days: whatever is still owed must come out.
  tell('all is well');
  platform.isOnline = true;
  platform.lost.times = 0;
  platform.throttled.times = 0;
  if (current) (current as Process).fuse.left = Number.POSITIVE_INFINITY;
  downFor = 0;
  // The clock may have been set back by two days, and holidays may follow.
  for (let i = 0; i < 3; i += 1) {
    let day = dayNumber(time.now()) + 1;
    while (!almanac.isWorking(day)) day += 1;
    await time.pass(instant(day, '08:00') - time.now(), minute);
    await moment({ kind: 'minutes', minutes: 2 });
    await moment({ kind: 'minutes', minutes: 100 });
    judge.settled(time.now());
  }
  const { findings, figures } = judge.finish(time.now());
  await stop();
  time.forgetTimers();
  return { findings, figures, crashes, diary };
}
