/**
 * Who is to be told that a plan was published or changed, and about which of their assignments.
 * The words are in `texts`; sending, within the hours of sending, is the caller's.
 */
import type { WorkCalendar } from '../calendar.js';
import type { Plan } from '../plan.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { type AssignmentView, reachUnit, viewsOf } from '../queries.js';
import { dayOf } from '../time.js';

/** One message owed to one conversation. */
export interface Announcement {
  conversationId: string;
  /** Once per plan (or amendment) and conversation, whatever happens. */
  key: string;
  what: 'published' | 'amended';
  plan: Readonly<Plan>;
  units: string[];
  views: AssignmentView[];
  isGroup: boolean;
}

/** Announcements nobody has been sent yet, of all plans in force. */
export function announcementsDue(reader: StoreReader, nowMs: number, calendar: WorkCalendar): Announcement[] {
  return reader.find('plans', 'byStatus', 'active').flatMap((plan) => {
    const due: Announcement[] = [];
    const all = reader.find('assignments', 'byPlan', plan.id);
    if (plan.isUnannounced) {
      const active = all.filter((assignment) => assignment.status === 'active');
      const views = viewsOf(reader, active, nowMs, calendar);
      due.push(...perConversation(reader, plan, views, nowMs, 'published', plan.id));
    }
    for (const [i, { untold }] of (plan.amendments ?? []).entries()) {
      // Whoever learns of the whole plan now need not be told that it has been changed.
      if (!untold || plan.isUnannounced) continue;
      const views = viewsOf(
        reader,
        all.filter((assignment) => untold.includes(assignment.id)),
        nowMs,
        calendar,
      );
      due.push(...perConversation(reader, plan, views, nowMs, 'amended', `${plan.id}/${i + 1}`));
    }
    return due;
  });
}

/** Marks everything that was due as told. */
export function markAnnounced(tx: StoreWriter): void {
  for (const plan of tx.find('plans', 'byStatus', 'active')) {
    if (!plan.isUnannounced && !plan.amendments?.some((one) => one.untold)) continue;
    const told = structuredClone(plan) as Plan;
    delete told.isUnannounced;
    for (const amendment of told.amendments ?? []) delete amendment.untold;
    tx.put('plans', told);
  }
}

/** Whether anything waits to be told. */
export function hasUnannounced(reader: StoreReader): boolean {
  return reader
    .find('plans', 'byStatus', 'active')
    .some((plan) => plan.isUnannounced || plan.amendments?.some((one) => one.untold));
}

function perConversation(
  reader: StoreReader,
  plan: Readonly<Plan>,
  views: readonly AssignmentView[],
  nowMs: number,
  what: Announcement['what'],
  id: string,
): Announcement[] {
  const found = new Map<string, Announcement>();
  for (const view of views) {
    const reach = reachUnit(reader, view.unit.id, dayOf(nowMs));
    for (const conversationId of new Set([...reach.private, ...reach.groups])) {
      const isGroup = reader.get('conversations', conversationId)?.kind === 'group';
      const key = `${what}/${id}/${conversationId}`;
      const entry = found.get(conversationId) ?? {
        conversationId,
        key,
        what,
        plan,
        units: [],
        views: [],
        isGroup,
      };
      entry.views.push(view);
      if (!entry.units.includes(view.unit.name)) entry.units.push(view.unit.name);
      found.set(conversationId, entry);
    }
  }
  return [...found.values()];
}
