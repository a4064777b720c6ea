/**
 * Looks on while a history is lived, keeps its own account of what is owed to whom from the written rules, and says what
 * was lost, sent twice, or sent to somebody who should have been left in peace. It never asks the planner.
 */
import type { OutboxRow } from '../../src/domain/message.js';
import type { Person } from '../../src/domain/person.js';
import {
  type ReminderLadder,
  type ReminderPolicy,
  changedPolicy,
  defaultLadder,
} from '../../src/domain/policy.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { isReport } from '../../src/domain/queries.js';
import {
  type Almanac,
  type Facts,
  type RuledStep,
  type Standing,
  dayNumber,
  dayText,
  instant,
  isSendingTime,
  minutesOf,
  numberOf,
  ruledSteps,
  standingOf,
} from './rules.js';

export type Fault =
  | 'lost' // owed, never cancelled, never sent
  | 'late' // sent, though it could have been sent earlier
  | 'double' // a second message for what one message had said
  | 'stacked' // two messages waiting for one conversation that say the same
  | 'early' // before its instant
  | 'outside-hours'
  | 'stranger' // to somebody it does not concern (any more)
  | 'not-owed' // of a unit that owes nothing, or not before the date in force comes near
  | 'untrue' // words that name another date than the one in force
  | 'untold' // nobody could be reached and no clerk was told
  | 'inconsistent'; // the mark, or the records of what was queued

export interface Finding {
  fault: Fault;
  at: string;
  what: string;
}

/** A message a platform took. */
export interface Delivery {
  row: Readonly<OutboxRow>;
  text: string;
  /** The sender did not learn of it. */
  isLost: boolean;
}

/** What is owed to one conversation because of one step. */
interface Permit {
  key: string;
  /** Whether its loss would be one; otherwise it may be sent and need not. */
  isDemanded: boolean;
  sinceMs: number;
  /** Why it need not be sent any more. */
  excuse: string | null;
  isServed: boolean;
}

/** The list to the office stands beside what a clerk is sent as an officer. */
const listTo = (conversation: string): string => `list ${conversation}`;
const placeOf = (row: Readonly<OutboxRow>): string =>
  row.key.startsWith('office/') ? listTo(row.conversationId) : row.conversationId;
const isListTo = (place: string): boolean => place.startsWith('list ');
const startOfDay = (ms: number): number => instant(dayNumber(ms), '00:00');

interface StepState {
  /** When it falls due, as last worked out. */
  at: number;
  isArmed: boolean;
  /** Its instant was moved by a change of hours, policy or calendar. */
  isMoved: boolean;
  firedMs: number | null;
  isDemanded: boolean;
  offset: number;
}

interface Watched {
  action: string;
  record: Facts;
  standing: Standing;
  policy: ReminderPolicy;
  steps: RuledStep[];
  isLive: boolean;
  liveSinceMs: number;
  dueInForce: string;
  /** Its facts lie in the future since the clock was set back: nobody can say what is right. */
  isConfused: boolean;
  /** Since when each step has stood in the list: one that a change of policy brings back is no loss. */
  presentSince: Map<string, number>;
  states: Map<string, StepState>;
}

export interface JudgeParts {
  store: StoreReader;
  almanac: () => Almanac;
  /** The office's policy in force. */
  office: () => ReminderPolicy;
}

export interface Judge {
  /** Looks at how things stand now. `isAwake`: the process runs and would tick. */
  observe(nowMs: number, isAwake: boolean): void;
  /** Something was changed: everything is worked out anew at the next look. */
  changed(): void;
  delivered(delivery: Delivery, nowMs: number): void;
  /** The process died while these rows were being sent. */
  unsure(rowIds: Iterable<string>): void;
  /** Everything that could be sent now has been. */
  settled(nowMs: number): void;
  /** The next instant at which something falls due; null when nothing does. */
  nextStep(afterMs: number): number | null;
  finish(nowMs: number): { findings: Finding[]; figures: Figures };
}

