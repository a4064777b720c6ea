/** The office a history begins with, and what is done in it: records as the real acts leave them. */
import { openRounds } from '../../src/domain/acts/rounds.js';
import type { Assignment, Review, Submission } from '../../src/domain/assignment.js';
import type { WorkCalendar } from '../../src/domain/calendar.js';
import type { Grant } from '../../src/domain/person.js';
import { type Deadline, blankDeadline } from '../../src/domain/plan.js';
import type { Store, StoreWriter } from '../../src/domain/ports.js';
import type { Action, History, PersonDraw, PlanDraw, WhenDraw } from './history.js';
import { type Almanac, createAlmanac, dayText } from './rules.js';

export const unitNames = ['Sở Y tế', 'Sở Tài chính', 'Sở Xây dựng'];

/** The same days off for the product and for the judge. */
export function calendarsOf(
  draw: History['calendar'],
  firstDay: number,
): { calendar: WorkCalendar; almanac: Almanac } {
  const off = new Set(draw.off.map((n) => firstDay + n));
  const isWeekend = (day: number): boolean => (day + 3) % 7 >= 5;
  const worked = new Set(
    draw.worked.map((n) => firstDay + n).filter((day) => isWeekend(day) && !off.has(day)),
  );
  const year = dayText(firstDay).slice(0, 4);
  const inYear = (days: Iterable<number>): string[] =>
    [...days]
      .map(dayText)
      .filter((day) => day.startsWith(year))
      .sort();
  return {
    calendar: {
      years: {
        [year]: { source: 'drawn', off: inYear(off), worked: inYear(worked), isComplete: draw.isComplete },
      },
    },
    almanac: createAlmanac(off, worked, draw.isComplete),
  };
}

function deadlinesOf(when: WhenDraw, firstDay: number): Deadline[] {
  const dated = (day: number, more: Partial<Deadline> = {}): Deadline => ({
    ...blankDeadline,
    text: `chậm nhất ngày ${dayText(firstDay + day)}`,
    statedOn: dayText(firstDay + day),
    dueOn: dayText(firstDay + day),
    inclusive: true,
    confidence: 0.95,
    ...more,
  });
  switch (when.kind) {
    case 'date':
      return [dated(when.day, { dueTime: when.time })];
    case 'window':
      return [dated(when.from + when.length, { kind: 'window', from: dayText(firstDay + when.from) })];
    case 'stages':
      return when.days.map((day, i) => dated(day, { stage: `bước ${i + 1}` }));
    case 'recurring':
      return [
        {
          ...blankDeadline,
          text: 'hằng tháng',
          kind: 'recurring',
          rrule: `FREQ=MONTHLY;BYMONTHDAY=${when.monthDay}`,
          confidence: 0.9,
        },
      ];
    case 'event':
      return [{ ...blankDeadline, text: 'sau hội nghị', kind: 'event', confidence: 0.9 }];
    default:
      return [];
  }
}

/** What draws of units and people become. */
export interface Office {
  begin(history: History, nowMs: number): Promise<void>;
  /** Does one thing; what it points at is the n-th of what there is. */
  act(action: Action, nowMs: number): Promise<void>;
}

