/**
 * The tick: what fell due between the stored mark and now becomes keyed outbox rows, and the mark moves,
 * in one transaction. Deciding what falls due is the pure planner's; sending is `deliver.ts`.
 */
import { announcementsDue, hasUnannounced, markAnnounced } from '../domain/acts/announce.js';
import { changeNotices, hasUntoldChange, markChangesTold } from '../domain/acts/close.js';
import type { Rules } from '../domain/command.js';
import type { OutboundMessage, OutboxRow } from '../domain/message.js';
import type { Clock, Log, Store, StoreReader, StoreWriter } from '../domain/ports.js';
import {
  type AssignmentView,
  groupsOfPlan,
  reachRole,
  reachUnit,
  reminderCandidates,
  viewOf,
} from '../domain/queries.js';
import { type ReminderDue, nextSendingTime, planReminders } from '../domain/reminder.js';
import { forgetReplan, plannedFrom } from '../domain/replan.js';
import { compareUrgency, needsHandIn } from '../domain/state.js';
import { dayOf, toIso } from '../domain/time.js';
import { changeNotice } from '../texts/closing.js';
import { announcement } from '../texts/plan-publish.js';
import { caughtUp, digest, groupDigest, unreachedNotice } from '../texts/reminders.js';
import { enqueue, rememberForPrivateChat } from './outbox.js';

const markId = 'reminder-mark';
/** A silence longer than this is mentioned in the merged message. */
const outageMs = 6 * 3_600_000;

/**
 * One tick at an instant of the assistant's clock.
 * @returns number of reminder steps put in the outbox. Outside sending hours nothing happens and the mark stays,
 * so the next morning picks everything up; a clock set back finds its mark ahead and waits.
 */
export async function tick(
  deps: { store: Store; log: Log; rules: Rules; isMoved?: boolean },
  nowMs: number,
): Promise<number> {
  const { store, log, rules } = deps;
  const stored = store.get('settings', markId)?.value;
  if (typeof stored !== 'number') {
    await store.transaction((tx) => tx.put('settings', { id: markId, value: nowMs }));
    return 0;
  }
  if (nowMs <= stored || nextSendingTime(nowMs, rules.policy, rules.calendar) !== nowMs) return 0;
  if (hasUnannounced(store) || hasUntoldChange(store))
    await store.transaction((tx) => announce(tx, nowMs, rules));
  const due = planReminders(
    reminderCandidates(store, rules.policy),
    rules.policy,
    rules.calendar,
    plannedFrom(store, stored),
    nowMs,
  );
  if (due.length === 0 && nowMs - stored < 60_000) return 0;
  const queued = await store.transaction((tx) => {
    // Another tick may have moved the mark meanwhile; the keys would stop doubles, this saves the work.
    if (tx.get('settings', markId)?.value !== stored) return 0;
    tx.put('settings', { id: markId, value: nowMs });
    forgetReplan(tx);
    // Nights and weekends are no outage: silence counts from the first moment at which something could have been sent.
    const silenceMs = nowMs - nextSendingTime(stored + 60_000, rules.policy, rules.calendar);
    return queueReminders(tx, due, nowMs, !deps.isMoved && silenceMs > outageMs ? silenceMs : 0, rules);
  });
  if (queued > 0) log.info({ queued }, 'Reminders queued');
  return queued;
}

/** Tells units of plans that were published, changed, closed or opened again outside the hours of sending. */
function announce(tx: StoreWriter, nowMs: number, rules: Rules): void {
  for (const due of announcementsDue(tx, nowMs, rules.calendar)) {
    const conversation = tx.get('conversations', due.conversationId);
    if (!conversation) continue;
    const message = announcement(due, nowMs);
    if (enqueue(tx, conversation, message, { kind: 'notice', key: due.key }, nowMs))
      rememberForPrivateChat(tx, conversation, message, nowMs);
  }
  markAnnounced(tx);
  for (const notice of changeNotices(tx, nowMs, null)) {
    const conversation = tx.get('conversations', notice.conversationId);
    if (conversation)
      enqueue(tx, conversation, changeNotice(notice), { kind: 'notice', key: notice.key }, nowMs);
  }
  markChangesTold(tx);
}

interface Gathered {
  assignmentIds: Set<string>;
  unitNames: Set<string>;
  isGroup: boolean;
}

