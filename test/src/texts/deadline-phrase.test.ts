import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeadline } from '../../../src/domain/deadline/index.js';
import { type Deadline, blankDeadline } from '../../../src/domain/plan.js';
import { isWorkingDay } from '../../../src/domain/calendar.js';
import { addDays } from '../../../src/domain/time.js';
import { deadlinePhrase } from '../../../src/texts/deadline-phrase.js';

const issuedOn = '2022-06-02';
const day = fc.integer({ min: 0, max: 12_000 }).map((number) => addDays('2005-01-01', number));
const time = fc
  .record({ hour: fc.integer({ min: 6, max: 22 }), minute: fc.constantFrom(0, 15, 30, 45) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

const deadline = (more: Partial<Deadline>): Deadline => ({ ...blankDeadline, ...more });

/** What a phrase must keep. */
const meaning = (one: Deadline | null): unknown =>
  one && {
    kind: one.kind,
    statedOn: one.statedOn,
    from: one.from,
    dueTime: one.dueTime,
    inclusive: one.inclusive,
    rrule: one.rrule,
    anchor: one.anchor && { amount: one.anchor.amount, unit: one.anchor.unit, text: one.anchor.text },
  };
const read = (phrase: string): Deadline | null => readDeadline(phrase, { issuedOn, beforeMeans: 'strict' });

/** A deadline written and read again, beside what it means. */
function thereAndBack(one: Deadline): { phrase: string; again: unknown; meant: unknown } {
  const phrase = deadlinePhrase(one);
  return { phrase, again: meaning(read(phrase)), meant: meaning(one) };
}

const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((list) => [...list].sort((a, b) => a - b));
const monthDay = fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant(-1));

describe('src/texts/deadline-phrase.ts', () => {
  it('writes days, with and without an hour, so that they are read the same', () => {
    fc.assert(
      fc.property(day, fc.boolean(), fc.option(time, { nil: null }), (statedOn, inclusive, dueTime) => {
        const { phrase, again, meant } = thereAndBack(deadline({ statedOn, inclusive, dueTime }));
        expect(again, phrase).toEqual(meant);
      }),
    );
  });

  it('writes windows so that they are read the same', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, length) => {
        const { phrase, again, meant } = thereAndBack(
          deadline({ kind: 'window', from, statedOn: addDays(from, length) }),
        );
        expect(again, phrase).toEqual(meant);
      }),
    );
  });

  it('writes yearly rules so that they are read the same', () => {
    fc.assert(
      fc.property(months, fc.option(monthDay, { nil: null }), fc.boolean(), (list, dayOfMonth, isBefore) => {
        const byDay = dayOfMonth === null ? '' : `;BYMONTHDAY=${dayOfMonth}`;
        const inclusive = dayOfMonth === null || dayOfMonth === -1 || !isBefore;
        const { phrase, again, meant } = thereAndBack(
          deadline({ kind: 'recurring', rrule: `FREQ=YEARLY;BYMONTH=${list.join(',')}${byDay}`, inclusive }),
        );
        expect(again, phrase).toEqual(meant);
      }),
    );
  });

  it('writes monthly, weekly and daily rules so that they are read the same', () => {
    const rules = fc.oneof(
      fc.integer({ min: 1, max: 28 }).map((number) => `FREQ=MONTHLY;BYMONTHDAY=${number}`),
      fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU').map((name) => `FREQ=WEEKLY;BYDAY=${name}`),
      fc.constantFrom(
        'FREQ=YEARLY',
        'FREQ=MONTHLY',
        'FREQ=MONTHLY;INTERVAL=3',
        'FREQ=MONTHLY;INTERVAL=6',
        'FREQ=MONTHLY;INTERVAL=2',
        'FREQ=WEEKLY',
        'FREQ=WEEKLY;INTERVAL=2',
        'FREQ=DAILY',
        'FREQ=DAILY;INTERVAL=15',
        'FREQ=YEARLY;INTERVAL=5',
      ),
    );
    fc.assert(
      fc.property(rules, (rrule) => {
        const { phrase, again, meant } = thereAndBack(deadline({ kind: 'recurring', rrule }));
        expect(again, phrase).toEqual(meant);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), (number) => {
        const { phrase, again, meant } = thereAndBack(
          deadline({ kind: 'recurring', rrule: `FREQ=MONTHLY;BYMONTHDAY=${number}`, inclusive: false }),
        );
        expect(again, phrase).toEqual(meant);
      }),
    );
  });

  it('writes lengths so that they are read the same', () => {
    const anchors = fc.constantFrom(
      'ngày nhận được văn bản',
      'ngày họp',
      'ngày khai mạc hội nghị',
      'ngày kết thúc đợt kiểm tra',
    );
    fc.assert(
      fc.property(
        anchors,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('day' as const, 'workday' as const),
        fc.boolean(),
        (text, amount, unit, isBefore) => {
          const anchor = { text, amount: isBefore ? -amount : amount, unit };
          const { phrase, again, meant } = thereAndBack(deadline({ kind: 'relative', anchor }));
          expect(again, phrase).toEqual(meant);
        },
      ),
    );
  });

  it('says what has no day as it was written', () => {
    expect(deadlinePhrase(deadline({ kind: 'event', text: 'sau khi hội nghị kết thúc' }))).toBe(
      'sau khi hội nghị kết thúc',
    );
    expect(deadlinePhrase(deadline({ kind: 'recurring', text: 'định kỳ', rrule: null }))).toBe('định kỳ');
  });
});

describe('a later issue date', () => {
  const shifted = (phrase: string, on: string): Deadline | null =>
    readDeadline(phrase, { issuedOn: on, beforeMeans: 'strict' });

  it('moves what is counted from it, by as much', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 90 }),
        (on, later, amount) => {
          const phrase = `trong vòng ${amount} ngày kể từ ngày ban hành Kế hoạch này`;
          for (const issued of [on, addDays(on, later)]) {
            // A period that ends on a day of rest runs on to the next working day (Civil Code 2015, art. 148.5).
            let last = addDays(issued, amount);
            while (!isWorkingDay(last, { years: {} })) last = addDays(last, 1);

            expect(shifted(phrase, issued)?.dueOn).toBe(last);
          }
        },
      ),
    );
  });

  it('moves a day without its year by whole years, and a day with its year not at all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 6 }),
        (month, dayOfMonth, years) => {
          const on = '2020-01-01';
          const later = `${2020 + years}-01-01`;
          const open = `trước ngày ${dayOfMonth}/${month}`;
          const first = shifted(open, on)?.statedOn ?? '';
          const second = shifted(open, later)?.statedOn ?? '';
          expect([second.slice(4), Number(second.slice(0, 4)) - Number(first.slice(0, 4))]).toEqual([
            first.slice(4),
            years,
          ]);
          const fixed = `${open}/2031`;
          expect(shifted(fixed, on)?.statedOn).toBe(shifted(fixed, later)?.statedOn);
        },
      ),
    );
  });
});
