/**
 * The rules in force: calendar, reminder policy, reading of "trước". The calendar ships with the package; an office
 * corrects or extends it in a file of its own, which an update of the program leaves alone, or in chat. What was changed
 * in chat lies on top and counts from the next look at it, without a restart.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyChanges } from '../../storage/schema-parts.js';
import type { Config } from '../config.js';
import {
  calendarUnder,
  isYearKnown,
  officeCalendarId,
  parseCalendar,
  type WorkCalendar,
} from '../domain/calendar.js';
import type { Rules } from '../domain/command.js';
import { UserError } from '../domain/errors.js';
import { changedPolicy, defaultPolicy, officePolicyId } from '../domain/policy.js';
import type { StoreReader } from '../domain/ports.js';
import type { Setting } from '../domain/tables.js';
import { dayOf } from '../domain/time.js';
import { packageJson } from './assets.js';

/** Name of the office's own calendar file in the data folder; its years replace the shipped ones. */
export const ownCalendar = 'holidays.json';

/**
 * @param reader the store whose settings hold what the office changed in chat; null where there is no store.
 * @returns rules whose `calendar` and `policy` are looked up whenever they are asked for, and stay the same objects until
 * the office changes them.
 * @throws UserError `bad-input` naming the file and the first place that is wrong, when the office's calendar is damaged.
 */
export function loadRules(
  config: Pick<Config, 'beforeMeans' | 'workdayEnd' | 'dataDir'>,
  reader: Pick<StoreReader, 'get'> | null,
): Rules {
  const shipped = parseCalendar(packageJson('assets', 'calendar', 'holidays.json'));
  const own = readOwn(join(config.dataDir, ownCalendar));
  const filed = { years: { ...shipped.years, ...own?.years } };
  const calendar = following(reader, officeCalendarId, (value) => calendarUnder(filed, value));
  const policy = following(reader, officePolicyId, (value) => {
    const changes = policyChanges.safeParse(value);
    return changedPolicy(defaultPolicy, changes.success ? changes.data : undefined);
  });
  return {
    get calendar() {
      return calendar();
    },
    get policy() {
      return policy();
    },
    beforeMeans: config.beforeMeans,
    workdayEnd: config.workdayEnd,
  };
}

/** What follows from a setting, worked out anew only when the record is another one: records are frozen. */
function following<T>(
  reader: Pick<StoreReader, 'get'> | null,
  id: string,
  work: (value: unknown) => T,
): () => T {
  let seen: Readonly<Setting> | undefined;
  let made = work(undefined);
  return () => {
    const record = reader?.get('settings', id);
    if (record !== seen) {
      made = work(record?.value);
      seen = record;
    }
    return made;
  };
}

function readOwn(path: string): WorkCalendar | null {
  if (!existsSync(path)) return null;
  try {
    return parseCalendar(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new UserError('bad-input', `${path}: ${error instanceof Error ? error.message : 'không đọc được'}`);
  }
}

/**
 * Years whose notice of days off should be in the table by now: this one, and from November the next.
 * Empty while all is well.
 */
export function yearsWithoutNotice(calendar: WorkCalendar, nowMs: number): number[] {
  const [year = 0, month = 0] = dayOf(nowMs).split('-').map(Number);
  const wanted = month >= 11 ? [year, year + 1] : [year];
  return wanted.filter((candidate) => !isYearKnown(candidate, calendar));
}
