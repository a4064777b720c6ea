/**
 * The rules in force: calendar, reminder policy, reading of "trước". The calendar ships with the package; an office
 * corrects or extends it in a file of its own, which an update of the program leaves alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { isYearKnown, parseCalendar, type WorkCalendar } from '../domain/calendar.js';
import type { Rules } from '../domain/command.js';
import { UserError } from '../domain/errors.js';
import { defaultPolicy } from '../domain/policy.js';
import { dayOf } from '../domain/time.js';
import { packageJson } from './assets.js';

/** Name of the office's own calendar file in the data folder; its years replace the shipped ones. */
export const ownCalendar = 'holidays.json';

/**
 * @throws UserError `bad-input` naming the file and the first place that is wrong, when the office's calendar is damaged.
 */
export function loadRules(config: Pick<Config, 'beforeMeans' | 'workdayEnd' | 'dataDir'>): Rules {
  const shipped = parseCalendar(packageJson('assets', 'calendar', 'holidays.json'));
  const own = readOwn(join(config.dataDir, ownCalendar));
  return {
    calendar: { years: { ...shipped.years, ...own?.years } },
    policy: defaultPolicy,
    beforeMeans: config.beforeMeans,
    workdayEnd: config.workdayEnd,
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
