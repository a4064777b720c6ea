/**
 * When a unit is reminded: steps counted in working days from the last on-time day, and the hours of sending.
 * Plain data an office can change; which instants follow from it is `reminder.ts`.
 */

/** One step of the ladder. */
export interface ReminderStep {
  /** Working days relative to the last on-time day; negative is before, 0 on the last day itself. */
  offset: number;
  /** Only for reports that others consolidate. */
  onlyReports?: boolean | undefined;
}

/**
 * Who is written to besides the officers of the unit, and from which step on (working days as in `ReminderStep`); null for
 * never. Steps of returns count from the return; the opening of a window comes before every step.
 */
export interface ReminderLadder {
  /** Heads of the unit, privately. */
  heads: number | null;
  /** Groups bound to the plan, with figures only. A unit's own group always gets what the unit gets. */
  groups: number | null;
  /** In those groups the units are named. */
  names: number | null;
  /** The clerks get the list of units. */
  office: number | null;
}

/** The ladder and the hours (`HH:MM`, Viet Nam) between which anything is sent. */
export interface ReminderPolicy {
  steps: ReminderStep[];
  /** Absent: `defaultLadder`. */
  ladder?: ReminderLadder | undefined;
  /** Nothing of this plan is reminded of. */
  isOff?: boolean | undefined;
  /**
   * Working days after a return without a new date at which the version is asked for again, once the ladder of its date
   * is over; absent for never.
   */
  afterReturn?: number[] | undefined;
  sendFrom: string;
  /** Nothing is begun from this time on. */
  sendUntil: string;
}

/** What an office, or a plan, has in place of what stands above it; absent fields are taken over from there. */
export interface PolicyChanges {
  steps?: ReminderStep[] | undefined;
  ladder?: ReminderLadder | undefined;
  afterReturn?: number[] | undefined;
  sendFrom?: string | undefined;
  sendUntil?: string | undefined;
  isOff?: boolean | undefined;
}

/** Privately first, figures in the plan's groups from the third day before, heads once it is late, names and the list last. */
export const defaultLadder: ReminderLadder = { heads: 1, groups: -3, names: 7, office: 7 };

/** Setting under which the office keeps its own changes to `defaultPolicy` (a `PolicyChanges`). */
export const officePolicyId = 'reminder-policy';

/** The policy with changes on top of it; the same object when there are none. */
export function changedPolicy(
  policy: ReminderPolicy,
  changes: Readonly<PolicyChanges> | undefined,
): ReminderPolicy {
  if (changes === undefined) return policy;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return given.length === 0 ? policy : { ...policy, ...Object.fromEntries(given) };
}

/** Kinds of reminders a person or a group can do without. The last day, what is overdue and what was returned stay. */
export type OptionalKind = 'opening' | 'early' | 'soon' | 'overview';

/** What a person, or a group, chose about the reminders it gets. */
export interface ReminderPreferences {
  /** Kinds not wanted. */
  muted?: OptionalKind[] | undefined;
  /** Hours (`HH:MM`) in place of those of the policy; what falls due earlier waits, what falls due later comes next working day. */
  sendFrom?: string | undefined;
  sendUntil?: string | undefined;
  /** Channel a person linked on several wants to be written to on; absent: where they wrote last. */
  channel?: string | undefined;
}

/** The usual ladder of provincial offices (domain.md 4.5). */
export const defaultPolicy: ReminderPolicy = {
  steps: [
    { offset: -10, onlyReports: true },
    { offset: -5, onlyReports: true },
    { offset: -3 },
    { offset: -1 },
    { offset: 0 },
    { offset: 1 },
    { offset: 3 },
    { offset: 7 },
  ],
  // Two days to mend it, then once a week for a quarter of a year; after that it is a matter for people.
  afterReturn: [2, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57, 62],
  sendFrom: '08:00',
  sendUntil: '17:00',
};

/** Name of a step after a return, part of its key; it names the version, so that each return has its own. */
export function returnStepName(version: number, offset: number): string {
  return `R${version}+${offset}`;
}

/** Name of a step, part of its key: `D-3`, `D`, `D+1`. */
export function stepName(offset: number): string {
  if (offset === 0) return 'D';
  return offset < 0 ? `D${offset}` : `D+${offset}`;
}