export function createOffice(store: Store, firstDay: number): Office {
  let made = 0;
  const newId = (): string => `n${(made += 1)}`;

  function publish(tx: StoreWriter, plan: PlanDraw, nowMs: number): void {
    const number = tx.next('plan');
    const planId = `plan${number}`;
    const issuedOn = dayText(firstDay - 10);
    const record = {
      id: planId,
      number,
      key: `key${number}`,
      document: {
        type: 'KH',
        number: `${number}/KH-UBND`,
        issuer: 'UBND tỉnh',
        issuedOn,
        title: 'Kế hoạch',
        period: null,
        basis: [],
        urgency: null,
        amends: null,
      },
      beforeMeans: 'strict' as const,
      collectorUnitIds: [],
      fileSha256: null,
      fileName: null,
      status: 'active' as const,
      publishedAt: new Date(nowMs).toISOString(),
      publishedBy: null,
      ...(Object.keys(plan.policy).length > 0 ? { reminders: plan.policy } : {}),
    };
    tx.put('plans', record);
    for (const [i, draw] of plan.tasks.entries()) {
      const task = {
        id: `${planId}-t${i}`,
        planId,
        key: `t${i}`,
        status: 'active' as const,
        // A mark of its own, by which a message tells what it speaks of.
        action: `${draw.isReport ? 'xây dựng báo cáo' : 'rà soát hồ sơ'} H${tx.next('tasks')}`,
        lead: draw.units.map((unit) => unitNames[unit] ?? ''),
        coordinating: [],
        recipients: [],
        via: null,
        deliverable: null,
        volume: null,
        quota: null,
        deadlines: deadlinesOf(draw.when, firstDay),
        quotes: [],
        doubts: [],
        after: [],
        leadUnitIds: draw.units.map((unit) => `u${unit}`),
        coordinatingUnitIds: [],
        recipientUnitIds: [],
      };
      tx.put('tasks', task);
      openRounds(tx, task, record, { today: dayText(firstDay - 300), nowMs, newId });
    }
  }

  function addPerson(tx: StoreWriter, draw: PersonDraw, nowMs: number): void {
    const number = tx.next('people');
    const grant: Grant =
      draw.role === 'clerk'
        ? { role: 'clerk', unitId: null }
        : { role: 'officer', unitId: `u${draw.unit}`, ...(draw.role === 'head' ? { isHead: true } : {}) };
    const at = new Date(nowMs).toISOString();
    tx.put('persons', {
      id: `p${number}`,
      name: `Cán bộ ${number}`,
      grants: [grant],
      createdAt: at,
      removedAt: null,
    });
    addConversation(tx, `c${number}`, 'private', [], [], at);
    tx.put('addresses', {
      id: `memory:c${number}`,
      channel: 'memory',
      externalId: `c${number}`,
      personId: `p${number}`,
      displayName: `Cán bộ ${number}`,
      privateConversationId: `memory:c${number}`,
      unreachable: null,
      lastSeenAt: at,
    });
  }

  function addConversation(
    tx: StoreWriter,
    externalId: string,
    kind: 'private' | 'group',
    unitIds: string[],
    planIds: string[],
    createdAt: string,
  ): void {
    tx.put('conversations', {
      id: `memory:${externalId}`,
      channel: 'memory',
      externalId,
      topicId: null,
      kind,
      title: externalId,
      unitIds,
      planIds,
      unreachable: null,
      createdAt,
    });
  }

  function assignmentAt(tx: StoreWriter, n: number): Readonly<Assignment> | undefined {
    const all = [...tx.all('assignments')];
    return all[n % Math.max(1, all.length)];
  }

  /** The last version of an assignment that was not taken back. */
  function lastVersion(tx: StoreWriter, id: string): Readonly<Submission> | undefined {
    const reviews = tx.find('reviews', 'byAssignment', id);
    return tx
      .find('submissions', 'byAssignment', id)
      .filter((one) =>
        reviews.every((review) => review.submissionId !== one.id || review.decision !== 'withdrawn'),
      )
      .at(-1);
  }

  function decide(
    tx: StoreWriter,
    n: number,
    decision: Review['decision'],
    newDueOn: string | null,
    nowMs: number,
  ): void {
    const assignment = assignmentAt(tx, n);
    const version = assignment && lastVersion(tx, assignment.id);
    if (!version) return;
    tx.put('reviews', {
      id: newId(),
      submissionId: version.id,
      assignmentId: version.assignmentId,
      decision,
      reason: null,
      newDueOn,
      byPersonId: 'p1',
      at: new Date(nowMs).toISOString(),
    });
  }

  function actOn(tx: StoreWriter, action: Action, nowMs: number): void {
    const at = new Date(nowMs).toISOString();
    switch (action.do) {
      case 'hand-in': {
        const assignment = assignmentAt(tx, action.at);
        if (assignment?.status !== 'active') return;
        const version = tx.find('submissions', 'byAssignment', assignment.id).length + 1;
        const id = newId();
        tx.put('submissions', {
          id,
          assignmentId: assignment.id,
          planId: assignment.planId,
          unitId: assignment.unitId,
          version,
          kind: version % 2 === 0 ? 'nil' : 'done',
          files: [],
          note: null,
          sentAt: at,
          receivedAt: at,
          byPersonId: 'p1',
          channel: 'memory',
          receiptCode: id,
          verdict: { dueOn: null, isLate: false, daysLate: 0 },
        });
        return;
      }
      case 'withdraw':
        return decide(tx, action.at, 'withdrawn', null, nowMs);
      case 'accept':
        return decide(tx, action.at, 'accepted', null, nowMs);
      case 'return':
        return decide(
          tx,
          action.at,
          'returned',
          action.days === null ? null : dayText(Math.floor((nowMs + 25_200_000) / 86_400_000) + action.days),
          nowMs,
        );
      case 'extend': {
        const assignment = assignmentAt(tx, action.at);
        const round = assignment && tx.get('rounds', assignment.roundId);
        if (!assignment || !round?.dueOn) return;
        const newDueOn = dayText(Math.floor((nowMs + 25_200_000) / 86_400_000) + action.days);
        tx.put('extensions', {
          id: newId(),
          number: tx.next('extension'),
          assignmentId: assignment.id,
          planId: assignment.planId,
          requestedOn: at,
          newDueOn,
          reason: 'chờ số liệu',
          requestedBy: 'p1',
          status: 'granted',
          decidedBy: 'p1',
          decidedAt: at,
        });
        return;
      }
      case 'date-event': {
        const round =
          assignmentAt(tx, action.at) && tx.get('rounds', assignmentAt(tx, action.at)?.roundId ?? '');
        if (!round || round.dueOn !== null || round.deadlineText === '') return;
        const dueOn = dayText(Math.floor((nowMs + 25_200_000) / 86_400_000) + action.days);
        tx.put('rounds', { ...round, statedOn: dueOn, dueOn, datedBy: 'p1', datedAt: at });
        return;
      }
      case 'pause':
      case 'resume':
      case 'cancel': {
        const assignment = assignmentAt(tx, action.at);
        if (!assignment || assignment.status === 'cancelled') return;
        const status = action.do === 'pause' ? 'paused' : action.do === 'resume' ? 'active' : 'cancelled';
        tx.put('assignments', { ...assignment, status });
        return;
      }
      case 'close':
      case 'reopen':
      case 'plan-policy': {
        const plans = [...tx.all('plans')];
        const plan = plans[action.at % plans.length];
        if (!plan) return;
        if (action.do === 'plan-policy')
          tx.put('plans', { ...structuredClone(plan), reminders: action.policy });
        else
          tx.put('plans', { ...structuredClone(plan), status: action.do === 'close' ? 'closed' : 'active' });
        return;
      }
      case 'office-policy':
        return tx.put('settings', { id: 'reminder-policy', value: action.policy });
      case 'new-plan':
        return publish(tx, action.plan, nowMs);
      case 'add-person':
        return addPerson(tx, action, nowMs);
      case 'remove-person':
      case 'transfer': {
        const people = [...tx.all('persons')];
        const person = people[action.at % Math.max(1, people.length)];
        if (!person || person.removedAt !== null) return;
        if (action.do === 'remove-person')
          tx.put('persons', { ...structuredClone(person), grants: [], removedAt: at });
        else
          tx.put('persons', {
            ...structuredClone(person),
            grants: [{ role: 'officer', unitId: `u${action.unit}` }],
          });
        return;
      }
      case 'bind-group': {
        const groups = [...tx.all('conversations')].filter((one) => one.kind === 'group');
        const group = groups[action.at % Math.max(1, groups.length)];
        if (group) tx.put('conversations', { ...structuredClone(group), unitIds: [`u${action.unit}`] });
        return;
      }
      case 'merge-unit': {
        const unit = tx.get('units', `u${action.at}`);
        const today = Math.floor((nowMs + 25_200_000) / 86_400_000);
        // Nobody answers for a unit whose successor goes back to it.
        const into = tx.get('units', `u${action.into}`);
        if (!unit || !into || unit.id === into.id || unit.validTo !== null || into.validTo !== null) return;
        tx.put('units', { ...structuredClone(unit), validTo: dayText(today - 1), successorIds: [into.id] });
        return;
      }
      default:
    }
  }

  return {
    begin: (history, nowMs) =>
      store.transaction((tx) => {
        for (const [i, name] of unitNames.entries())
          tx.put('units', {
            id: `u${i}`,
            name,
            abbreviation: null,
            aliases: [],
            kind: 'sở',
            parentId: null,
            validFrom: null,
            validTo: null,
            successorIds: [],
          });
        for (const person of history.people) addPerson(tx, person, nowMs);
        for (const [i, group] of history.groups.entries())
          addConversation(
            tx,
            `g${i}`,
            'group',
            group.unit === null ? [] : [`u${group.unit}`],
            group.plan === null ? [] : [`plan${group.plan + 1}`],
            new Date(nowMs).toISOString(),
          );
        tx.put('settings', { id: 'reminder-policy', value: history.office });
        for (const plan of history.plans) publish(tx, plan, nowMs);
      }),
    act: (action, nowMs) => store.transaction((tx) => actOn(tx, action, nowMs)),
  };
}
