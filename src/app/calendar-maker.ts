/** The calendar of reminders for a chat: figures and picture, made before the transaction, from the state as it is then. */
import { Readable } from 'node:stream';
import { rehearseDraft } from '../domain/acts/publish-rehearsal.js';
import type { MakeCalendar, Prepared, Rules } from '../domain/command.js';
import { UserError } from '../domain/errors.js';
import { amendedPlan } from '../domain/acts/amend.js';
import type { Plan } from '../domain/plan.js';
import { planLabel } from '../domain/plan.js';
import type { Clock, StoreReader, Vault } from '../domain/ports.js';
import { reminderCalendarPicture } from '../exports/reminder-calendar.js';
import * as texts from '../texts/reminder-calendar.js';
import { reminderCalendarOf } from './reminder-calendar.js';

/** Largest picture, in bytes; the tallest has about one megabyte. */
const largestBytes = 10_000_000;

export type CalendarMaker = (
  wanted: MakeCalendar,
  reader: StoreReader,
) => Promise<{ calendar: Prepared['calendar']; problem: UserError | null }>;

/** @returns what makes a calendar; `problem` says why a draft could not be published. */
export function createCalendarMaker(deps: {
  vault: Pick<Vault, 'put'>;
  clock: Clock;
  rules: Rules;
}): CalendarMaker {
  const { vault, clock, rules } = deps;
  return async (wanted, reader) => {
    const fromMs = clock.now();
    let found: ReturnType<typeof sourceOf>;
    try {
      found = sourceOf(wanted, reader, rules, fromMs);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { calendar: null, problem: error };
    }
    if (!found) return { calendar: null, problem: null };
    const { month, withPicture } = wanted;
    const calendar = reminderCalendarOf(found.reader, rules, found.plans, {
      fromMs,
      month,
      to: null,
    });
    const made = { of: wanted.of, revision: found.revision, month, calendar, picture: null, isTall: false };
    if (!withPicture || texts.isNothing(calendar)) return { calendar: made, problem: null };
    const { png, isTall } = await reminderCalendarPicture(calendar, found.subject);
    const name = `lich-nhac-viec-${found.stem}-${(calendar.months[0]?.month ?? '').replace('-', '')}.png`;
    const picture = await vault.put(Readable.from([Buffer.from(png)]), { name, maxBytes: largestBytes });
    return { calendar: { ...made, picture, isTall }, problem: null };
  };
}

interface Source {
  reader: StoreReader;
  plans: readonly Readonly<Plan>[];
  /** State of the draft; null for plans in force. */
  revision: number | null;
  subject: texts.CalendarSubject;
  /** For the name of the file. */
  stem: string;
}

function sourceOf({ of }: MakeCalendar, reader: StoreReader, rules: Rules, nowMs: number): Source | null {
  if ('draftId' in of) {
    const draft = reader.get('drafts', of.draftId);
    if (draft?.status !== 'open') return null;
    const { document } = draft.result;
    const amends = amendedPlan(reader, document) ?? null;
    const rehearsed = rehearseDraft(reader, draft, { nowMs, rules });
    return {
      reader: rehearsed.reader,
      plans: [rehearsed.plan],
      revision: draft.revision,
      subject: texts.draftSubject(draft.number, planLabel(document), amends),
      stem: `D${draft.number}`,
    };
  }
  const active = reader.find('plans', 'byStatus', 'active');
  if (of.planId === null)
    return { reader, plans: active, revision: null, subject: texts.allPlansSubject, stem: 'tat-ca' };
  const plan = active.find(({ id }) => id === of.planId);
  if (!plan) return null;
  return {
    reader,
    plans: [plan],
    revision: null,
    subject: texts.planSubject(plan),
    stem: `K${plan.number}`,
  };
}
