import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursFault, readHours } from '../../../src/domain/hours.js';
import { readSteps } from '../../../src/domain/step-words.js';

const read = (typed: string): string => {
  const found = readSteps(typed);
  if ('unclear' in found) return `? ${found.unclear}`;
  return found.steps.map(({ offset, onlyReports }) => `${offset}${onlyReports ? 'bc' : ''}`).join(' ');
};

describe('src/domain/step-words.ts', () => {
  it.each([
    ['-10bc -5bc -3 -1 0 +1 +3 +7', '-10bc -5bc -3 -1 0 1 3 7'],
    ['−10 báo cáo, –5 (việc là báo cáo); -3', '-10bc -5bc -3'],
    ['D-3 D+1 0', '-3 1 0'],
    ['trước hạn 5, 3, 1 ngày; ngày cuối; quá hạn 1, 3 và 7 ngày', '-5 -3 -1 0 1 3 7'],
    ['truoc 3 sau 2', '-3 2'],
    ['- 3 + 1', '-3 1'],
    ['', ''],
    ['3', '? 3'],
    ['-3 mười', '? muoi'],
    ['bc -3', '? bc'],
    ['-3 <b>', '? <b>'],
  ])('reads “%s” as %s', (typed, expected) => {
    expect(read(typed)).toBe(expected);
  });

  it('reads what it is told, whatever the order, and ends for any text', () => {
    const steps = fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, (offsets) => {
        const typed = offsets.map((offset) => (offset > 0 ? `+${offset}` : String(offset || 0))).join(' ');
        expect(read(typed)).toBe(offsets.map((offset) => offset || 0).join(' '));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => void readSteps(typed)));
  });
});

describe('src/domain/hours.ts', () => {
  it.each([
    ['7:30 17:00', '07:30', '17:00'],
    ['7h30 - 17h', '07:30', '17:00'],
    ['từ 7 giờ 30 đến 17 giờ', '07:30', '17:00'],
    ['8 11', '08:00', '11:00'],
    ['08.00–11.30', '08:00', '11:30'],
    ['7g30 phút đến 9g', '07:30', '09:00'],
  ])('reads “%s”', (typed, sendFrom, sendUntil) => {
    expect(readHours(typed)).toEqual({ sendFrom, sendUntil });
  });

  it.each(['', '8', '8 9 10', '25:00 26:00', '8:61 9:00', 'sáng chiều', '08:00'])(
    'does not take “%s”',
    (typed) => {
      expect(readHours(typed)).toBeNull();
    },
  );

  it('keeps nights quiet and hours long enough', () => {
    expect(hoursFault({ sendFrom: '04:59', sendUntil: '17:00' })).toBe('hours-out-of-range');
    expect(hoursFault({ sendFrom: '08:00', sendUntil: '21:01' })).toBe('hours-out-of-range');
    expect(hoursFault({ sendFrom: '08:00', sendUntil: '08:59' })).toBe('hours-too-close');
    expect(hoursFault({ sendFrom: '17:00', sendUntil: '08:00' })).toBe('hours-too-close');
    expect(hoursFault({ sendFrom: '05:00', sendUntil: '21:00' })).toBeNull();
    expect(hoursFault({ sendFrom: '08:00', sendUntil: '09:00' })).toBeNull();
  });
});
