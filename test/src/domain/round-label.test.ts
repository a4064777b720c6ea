import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundLabel } from '../../../src/domain/round-label.js';
import { type Rule, parseRule } from '../../../src/domain/rrule.js';

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (!rule) throw new Error(`not a rule: ${text}`);
  return rule;
}

/** The label of one occurrence; the last day is the day itself unless the text excludes it. */
function label(rules: string, text: string, occurrence: string, lastDay = occurrence): string {
  const [first, ...others] = rules.split('|').map(ruleOf);
  if (!first) throw new Error('no rule');
  return roundLabel(first, [first, ...others], text, occurrence, lastDay);
}

describe('src/domain/round-label.ts', () => {
  it.each([
    ['FREQ=MONTHLY', 'hằng tháng', '2026-07-31', 'tháng 7/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=25', 'ngày 25 hằng tháng', '2026-07-25', 'tháng 7/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 tháng sau', '2026-07-05', 'tháng 6/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 của tháng tiếp theo', '2026-01-05', 'tháng 12/2025'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 tháng kế tiếp', '2026-07-05', 'tháng 6/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'ngày 05 tháng liền kề', '2026-07-05', 'tháng 6/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'NGAY 05 THANG SAU', '2026-07-05', 'tháng 6/2026'],
    ['FREQ=MONTHLY;INTERVAL=3', 'hằng quý', '2026-03-31', 'quý I/2026'],
    ['FREQ=MONTHLY;INTERVAL=3', 'hằng quý', '2026-12-31', 'quý IV/2026'],
    ['FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15', 'ngày 15 tháng cuối quý', '2026-06-15', 'quý II/2026'],
    ['FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10', 'ngày 10 tháng đầu quý sau', '2026-10-10', 'quý III/2026'],
    ['FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10', 'ngày 10 tháng đầu quý sau', '2026-01-10', 'quý IV/2025'],
    ['FREQ=MONTHLY;INTERVAL=6', '6 tháng một lần', '2026-06-30', '6 tháng đầu năm 2026'],
    ['FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15', '15/6 và 15/12', '2026-12-15', '6 tháng cuối năm 2026'],
    ['FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=5', 'ngày 05/01 và 05/7', '2026-01-05', '6 tháng cuối năm 2025'],
    [
      'FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1',
      'cuối tháng 5, cuối tháng 11',
      '2026-11-30',
      'đợt cuối tháng 11/2026',
    ],
    [
      'FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=20',
      'báo cáo 6 tháng: 20/5, 20/11',
      '2026-05-20',
      '6 tháng đầu năm 2026',
    ],
    ['FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=20', '20/5 và 20/11', '2026-05-20', 'đợt 20/05/2026'],
    ['FREQ=YEARLY', 'hằng năm', '2026-12-31', 'năm 2026'],
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1', 'trước 01/11 hàng năm', '2026-11-01', 'năm 2026'],
    ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15', 'ngày 15/01 năm sau', '2026-01-15', 'năm 2025'],
    ['FREQ=YEARLY;INTERVAL=5', '5 năm một lần', '2030-12-31', 'giai đoạn 2026 - 2030'],
    ['FREQ=MONTHLY;INTERVAL=18', '18 tháng một lần', '2026-06-30', 'đợt tháng 6/2026'],
    ['FREQ=YEARLY;BYMONTH=3,4', 'tháng 3, tháng 4', '2026-04-30', 'đợt tháng 4/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'ngày 15 và ngày cuối tháng', '2026-06-30', 'đợt cuối tháng 6/2026'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'ngày 15 và ngày cuối tháng', '2026-06-15', 'đợt 15/06/2026'],
    ['FREQ=WEEKLY', 'hằng tuần', '2026-07-05', 'tuần 29/06/2026 - 05/07/2026'],
    ['FREQ=WEEKLY;BYDAY=MO', 'thứ Hai hằng tuần', '2026-06-29', 'tuần 29/06/2026 - 05/07/2026'],
    ['FREQ=WEEKLY;BYDAY=TU,FR', 'thứ Ba, thứ Sáu', '2026-07-03', 'ngày 03/07/2026'],
    ['FREQ=DAILY', 'hằng ngày', '2026-07-03', 'ngày 03/07/2026'],
  ])('%s (%s) on %s is %s', (rule, text, occurrence, expected) => {
    expect(label(rule, text, occurrence)).toBe(expected);
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=1', 'trước ngày 01 hằng tháng', '2026-08-01', '2026-07-31', 'tháng 7/2026'],
    [
      'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1',
      'trước ngày 01/01 hằng năm',
      '2027-01-01',
      '2026-12-31',
      'năm 2026',
    ],
    [
      'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1',
      'trước ngày 01 tháng đầu quý',
      '2026-07-01',
      '2026-06-30',
      'quý II/2026',
    ],
    ['FREQ=WEEKLY;BYDAY=MO', 'trước thứ Hai', '2026-06-29', '2026-06-28', 'tuần 22/06/2026 - 28/06/2026'],
  ])('%s (%s) belongs to the period that holds its last day', (rule, text, occurrence, lastDay, expected) => {
    expect(label(rule, text, occurrence, lastDay)).toBe(expected);
  });

  it.each([
    ['FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15', '2026-06-15', '6 tháng đầu năm 2026'],
    ['FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15', '2026-09-15', '9 tháng năm 2026'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15', '2026-12-15', 'năm 2026'],
  ])('tells "6 tháng, 9 tháng, năm" apart: %s', (rule, occurrence, expected) => {
    const all = [
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15',
      'FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15',
    ];
    const rules = [rule, ...all.filter((other) => other !== rule)].join('|');

    expect(label(rules, 'báo cáo 6 tháng, 9 tháng, năm', occurrence)).toBe(expected);
    expect(label(rules, 'bao cao 06 thang, 09 thang, nam', occurrence)).toBe(expected);
  });

  it('keeps two yearly dates apart by their days when the text names no periods', () => {
    expect(
      label(
        'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8|FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=20',
        '8/3, 20/10',
        '2026-03-08',
      ),
    ).toBe('đợt 08/03/2026');
  });

  it('is never empty and always shows the year of the occurrence, or the one before or after', () => {
    fc.assert(
      fc.property(anyRule, anyText, anyDay, (rule, text, day) => {
        const shown = label(rule, text, day);
        const years = (shown.match(/\d{4}/g) ?? []).map(Number);

        expect(years.some((year) => Math.abs(year - Number(day.slice(0, 4))) <= 1)).toBe(true);
        expect(shown).toBe(shown.normalize('NFC').trim());
      }),
      { numRuns: 2_000 },
    );
  });
});

const anyDay = fc
  .integer({ min: Date.UTC(2015, 0, 1) / 86_400_000, max: Date.UTC(2030, 11, 31) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
const anyText = fc.oneof(fc.string(), fc.constantFrom('hằng năm', 'tháng sau', '6 tháng', 'năm sau', 'quý'));
const anyRule = fc.constantFrom(
  'FREQ=DAILY',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,TH',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;INTERVAL=3',
  'FREQ=MONTHLY;INTERVAL=6',
  'FREQ=MONTHLY;INTERVAL=5',
  'FREQ=MONTHLY;BYMONTHDAY=15,-1',
  'FREQ=YEARLY',
  'FREQ=YEARLY;INTERVAL=5',
  'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10',
  'FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1',
);