/** Steps → one digest per conversation, a record per step, and a notice about those nobody could be sent. */
function queueReminders(
  tx: StoreWriter,
  due: readonly ReminderDue[],
  nowMs: number,
  silenceMs: number,
  rules: Rules,
): number {
  const on = dayOf(nowMs);
  const gathered = new Map<string, Gathered>();
  const unreached = new Map<string, { unit: string; reason: string; tasks: number }>();
  let queued = 0;
  for (const step of due) {
    if (tx.get('reminders', step.key)) continue;
    const assignment = tx.get('assignments', step.assignmentId);
    const unit = assignment && tx.get('units', assignment.unitId);
    if (!assignment || !unit) continue;
    const reach = reachUnit(tx, unit.id, on);
    const planGroups = groupsOfPlan(tx, assignment.planId).map((group) => group.id);
    const conversations = [...new Set([...reach.private, ...reach.groups, ...planGroups])];
    for (const id of conversations) {
      const entry = gathered.get(id) ?? { assignmentIds: new Set(), unitNames: new Set(), isGroup: false };
      entry.assignmentIds.add(assignment.id);
      entry.unitNames.add(unit.name);
      entry.isGroup = tx.get('conversations', id)?.kind === 'group';
      gathered.set(id, entry);
    }
    // A plan's group is not the unit: somebody of the unit itself must be reachable.
    if (reach.private.length + reach.groups.length === 0) {
      const entry = unreached.get(unit.id) ?? {
        unit: unit.name,
        reason: reach.unreachable[0] ?? 'nobody-linked',
        tasks: 0,
      };
      entry.tasks += 1;
      unreached.set(unit.id, entry);
    }
    tx.put('reminders', {
      id: step.key,
      assignmentId: assignment.id,
      step: step.step,
      dueOn: step.dueOn,
      at: toIso(step.atMs),
      queuedAt: toIso(nowMs),
      conversationIds: conversations,
    });
    queued += 1;
  }
  for (const [conversationId, entry] of gathered) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) continue;
    const ids = [...entry.assignmentIds];
    const message = composeDigest(tx, ids, entry.isGroup, nowMs, rules);
    if (!message) continue;
    const note = silenceMs > 0 ? `\n${caughtUp(Math.round(silenceMs / 3_600_000))}` : '';
    const key = `digest/${conversationId}/${toIso(nowMs)}`;
    enqueue(
      tx,
      conversation,
      { ...message, text: message.text + note },
      { kind: 'reminder', key, assignmentIds: ids },
      nowMs,
    );
    rememberForPrivateChat(tx, conversation, message, nowMs);
  }
  tellClerks(tx, [...unreached.values()], nowMs);
  return queued;
}

/** Unasked, to every clerk: which units the reminders of this run could not reach, and why. */
function tellClerks(
  tx: StoreWriter,
  items: { unit: string; reason: string; tasks: number }[],
  nowMs: number,
): void {
  if (items.length === 0) return;
  for (const conversationId of reachRole(tx, 'clerk')) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) continue;
    const key = `unreached/${conversationId}/${toIso(nowMs)}`;
    enqueue(tx, conversation, unreachedNotice(items), { kind: 'notice', key }, nowMs);
  }
}

/** The digest of what is still owed among these assignments; null when nothing is. */
export function composeDigest(
  reader: StoreReader,
  assignmentIds: readonly string[],
  isGroup: boolean,
  nowMs: number,
  rules: Rules,
): OutboundMessage | null {
  const views = assignmentIds.flatMap((id): AssignmentView[] => {
    const assignment = reader.get('assignments', id);
    const view = assignment && viewOf(reader, assignment, nowMs, rules.calendar);
    return view && isOwed(view) ? [view] : [];
  });
  if (views.length === 0) return null;
  views.sort(compareUrgency);
  const units = [...new Set(views.map((view) => view.unit.name))];
  return isGroup ? groupDigest(views, nowMs, units) : digest(views, nowMs, units);
}

/** Worth a reminder: of a closed plan nothing is. */
function isOwed(view: AssignmentView): boolean {
  return view.plan.status === 'active' && needsHandIn(view.state);
}

/**
 * Looked at again just before sending: a reminder none of whose assignments is still owed is dropped,
 * one that has changed is written anew.
 */
export function createRefresh(
  store: StoreReader,
  clock: Clock,
  rules: Rules,
): (row: Readonly<OutboxRow>) => OutboundMessage | null {
  return (row) => {
    if (row.kind !== 'reminder' || row.assignmentIds.length === 0) return row.message;
    const owed = row.assignmentIds.filter((id) => {
      const assignment = store.get('assignments', id);
      const view = assignment && viewOf(store, assignment, clock.now(), rules.calendar);
      return view && isOwed(view);
    });
    if (owed.length === 0) return null;
    if (owed.length === row.assignmentIds.length) return row.message;
    return composeDigest(store, owed, row.to.kind === 'group', clock.now(), rules) ?? null;
  };
}

/** A reminder that could not be delivered: the clerks learn which unit and why. */
export function reportUndeliverable(
  tx: StoreWriter,
  row: Readonly<OutboxRow>,
  reason: string,
  nowMs: number,
): void {
  if (row.kind !== 'reminder') return;
  const units = new Map<string, number>();
  for (const id of row.assignmentIds) {
    const assignment = tx.get('assignments', id);
    const name = assignment && tx.get('units', assignment.unitId)?.name;
    if (name) units.set(name, (units.get(name) ?? 0) + 1);
  }
  const items = [...units].map(([unit, tasks]) => ({ unit, reason, tasks }));
  if (items.length === 0) return;
  for (const conversationId of reachRole(tx, 'clerk')) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation || conversation.id === row.conversationId) continue;
    enqueue(
      tx,
      conversation,
      unreachedNotice(items),
      { kind: 'notice', key: `undelivered/${row.id}/${conversationId}` },
      nowMs,
    );
  }
}
