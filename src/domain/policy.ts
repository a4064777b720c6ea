/**
 * When a unit is reminded: steps counted in working days from the last on-time day, and the hours of sending.
 * Plain data an office can change; which instants follow from it is `reminder.ts`.
 */

/** One step of the ladder. */
export interface ReminderStep {
  /** Working days relative to the last on-time day; negative is before, 0 on the last day itself. */
  offset: number;
  /** Only for reports that others consolidate. */
  onlyReports?: boolean;
}

/** The ladder and the hours (`HH:MM`, Viet Nam) between which anything is sent. */
export interface ReminderPolicy {
  steps: ReminderStep[];
  /**
   * Working days after a return without a new date at which the version is asked for again, once the ladder of its date
   * is over; absent for never.
   */
  afterReturn?: number[];
  sendFrom: string;
  /** Nothing is begun from this time on. */
  sendUntil: string;
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
