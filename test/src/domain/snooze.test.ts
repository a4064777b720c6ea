import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../src/domain/calendar.js';
import { lastReminderDay, snoozeEnd, snoozeLimit } from '../../../src/domain/snooze.js';
import { lateFrom } from '../../../src/domain/state.js';
import { addDays, dayOf, instantOf } from '../../../src/domain/time.js';
import type { Snooze } from '../../../src/domain/urging.js';
import { calendar, facts, iso, vn } from './facts.js';

const sending = { sendFrom: '08:00' };
const snooze = (until: string, at: string): Snooze => ({
  id: 'c1/a1',
  conversationId: 'c1',
  assignmentId: 'a1',
  until,
  byPersonId: 'p1',
  at: iso(at),
});

describe('src/domain/snooze.ts', () => {
  it('reminds at the last on a working day before which there is time left', () => {
    const last = (round: { dueOn: string; dueTime?: string }): string | null =>
      lastReminderDay(facts({ round }), vn('2022-06-10 09:00'), sending, calendar);
    expect(last({ dueOn: '2022-06-22' })).toBe('2022-06-22');
    // Sunday; and a Monday whose hour comes before sending starts.
    expect(last({ dueOn: '2022-06-19' })).toBe('2022-06-17');
    expect(last({ dueOn: '2022-06-20', dueTime: '07:30' })).toBe('2022-06-17');
    expect(last({ dueOn: '2022-06-20', dueTime: '10:00' })).toBe('2022-06-20');
  });

  it('ends with what was due sooner, and means nothing once the unit or the office acted', () => {
    const put = snooze('2022-06-21', '2022-06-15 09:00');
    const at = vn('2022-06-17 09:00');
    const end = (given: Parameters<typeof facts>[0]): string | null =>
      snoozeEnd(put, facts(given), sending, calendar, at);
    expect(end({})).toBe('2022-06-21');
    expect(end({ round: { dueOn: '2022-06-20' } })).toBe('2022-06-20');
    expect(end({ submissions: [{ sentAt: iso('2022-06-16 10:00') }] })).toBeNull();
    const returned = { submissionId: 's1', decision: 'returned' as const };
    const before = { sentAt: iso('2022-06-14 10:00') };
    expect(end({ submissions: [before], reviews: [{ ...returned, at: iso('2022-06-14 11:00') }] })).toBe(
      '2022-06-21',
    );
    expect(
      end({ submissions: [before], reviews: [{ ...returned, at: iso('2022-06-16 11:00') }] }),
    ).toBeNull();
    const granted = { status: 'granted' as const, newDueOn: '2022-06-30' };
    expect(end({ extensions: [{ ...granted, decidedAt: iso('2022-06-16 09:00') }] })).toBeNull();
    expect(end({ extensions: [{ ...granted, status: 'refused', decidedAt: iso('2022-06-16 09:00') }] })).toBe(
      '2022-06-21',
    );
    expect(end({ extensions: [{ ...granted, decidedAt: iso('2022-06-14 09:00') }] })).toBe('2022-06-21');
    expect(end({ assignment: { status: 'paused' } })).toBeNull();
  });

  it('has nothing to put off where nothing is reminded of', () => {
    const limit = (given: Parameters<typeof facts>[0]): unknown =>
      snoozeLimit(facts(given), null, sending, calendar, vn('2022-06-15 09:00'));
    expect(limit({ submissions: [{}] })).toMatchObject({ latest: '2022-06-22' });
    expect(limit({ submissions: [{ sentAt: iso('2022-06-14 10:00') }] })).toEqual({ refused: 'not-owed' });
    expect(limit({ round: { opensOn: '2022-06-16' } })).toEqual({ refused: 'not-owed' });
    expect(limit({ round: { dueOn: null } })).toEqual({ refused: 'undated' });
    expect(limit({ round: { dueOn: '2022-06-15' } })).toEqual({ refused: 'last-day' });
  });

  it('never lets anything go past its last day, nor silence what is late for more than three working days', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((count) => addDays('2021-06-01', count));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 1439 }), (dueOn, today, minute) => {
        const nowMs = instantOf(today, '00:00') + minute * 60_000;
        const all = facts({ round: { dueOn }, assignment: { createdAt: iso('2021-06-01 00:00') } });
        const limit = snoozeLimit(all, null, sending, calendar, nowMs);
        const isLate = nowMs >= lateFrom(dueOn, null);
        if ('refused' in limit) {
          expect(limit.refused).toBe('last-day');
          expect(isLate).toBe(false);
          // No working day is left before the date.
          expect(addWorkingDays(today, 1, calendar) > dueOn).toBe(true);
          return;
        }
        expect(limit.isLate).toBe(isLate);
        expect(isWorkingDay(limit.latest, calendar)).toBe(true);
        expect(limit.latest > dayOf(nowMs)).toBe(true);
        if (isLate) expect(workingDaysBetween(today, limit.latest, calendar)).toBe(3);
        else expect(limit.latest <= dueOn).toBe(true);
      }),
    );
  });

  it('counts what is late from the first time it was put off', () => {
    const late = facts({ round: { dueOn: '2022-06-10' } });
    const first = snooze('2022-06-16', '2022-06-14 09:00');
    expect(snoozeLimit(late, first, sending, calendar, vn('2022-06-15 09:00'))).toEqual({
      latest: '2022-06-17',
      isLate: true,
    });
    expect(snoozeLimit(late, first, sending, calendar, vn('2022-06-17 09:00'))).toEqual({
      refused: 'late-limit',
    });
  });
});
