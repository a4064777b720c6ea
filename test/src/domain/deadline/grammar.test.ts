import { describe, expect, it } from 'vitest';
import { readDeadline } from '../../../../src/domain/deadline/index.js';

/** Issue date of the imagined plan: a Thursday. */
const issuedOn = '2022-06-02';
const read = (text: string, beforeMeans: 'strict' | 'lenient' = 'strict') =>
  readDeadline(text, { issuedOn, beforeMeans });

/** `from..dueOn` of a window, `dueOn` of a day, the rule of a recurrence, with the clock time. */
function shown(text: string): string {
  const found = read(text);
  if (!found) return 'nothing';
  const { kind, from, dueOn, dueTime, rrule, anchor } = found;
  if (rrule) return rrule;
  if (kind === 'relative' || kind === 'event')
    return `${kind} ${anchor?.amount ?? ''} ${anchor?.unit ?? ''}`.trim();
  if (kind === 'standing') return 'standing';
  return `${from ? `${from}..` : ''}${dueOn ?? ''}${dueTime ? ` ${dueTime}` : ''}`;
}

describe('src/domain/deadline: days', () => {
  it.each([
    ['trước ngày 23/6/2022', '2022-06-22'],
    ['trước 10/8/2022', '2022-08-09'],
    ['xong trước ngày 01/7/2022', '2022-06-30'],
    ['chậm nhất ngày 23/6/2022', '2022-06-23'],
    ['muộn nhất là ngày 30 tháng 6 năm 2022', '2022-06-30'],
    ['đến hết ngày 15/7/2022', '2022-07-15'],
    ['hạn cuối ngày 15-7-2022', '2022-07-15'],
    ['trong ngày 15.7.2022', '2022-07-15'],
    ['hoàn thành trước ngày **23/6/2022**', '2022-06-22'],
    ['ngày 28 \n tháng 12 năm 2022', '2022-12-28'],
    ['truoc ngay 23/6/2022', '2022-06-22'],
    ['cham nhat ngay 23 thang 6 nam 2022', '2022-06-23'],
    ['trước 16h00 ngày 23/6/2022', '2022-06-23 16:00'],
    ['trước 09 giờ 30 ngày 23/6/2022', '2022-06-23 09:30'],
    ['trước 16 giờ 00 phút ngày 23 tháng 6 năm 2022', '2022-06-23 16:00'],
    ['cuối tháng 9/2022', '2022-09-30'],
    ['trước ngày 01/3/2024', '2024-02-29'],
    ['trước ngày 01/01/2023', '2022-12-31'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('leaves the stated day out of “trước” only when read strictly', () => {
    expect(read('trước ngày 23/6/2022')).toMatchObject({
      statedOn: '2022-06-23',
      dueOn: '2022-06-22',
      inclusive: false,
    });
    expect(read('trước ngày 23/6/2022', 'lenient')).toMatchObject({
      statedOn: '2022-06-23',
      dueOn: '2022-06-23',
      inclusive: false,
    });
    expect(read('chậm nhất ngày 23/6/2022', 'lenient')).toMatchObject({
      dueOn: '2022-06-23',
      inclusive: true,
    });
  });

  it('doubts what it has to guess', () => {
    const guessed = [
      'trước ngày 23/6',
      'trước ngày 15/01',
      'dự kiến tháng 10/2022',
      'trước l5 giờ 00 ngày 05/7/2022',
      'trước ngày 15/6/22',
    ];
    for (const text of guessed) expect(read(text)?.confidence, text).toBeLessThan(0.7);
    for (const text of ['trước ngày 23/6/2022', 'quý III năm 2022', 'trước ngày 01/11 hàng năm']) {
      expect(read(text)?.confidence, text).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('takes the plan’s year, and the next one when that would lie before the plan', () => {
    expect(read('trước ngày 23/6')?.statedOn).toBe('2022-06-23');
    expect(read('trước ngày 15/01')?.statedOn).toBe('2023-01-15');
    expect(
      readDeadline('trước ngày 23/6', { issuedOn: null, beforeMeans: 'strict' })?.dueOn ?? null,
    ).toBeNull();
  });

  it.each(['trước ngày 31/02/2022', 'chậm nhất ngày 32/7/2022', 'trước ngày 29/02/2023'])(
    'never makes another day of “%s”',
    (text) => {
      expect(read(text)?.dueOn ?? null).toBeNull();
    },
  );
});

describe('src/domain/deadline: periods', () => {
  it.each([
    ['tháng 6/2022', '2022-06-01..2022-06-30'],
    ['trong tháng 9 năm 2022', '2022-09-01..2022-09-30'],
    ['Tháng 6,7,8/2022', '2022-06-01..2022-08-31'],
    ['Tháng tháng 7, 8/2022', '2022-07-01..2022-08-31'],
    ['trong tháng 10, 11/2022', '2022-10-01..2022-11-30'],
    ['quý III năm 2022', '2022-07-01..2022-09-30'],
    ['trong quí 4/2022', '2022-10-01..2022-12-31'],
    ['Quý I, II/2024', '2024-01-01..2024-06-30'],
    ['Q3/2022', '2022-07-01..2022-09-30'],
    ['6 tháng đầu năm 2023', '2023-01-01..2023-06-30'],
    ['6 tháng cuối năm 2022', '2022-07-01..2022-12-31'],
    ['trong năm 2023', '2023-01-01..2023-12-31'],
    ['từ ngày 01/7/2022 đến ngày 15/7/2022', '2022-07-01..2022-07-15'],
    ['từ 05/9 đến 10/9/2022', '2022-09-05..2022-09-10'],
    ['trung tuần tháng 8/2022', '2022-08-11..2022-08-20'],
  ])('reads “%s” as the window %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('src/domain/deadline: what comes back', () => {
  it.each([
    ['hàng năm', 'FREQ=YEARLY'],
    ['hằng quý', 'FREQ=MONTHLY;INTERVAL=3'],
    ['định kỳ hàng tháng', 'FREQ=MONTHLY'],
    ['định kỳ sáu tháng', 'FREQ=MONTHLY;INTERVAL=6'],
    ['03 tháng một lần', 'FREQ=MONTHLY;INTERVAL=3'],
    ['2 lần/năm', 'FREQ=MONTHLY;INTERVAL=6'],
    ['từ 1-2 lần trong một năm', 'FREQ=YEARLY'],
    ['02 - 03 lần/năm', 'FREQ=MONTHLY;INTERVAL=6'],
    ['trước ngày 01/11 hàng năm', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1'],
    ['định kỳ trước ngày 15/6 và 15/12 hằng năm', 'FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15'],
    ['02 lần/năm (cuối tháng 5, cuối tháng 11 hàng năm)', 'FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1'],
    ['trước ngày 25 hằng tháng', 'FREQ=MONTHLY;BYMONTHDAY=25'],
    ['trước ngày 15 tháng cuối quý', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15'],
    ['thứ Sáu hằng tuần', 'FREQ=WEEKLY;BYDAY=FR'],
    [
      'hằng tháng, quý, 6 tháng, năm',
      'FREQ=MONTHLY|FREQ=MONTHLY;INTERVAL=3|FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY',
    ],
    ['truoc ngay 01/11 hang nam', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('keeps beside a rule whether its day is left out', () => {
    expect(read('trước ngày 01/11 hàng năm')).toMatchObject({
      kind: 'recurring',
      inclusive: false,
      statedOn: null,
      dueOn: null,
    });
    expect(read('chậm nhất ngày 30/11 hằng năm')).toMatchObject({ kind: 'recurring', inclusive: true });
    expect(read('trước 15h thứ Năm hàng tuần')).toMatchObject({
      rrule: 'FREQ=WEEKLY;BYDAY=TH',
      dueTime: '15:00',
    });
  });
});

describe('src/domain/deadline: what waits for something, and what never ends', () => {
  it.each([
    ['trong thời hạn 05 ngày làm việc kể từ ngày nhận được báo cáo', 'relative 5 workday'],
    ['trong vòng 10 ngày kể từ ngày ban hành', 'relative 10 day'],
    ['trong thời hạn 02 tháng kể từ ngày ký', 'relative 2 month'],
    ['trước khi họp 03 ngày làm việc', 'relative -3 workday'],
    ['ngay sau khi có hướng dẫn của Trung ương', 'event'],
    ['sau hội nghị', 'event'],
    ['thường xuyên', 'standing'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    'không quá 35 tuổi',
    'chào buổi sáng',
    'trang 15-20',
    'Điều 12',
    'tỷ lệ 2/3',
    '',
    '   ',
    '*',
    '12',
  ])('takes “%s” for no deadline', (text) => {
    expect(read(text)).toBeNull();
  });
});
