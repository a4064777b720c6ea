import { describe, expect, it } from 'vitest';
import { calendarWhen } from '../../../src/domain/calendar-when.js';
import {
  type CalendarStep,
  endsOf,
  kindOfStep,
  monthAfter,
  reminderCalendar,
  sendingDays,
} from '../../../src/domain/reminder-calendar.js';

const years = {
  '2026': { source: 'thông báo', off: ['2026-06-19'], worked: ['2026-06-27'], isComplete: true },
};

function step(day: string, name: string, unit: string, task = 'báo cáo', dueOn = '2026-06-24'): CalendarStep {
  return { day, step: name, dueOn, unitId: unit, unit, taskId: task, task, plan: '62/KH-UBND' };
}

const steps = [
  step('2026-06-24', 'D-1', 'Sở Y tế', 'rà soát', '2026-06-25'),
  step('2026-06-24', 'D', 'Sở Tài chính'),
  step('2026-06-24', 'D', 'Ban Dân tộc'),
  step('2026-06-24', 'D', 'Sở Y tế'),
  step('2026-06-25', 'D+1', 'Sở Y tế'),
  step('2026-08-03', 'open', 'Sở Y tế', 'hội thảo', '2026-09-30'),
];

const made = reminderCalendar(
  {
    from: '2026-06-15',
    months: ['2026-06', '2026-07', '2026-08'],
    steps,
    dues: steps.map(({ dueOn, ...rest }) => ({ ...rest, day: dueOn })),
    later: null,
    undated: 0,
    silent: [],
  },
  { years },
);
const dayOf = (day: string): (typeof made.months)[0]['days'][0] | undefined =>
  made.months.flatMap(({ days }) => days).find((one) => one.day === day);

describe('src/domain/reminder-calendar.ts', () => {
  it('counts each unit and each task of a day once, and names the units of each step', () => {
    const day = dayOf('2026-06-24');

    expect(day).toMatchObject({ units: 3, tasks: 2, kinds: ['last-day', 'before'] });
    expect(day?.entries.map(({ step: name, task, units }) => [name, task, units])).toEqual([
      ['D', 'báo cáo', ['Ban Dân tộc', 'Sở Tài chính', 'Sở Y tế']],
      ['D-1', 'rà soát', ['Sở Y tế']],
    ]);
    expect(day?.due).toEqual([{ taskId: 'báo cáo', task: 'báo cáo', plan: '62/KH-UBND', units: 3 }]);
  });

  it('shades weekends and holidays, not a Saturday worked in exchange, and knows which days are over', () => {
    const off = made.months[0]?.days.filter(({ isOff }) => isOff).map(({ day }) => Number(day.slice(8)));

    expect(off).toEqual([6, 7, 13, 14, 19, 20, 21, 28]);
    expect(dayOf('2026-06-14')?.isPast).toBe(true);
    expect(dayOf('2026-06-15')?.isPast).toBe(false);
  });

  it('tells which months are empty, what the whole period has, and which years are not settled', () => {
    expect(made.months.map(({ month, isEmpty }) => [month, isEmpty])).toEqual([
      ['2026-06', false],
      ['2026-07', true],
      ['2026-08', false],
    ]);
    expect(made.totals).toEqual({ days: 3, units: 3, tasks: 3, reminders: 6 });
    expect(sendingDays(made).map(({ day }) => day)).toEqual(['2026-06-24', '2026-06-25', '2026-08-03']);
    expect(made.to).toBe('2026-08-31');
    expect(made.unsettledYears).toEqual([]);
  });

  it('knows every name of a step the planner gives, and takes an unknown one for an ordinary reminder', () => {
    expect(['D', 'D-10', 'D+7', 'open', 'R2+12', 'event'].map(kindOfStep)).toEqual([
      'last-day',
      'before',
      'after',
      'opening',
      'returned',
      'other',
    ]);
  });

  it('counts months over the end of a year', () => {
    expect(['2026-11', '2026-12', '2026-01'].map((month) => monthAfter(month, 2))).toEqual([
      '2027-01',
      '2027-02',
      '2026-03',
    ]);
    expect(endsOf('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  });
});

describe('src/domain/calendar-when.ts', () => {
  it.each([
    ['', { kind: 'begin' }],
    ['12/2026', { kind: 'month', month: '2026-12' }],
    ['Tháng 6/2027', { kind: 'month', month: '2027-06' }],
    ['22/6', { kind: 'day', day: '2026-06-22' }],
    ['ngày 1/6', { kind: 'day', day: '2027-06-01' }],
    ['1.6.2026', { kind: 'day', day: '2026-06-01' }],
    ['29/2', null],
    ['13/2026', null],
    ['31/6/2026', null],
    ['12/9999', null],
    ['hôm nào cũng được', null],
    [`${'9'.repeat(4_000)}/1`, null],
  ])('reads “%s”', (typed, meant) => {
    expect(calendarWhen(typed, '2026-06-15')).toEqual(meant);
  });
});
