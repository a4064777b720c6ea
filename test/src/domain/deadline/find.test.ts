import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../../../src/domain/calendar.js';
import { findDeadlines } from '../../../../src/domain/deadline/index.js';

const options = { issuedOn: '2022-06-02', beforeMeans: 'strict' } as const;
const texts = (passage: string): string[] =>
  findDeadlines(passage, options).found.map((one) => one.deadline.text);
const reasons = (passage: string): string[] =>
  findDeadlines(passage, options).lookAlikes.map((look) => look.reason);

describe('src/domain/deadline/find.ts', () => {
  it('finds a phrase where it stands, markers and line breaks and all', () => {
    const passage = 'Sở Y tế gửi báo cáo về Sở Nội vụ **trước\nngày 23/6/2022** để tổng hợp.';

    const [one] = findDeadlines(passage, options).found;

    expect(one?.deadline).toMatchObject({ text: 'trước ngày 23/6/2022', dueOn: '2022-06-22' });
    expect(passage.slice(one?.start, one?.end).replace(/\s+/g, ' ').replaceAll('*', '')).toBe(
      'trước ngày 23/6/2022',
    );
  });

  it('finds two dates of one sentence as two', () => {
    const passage = 'trình UBND tỉnh trước ngày 05/7/2022 và gửi Tổ Biên tập trước ngày 15/7/2022';

    expect(texts(passage)).toEqual(['trước ngày 05/7/2022', 'trước ngày 15/7/2022']);
  });

  it('gives each date of a list under one hour', () => {
    const { found } = findDeadlines('báo cáo trước 09 giờ 00, các ngày 02/7, 04/7, 06/7/2022', options);

    expect(found.map((one) => `${one.deadline.dueOn} ${one.deadline.dueTime}`)).toEqual([
      '2022-07-02 09:00',
      '2022-07-04 09:00',
      '2022-07-06 09:00',
    ]);
  });

  it.each([
    ['Thực hiện Nghị quyết số 26-NQ/TW ngày 30/7/2013 của Bộ Chính trị', 'citation'],
    ['Căn cứ Công văn số 125/SNV-TH ngày 12 tháng 5 năm 2022', 'citation'],
    ['đến năm 2030 đạt 100 %', 'horizon'],
    ['giai đoạn 2021 - 2025', 'horizon'],
    ['số liệu tính đến ngày 31/5/2022', 'period'],
  ])('passes over “%s” as %s', (passage, reason) => {
    expect(texts(passage)).toEqual([]);
    expect(reasons(passage)).toContain(reason);
  });

  it.each([
    'mô hình 2/3 số xã',
    'Điều 5, khoản 2',
    'dung lượng 15-20 trang A4',
    'điện thoại 0238.3844.522',
    'Phụ lục 1, 2A, 2B',
  ])('finds nothing in “%s”', (passage) => {
    expect(texts(passage)).toEqual([]);
  });

  it('takes the month of a meeting to come, with a low confidence, and passes over a meeting that was', () => {
    const found = findDeadlines('đưa vào nội dung phiên họp UBND tỉnh tháng 7/2022', options).found[0];

    expect(found?.deadline).toMatchObject({ kind: 'window', dueOn: '2022-07-31' });
    expect(found?.deadline.confidence).toBeLessThan(0.7);
    expect(texts('theo kết luận tại phiên họp tháng 4/2022')).toEqual([]);
  });

  it('leaves days off out of lengths in working days, and is sure where the year is settled', () => {
    const phrase = 'trong thời hạn 05 ngày làm việc kể từ ngày 29/8/2022';
    const year = { source: 'test', off: ['2022-09-01', '2022-09-02'], worked: [], isComplete: true };
    const at = (calendar?: WorkCalendar) =>
      findDeadlines(phrase, { ...options, calendar }).found[0]?.deadline;

    expect(at({ years: { 2022: year } })).toMatchObject({ dueOn: '2022-09-07', confidence: 0.85 });
    // Only the holiday on a fixed date is known then, and a person is asked.
    expect(at()).toMatchObject({ dueOn: '2022-09-06', confidence: 0.6 });
    const month = findDeadlines('trong thời hạn 01 tháng kể từ ngày 01/8/2022', {
      ...options,
      calendar: { years: { 2022: year } },
    }).found[0]?.deadline;
    expect(month?.dueOn).toBe('2022-09-05');
  });

  it('takes the half year a stage is named with, and no half year data cover', () => {
    expect(texts('Giai đoạn 3 (6 tháng cuối năm 2022): Tổng kết')).toEqual(['6 tháng cuối năm 2022']);
    expect(texts('Kết quả (6 tháng cuối năm 2022) của tỉnh')).toEqual([]);
  });

  it('keeps the deadline beside a citation in one sentence', () => {
    const passage = 'Báo cáo theo Kế hoạch số 85-KH/BKTTW ngày 25/4/2022, gửi về Sở trước ngày 23/6/2022.';

    expect(texts(passage)).toEqual(['trước ngày 23/6/2022']);
  });
});