export interface Figures {
  steps: number;
  owed: number;
  sent: number;
  repeatedAfterLostAnswer: number;
  cancelled: Record<string, number>;
}

export function createJudge({ store, almanac, office }: JudgeParts): Judge {
  const watched = new Map<string, Watched>();
  const permits = new Map<string, Map<string, Permit[]>>();
  const findings: Finding[] = [];
  const unsureOf = new Map<string, number>();
  /** The same by what the row said, `<place> <assignment>`: a later row may carry it on. */
  const unsureWork = new Map<string, number>();
  const lastServedMs = new Map<string, number>();
  const figures: Figures = { steps: 0, owed: 0, sent: 0, repeatedAfterLostAnswer: 0, cancelled: {} };
  /** Steps for which nobody could be reached, by unit. */
  const unreached = new Map<string, { unit: string; sinceMs: number }>();
  const failed = new Set<string>();
  let isStale = true;
  let highestMs = 0;

  const report = (fault: Fault, nowMs: number, what: string): void => {
    findings.push({ fault, at: new Date(nowMs).toISOString(), what });
  };

  function look(nowMs: number): void {
    for (const assignment of store.all('assignments')) {
      const plan = store.get('plans', assignment.planId);
      const task = store.get('tasks', assignment.taskId);
      const round = store.get('rounds', assignment.roundId);
      if (!plan || !task || !round) continue;
      const record: Facts = {
        assignment,
        round,
        submissions: store.find('submissions', 'byAssignment', assignment.id),
        reviews: store.find('reviews', 'byAssignment', assignment.id),
        extensions: store.find('extensions', 'byAssignment', assignment.id),
        isReport: isReport(task.action, task.deliverable),
      };
      const standing = standingOf(record);
      const policy = changedPolicy(office(), plan.reminders);
      const isLive =
        plan.status === 'active' &&
        task.status === 'active' &&
        assignment.status === 'active' &&
        standing.isOwed &&
        !policy.isOff;
      const dueInForce = standing.due === null ? '' : `${standing.due.on} ${standing.due.time ?? ''}`;
      const known = watched.get(assignment.id);
      const isChanged = known === undefined || known.dueInForce !== dueInForce || !known.isLive;
      const facts = [
        ...record.submissions.map((one) => one.sentAt),
        ...record.reviews.map((one) => one.at),
        ...record.extensions.map((one) => one.decidedAt ?? ''),
        assignment.createdAt,
      ];
      const steps = isLive ? ruledSteps(record, standing, policy, almanac()) : [];
      const presentSince = new Map(steps.map(({ key }) => [key, known?.presentSince.get(key) ?? nowMs]));
      watched.set(assignment.id, {
        action: task.action,
        record,
        standing,
        policy,
        steps,
        presentSince,
        isLive,
        liveSinceMs: isLive && !isChanged ? known.liveSinceMs : nowMs,
        dueInForce,
        isConfused: (known?.isConfused ?? false) || facts.some((at) => at !== '' && Date.parse(at) > nowMs),
        states: known?.states ?? new Map(),
      });
    }
    isStale = false;
  }

  /** Who a step goes to as things stand. */
  function audienceOf(one: Watched, offset: number, nowMs: number): Set<string> {
    const { assignment } = one.record;
    const units = answering(assignment.unitId, nowMs);
    units.add(assignment.unitId);
    const ladder: ReminderLadder = one.policy.ladder ?? defaultLadder;
    const officers: Readonly<Person>[] = [];
    for (const person of store.all('persons'))
      if (
        person.removedAt === null &&
        person.grants.some((grant) => grant.role === 'officer' && units.has(grant.unitId ?? ''))
      )
        officers.push(person);
    const isHead = (person: Readonly<Person>): boolean =>
      person.grants.every(
        (grant) => grant.role === 'officer' && units.has(grant.unitId ?? '') && grant.isHead === true,
      );
    const audience = new Set<string>();
    for (const person of officers) {
      if (isHead(person)) continue;
      const conversation = privateChatOf(person.id);
      if (conversation !== null) audience.add(conversation);
    }
    const isRung = (from: number | null): boolean => from !== null && offset >= from;
    if (isRung(ladder.heads) || audience.size === 0)
      for (const person of officers) {
        const conversation = isHead(person) ? privateChatOf(person.id) : null;
        if (conversation !== null) audience.add(conversation);
      }
    for (const group of store.all('conversations')) {
      if (group.kind !== 'group' || group.unreachable !== null) continue;
      if (group.unitIds.some((id) => units.has(id))) audience.add(group.id);
      else if (group.planIds.includes(assignment.planId) && isRung(ladder.groups)) audience.add(group.id);
    }
    return audience;
  }

  /** Everybody who may read what a unit owes: all its officers, its groups and those of the plan. */
  function concerned(one: Watched, nowMs: number): Set<string> {
    const everybody: ReminderLadder = {
      heads: null,
      groups: Number.NEGATIVE_INFINITY,
      names: null,
      office: null,
    };
    const policy = { ...one.policy, ladder: { ...everybody, heads: Number.NEGATIVE_INFINITY } };
    return audienceOf({ ...one, policy }, 0, nowMs);
  }

  /** Private chats of the clerks. */
  function clerks(): Set<string> {
    const found = new Set<string>();
    for (const person of store.all('persons')) {
      const isClerk = person.removedAt === null && person.grants.some(({ role }) => role === 'clerk');
      const conversation = isClerk ? privateChatOf(person.id) : null;
      if (conversation !== null) found.add(conversation);
    }
    return found;
  }

  /** Up to when the process has looked; the clock may have been set back since. */
  function markMs(nowMs: number): number {
    const mark = store.get('settings', 'reminder-mark')?.value;
    return typeof mark === 'number' ? Math.min(mark, nowMs) : nowMs;
  }

  /** The unit itself while it exists, then whoever took over. */
  function answering(unitId: string, nowMs: number): Set<string> {
    const today = dayText(dayNumber(nowMs));
    const found = new Set<string>();
    const open = [unitId];
    const seen = new Set<string>();
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const unit = store.get('units', id);
      if (!unit) continue;
      if (unit.validTo === null || unit.validTo >= today) found.add(id);
      else open.push(...unit.successorIds);
    }
    return found;
  }

  function privateChatOf(personId: string): string | null {
    const open = store
      .find('addresses', 'byPerson', personId)
      .filter((address) => address.privateConversationId !== null && address.unreachable === null);
    return open[0]?.privateConversationId ?? null;
  }

  function permitsOf(conversation: string, assignment: string): Permit[] {
    let own = permits.get(conversation);
    if (!own) permits.set(conversation, (own = new Map<string, Permit[]>()));
    let list = own.get(assignment);
    if (!list) own.set(assignment, (list = []));
    return list;
  }

  function fire(one: Watched, key: string, state: StepState, nowMs: number): void {
    const { assignment } = one.record;
    const audience = audienceOf(one, state.offset, nowMs);
    const rung = (one.policy.ladder ?? defaultLadder).office;
    const lists = rung !== null && state.offset >= rung ? [...clerks()].map(listTo) : [];
    for (const conversation of [...audience, ...lists]) {
      const list = permitsOf(conversation, assignment.id);
      if (list.some((permit) => permit.key === key)) continue;
      list.push({ key, isDemanded: state.isDemanded, sinceMs: nowMs, excuse: null, isServed: false });
      if (state.isDemanded) figures.owed += 1;
    }
    if (audience.size > 0) unreached.delete(key);
    else if (state.isDemanded && state.firedMs === null && clerks().size > 0)
      unreached.set(key, { unit: store.get('units', assignment.unitId)?.name ?? '', sinceMs: nowMs });
  }

  function unfire(one: Watched, key: string, state: StepState): void {
    state.firedMs = null;
    unreached.delete(key);
    for (const byAssignment of permits.values()) {
      const list = byAssignment.get(one.record.assignment.id);
      if (list)
        byAssignment.set(
          one.record.assignment.id,
          list.filter((permit) => permit.key !== key),
        );
    }
  }

  /** What was given up is a matter for the clerks, who are told. */
  function excuseFailed(): void {
    for (const row of store.find('outbox', 'byStatus', 'failed')) {
      if (failed.has(row.id)) continue;
      failed.add(row.id);
      const place = placeOf(row);
      for (const id of row.assignmentIds)
        for (const permit of permits.get(place)?.get(id) ?? [])
          if (!permit.isServed) permit.excuse ??= 'undeliverable';
    }
  }

  function excuseOpen(nowMs: number): void {
    excuseFailed();
    for (const [key, entry] of unreached) {
      // The clerk's notice bears the time of a clock that was set back.
      entry.sinceMs = Math.min(entry.sinceMs, nowMs);
      // As with the steps themselves: what was stopped before anybody looked need not be told.
      if (watched.get(key.slice(0, key.indexOf('/')))?.isLive === false) unreached.delete(key);
    }
    for (const [conversation, byAssignment] of permits) {
      for (const [id, list] of byAssignment) {
        const one = watched.get(id);
        for (const permit of list) {
          if (permit.isServed || permit.excuse !== null || !one) continue;
          const state = one.states.get(permit.key);
          if (!one.isLive) permit.excuse = one.standing.isOwed ? 'stopped' : 'handed-in';
          else if (one.steps.every((step) => step.key !== permit.key)) permit.excuse = 'moved';
          else if (
            !(isListTo(conversation)
              ? isOnList(one, permit, conversation, nowMs)
              : audienceOf(one, state?.offset ?? 0, nowMs).has(conversation))
          )
            permit.excuse = 'nobody-there';
        }
      }
    }
  }

  /** Whether a unit still belongs on the list to this clerk: late, or returned and still owed. */
  function isOnList(one: Watched, permit: Permit, list: string, nowMs: number): boolean {
    const rung = (one.policy.ladder ?? defaultLadder).office;
    const offset = one.states.get(permit.key)?.offset ?? 0;
    const { due } = one.standing;
    const isLate = due !== null && nowMs >= instant(due.on + 1, '00:00');
    const isReturned = one.record.submissions.length > 0;
    return (
      rung !== null &&
      offset >= rung &&
      (isLate || isReturned) &&
      [...clerks()].some((id) => listTo(id) === list)
    );
  }

  /** A change put it earlier on a day on which the unit was reminded of the same work: once is enough. */
  function isCovered(one: Watched, key: string, state: StepState): boolean {
    if (!state.isMoved || store.get('reminders', key)) return false;
    const { id } = one.record.assignment;
    const dayMs = startOfDay(state.at);
    for (const record of store.all('reminders'))
      if (record.assignmentId === id && Date.parse(record.queuedAt) >= dayMs) return true;
    return false;
  }

  function observe(nowMs: number, isAwake: boolean): void {
    if (isStale) look(nowMs);
    highestMs = Math.max(highestMs, nowMs);
    for (const one of watched.values()) {
      for (const { key, at, offset } of one.steps) {
        let state = one.states.get(key);
        if (!state)
          one.states.set(
            key,
            (state = { isArmed: false, isMoved: false, firedMs: null, isDemanded: false, offset, at }),
          );
        if (state.at !== at) state.isMoved = true;
        state.at = at;
        // Due by a clock that has been set back since, and queued by nobody: it falls due again.
        if (state.firedMs !== null && at > nowMs && !store.get('reminders', key)) unfire(one, key, state);
        if (state.firedMs !== null) {
          // Until it is on record who it went to, people may still come and go.
          if (store.get('reminders', key)) continue;
          if ((one.presentSince.get(key) ?? nowMs) >= at || isCovered(one, key, state))
            state.isDemanded = false;
          fire(one, key, state, nowMs);
          continue;
        }
        if (at > nowMs) state.isArmed = true;
        // What a change of hours or policy puts earlier on the day that was looked at last may still go out.
        else if (isAwake && (state.isArmed || at >= startOfDay(markMs(nowMs)))) {
          const isSteady = one.liveSinceMs < at && (one.presentSince.get(key) ?? nowMs) < at;
          state.isDemanded = state.isArmed && isSteady && !one.isConfused && !isCovered(one, key, state);
          figures.steps += 1;
          fire(one, key, state, nowMs);
          state.firedMs = nowMs;
        }
      }
    }
    excuseOpen(nowMs);
  }

  function delivered(delivery: Delivery, nowMs: number): void {
    const { row, isLost } = delivery;
    if (row.kind !== 'reminder') return;
    figures.sent += 1;
    if (isLost) unsure([row.id]);
    const place = placeOf(row);
    const isList = isListTo(place);
    const said = row.assignmentIds.flatMap((id) => {
      const one = watched.get(id);
      return one && isSaid(delivery, one) ? [one] : [];
    });
    if (said.length === 0) return report('not-owed', nowMs, `${place} is told of nothing: ${delivery.text}`);
    if (!isList && !isWithinHours(said, nowMs)) report('outside-hours', nowMs, row.conversationId);
    let served = 0;
    for (const one of said) {
      // What was due and had its date moved before anybody looked may be told, and need not.
      for (const [key, state] of one.states)
        if (state.isArmed && state.firedMs === null && state.at <= nowMs) {
          fire(one, key, state, nowMs);
          state.firedMs = nowMs;
        }
      // Whoever came before it was put on record may be told of it.
      for (const [key, state] of one.states)
        if (
          state.isArmed &&
          state.at <= nowMs &&
          store.get('reminders', key)?.conversationIds.includes(place)
        ) {
          const list = permitsOf(place, one.record.assignment.id);
          if (list.every((permit) => permit.key !== key))
            list.push({ key, isDemanded: false, sinceMs: nowMs, excuse: null, isServed: false });
        }
      const open = (permits.get(place)?.get(one.record.assignment.id) ?? []).filter(
        ({ isServed }) => !isServed,
      );
      for (const permit of open) permit.isServed = true;
      served += open.length;
      if (!one.isConfused) checkSaid(one, delivery, open, isList, nowMs);
    }
    if (served === 0) checkRepeat(row, said, place, isLost, nowMs);
    for (const one of said) lastServedMs.set(`${place} ${one.record.assignment.id}`, nowMs);
  }

  /** Whether a message speaks of an assignment: its task bears a mark of its own, its unit a name. */
  function isSaid({ row, text }: Delivery, one: Watched): boolean {
    if (row.assignmentIds.length > 12) return one.isLive;
    // The list to the office names each by its number.
    if (isListTo(placeOf(row))) return text.includes(`(V${one.record.assignment.number})`);
    const mark = new RegExp(`\\b${/\bH\d+$/.exec(one.action)?.[0] ?? ''}\\b`);
    const others = row.assignmentIds.filter((id) => watched.get(id)?.action === one.action);
    // Groups of a plan read figures, which name no unit.
    const isPlanGroup = store
      .get('conversations', row.conversationId)
      ?.planIds.includes(one.record.assignment.planId);
    if (others.length < 2 || isPlanGroup) return mark.test(text);
    const unit = store.get('units', one.record.assignment.unitId)?.name ?? '';
    const isAlone = text.includes(`Kính gửi ${unit}:`);
    return text.split('\n').some((line) => mark.test(line) && (isAlone || line.includes(unit)));
  }

  function isWithinHours(said: readonly Watched[], nowMs: number): boolean {
    if (said.every((one) => isSendingTime(almanac(), nowMs, one.policy))) return true;
    const from = Math.max(...said.map(({ policy }) => minutesOf(policy.sendFrom)));
    const until = Math.min(...said.map(({ policy }) => minutesOf(policy.sendUntil)));
    // Plans that share no hours any more.
    return from >= until && isSendingTime(almanac(), nowMs, office());
  }

  function checkSaid(
    one: Watched,
    { row, text }: Delivery,
    open: readonly Permit[],
    isList: boolean,
    nowMs: number,
  ): void {
    const { assignment } = one.record;
    const { due } = one.standing;
    if (!one.isLive) {
      // Stages of one task bear one mark.
      const isShared = row.assignmentIds.some((id) => {
        const other = watched.get(id);
        return other?.isLive === true && other.action === one.action;
      });
      if (!isShared) report('not-owed', nowMs, `${row.conversationId}: ${assignment.id}: ${text}`);
      return;
    }
    if (!(isList ? clerks() : concerned(one, nowMs)).has(row.conversationId))
      report('stranger', nowMs, `${row.conversationId}: ${assignment.id}`);
    const isLater = open.every(({ key }) => due !== null && numberOf(key.split('/')[1] ?? '') < due.on);
    const others = row.assignmentIds.filter((id) => watched.get(id)?.action === one.action);
    if (others.length > 1) return;
    if (open.length > 0 && isLater && open.every(({ excuse }) => excuse === 'moved'))
      report('not-owed', nowMs, `${row.conversationId}: ${assignment.id} was given more time`);
    if (due === null || row.assignmentIds.length > 12 || row.to.kind !== 'private') return;
    const [year = '', month = '', day = ''] = dayText(due.on).split('-');
    const written = [`${Number(day)}/${Number(month)}/${year}`, `${day}/${month}/${year}`];
    if (!written.some((date) => text.includes(date)))
      report('untrue', nowMs, `${row.conversationId}: ${assignment.id} is due ${written[1]}: ${text}`);
  }

  /** A message that had nothing new to say: only after an answer that was lost, and once for each. */
  function checkRepeat(
    row: Readonly<OutboxRow>,
    said: readonly Watched[],
    place: string,
    isLost: boolean,
    nowMs: number,
  ): void {
    const left = (unsureOf.get(row.id) ?? 0) - (isLost ? 1 : 0);
    if (left > 0) {
      figures.repeatedAfterLostAnswer += 1;
      unsureOf.set(row.id, (unsureOf.get(row.id) ?? 1) - 1);
      return;
    }
    // What was repeated may have been merged with something new on the way: it is another row then.
    const works = said.map((one) => `${place} ${one.record.assignment.id}`);
    if (works.every((work) => (unsureWork.get(work) ?? 0) > 0)) {
      for (const work of works) unsureWork.set(work, (unsureWork.get(work) ?? 1) - 1);
      figures.repeatedAfterLostAnswer += 1;
      return;
    }
    if (said.every((one) => one.isConfused)) return;
    const what = `${place} ${said.map((one) => one.record.assignment.id).join(' ')} (${row.id})`;
    const before = Math.max(
      ...said.map((one) => lastServedMs.get(`${place} ${one.record.assignment.id}`) ?? 0),
    );
    const isAnyFired = said.some((one) => [...one.states.values()].some((state) => state.firedMs !== null));
    // A step of the old date, brought back by a policy, tells of a date that was moved to an earlier day.
    const isDateMoved = said.some((one) => one.record.extensions.some(({ status }) => status === 'granted'));
    if (!isAnyFired) {
      if (!isDateMoved) report('early', nowMs, what);
    } else
      report(
        Date.parse(row.createdAt) < before || nowMs - before < 3_600_000 ? 'stacked' : 'double',
        nowMs,
        what,
      );
  }

  function unsure(rowIds: Iterable<string>): void {
    for (const id of rowIds) {
      unsureOf.set(id, (unsureOf.get(id) ?? 0) + 1);
      const row = store.get('outbox', id);
      if (!row) continue;
      for (const assignmentId of row.assignmentIds) {
        const work = `${placeOf(row)} ${assignmentId}`;
        unsureWork.set(work, (unsureWork.get(work) ?? 0) + 1);
      }
    }
  }

  function checkRecords(nowMs: number): void {
    const mark = store.get('settings', 'reminder-mark')?.value;
    if (typeof mark === 'number' && mark > highestMs)
      report('inconsistent', nowMs, `mark ${mark} in the future`);
    for (const record of store.all('reminders')) {
      if (Date.parse(record.queuedAt) < Date.parse(record.at))
        report('inconsistent', nowMs, `${record.id} queued before its instant`);
      if (record.id !== `${record.assignmentId}/${record.dueOn}/${record.step}`)
        report('inconsistent', nowMs, `${record.id} is not its key`);
    }
  }

  function finish(nowMs: number): { findings: Finding[]; figures: Figures } {
    // Who became unreachable by the last message of all.
    excuseOpen(nowMs);
    const rows = [...store.all('outbox')];
    const notices = rows.filter((row) => row.kind === 'notice');
    for (const [conversation, byAssignment] of permits) {
      for (const [id, list] of byAssignment) {
        for (const permit of list) {
          if (!permit.isDemanded) continue;
          const { excuse } = permit;
          if (!permit.isServed && excuse === null && !watched.get(id)?.isConfused)
            report(
              'lost',
              nowMs,
              `${permit.key} to ${conversation} since ${new Date(permit.sinceMs).toISOString()}`,
            );
          else if (!permit.isServed)
            figures.cancelled[excuse ?? 'unclear'] = (figures.cancelled[excuse ?? 'unclear'] ?? 0) + 1;
        }
      }
    }
    const present = [...store.all('persons')].filter(
      (person) =>
        person.removedAt === null &&
        person.grants.some((grant) => grant.role === 'clerk') &&
        privateChatOf(person.id) !== null,
    );
    const lostNotices = notices.filter((row) => row.status === 'failed' || row.status === 'dropped');
    for (const [key, { unit, sinceMs }] of unreached) {
      if (lostNotices.some((row) => Date.parse(row.createdAt) >= sinceMs)) continue;
      // Whoever became a clerk later, or left meanwhile, proves nothing.
      if (present.length === 0 || present.some((person) => Date.parse(person.createdAt) > sinceMs)) continue;
      const one = watched.get(key.slice(0, key.indexOf('/')));
      if (!one?.isLive || one.isConfused || !one.steps.some((step) => step.key === key)) continue;
      if (!notices.some((row) => Date.parse(row.createdAt) >= sinceMs && row.message.text.includes(unit)))
        report('untold', nowMs, `${unit}, ${key}`);
    }
    checkRecords(nowMs);
    return { findings, figures };
  }

  return {
    observe,
    changed: () => {
      isStale = true;
    },
    delivered,
    unsure,
    settled(nowMs) {
      excuseFailed();
      // What was to wait for an hour waits for it again when the clock was set back before it.
      if (nowMs < highestMs) return;
      for (const [conversation, byAssignment] of permits)
        for (const list of byAssignment.values())
          for (const permit of list) {
            if (permit.isServed || permit.excuse !== null || !permit.isDemanded) continue;
            const one = watched.get(permit.key.slice(0, permit.key.indexOf('/')));
            if (
              one &&
              !one.isConfused &&
              isSendingTime(almanac(), nowMs, one.policy) &&
              nowMs - permit.sinceMs > 15 * 60_000
            )
              report(
                'late',
                nowMs,
                `${permit.key} to ${conversation} since ${new Date(permit.sinceMs).toISOString()}`,
              );
          }
    },
    nextStep(afterMs) {
      let next = Number.POSITIVE_INFINITY;
      if (isStale) look(afterMs);
      for (const one of watched.values())
        for (const { at } of one.steps) if (at > afterMs && at < next) next = at;
      return Number.isFinite(next) ? next : null;
    },
    finish,
  };
}
