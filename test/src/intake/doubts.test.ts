import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../../src/domain/calendar.js';
import type { Doubt, TaskCandidate } from '../../../src/domain/plan.js';
import { blockOf } from '../../../src/intake/block.js';
import { readBlocks, readPlanText } from '../../../src/intake/index.js';

const calendar: WorkCalendar = {
  years: {
    '2025': { source: 'notice', off: ['2025-01-27', '2025-05-02'], worked: ['2025-04-26'], isComplete: true },
  },
};

function tasksOf(
  body: string,
  { title = 'Kiểm tra đê điều', issuedOn = 'ngày 10 tháng 01 năm 2025' } = {},
): TaskCandidate[] {
  const text = `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nHà Nam, ${issuedOn}\n\nKẾ HOẠCH\n${title}\n\nII. NHIỆM VỤ\n\n${body}\n`;
  return readPlanText(text, { issuedOn: null, beforeMeans: 'strict', calendar }).tasks;
}

function doubtsOf(body: string, head?: { title?: string; issuedOn?: string }): Doubt[] {
  const tasks = tasksOf(body, head);
  expect(tasks).toHaveLength(1);
  return tasks[0]?.doubts ?? [];
}

const report = (when: string): string => `1. Sở Y tế xây dựng báo cáo tổng kết, gửi UBND tỉnh ${when}.`;

describe('doubts about dates', () => {
  it('has none about a date read plainly from its sentence', () => {
    expect(doubtsOf(report('trước ngày 20/6/2025'))).toEqual([]);
  });

  it.each<[string, Doubt[]]>([
    ['trước ngày 20/12/2024', ['deadline-before-issue']],
    ['chậm nhất ngày 27/01/2025', ['deadline-holiday']],
    ['chậm nhất ngày 02/5/2025', ['deadline-holiday']],
    ['chậm nhất ngày 01/01/2026', ['deadline-holiday']],
    ['chậm nhất ngày 19/4/2025', ['deadline-weekend']],
    ['chậm nhất ngày 26/4/2025', []],
    ['trước ngày 20/6/2035', ['deadline-uncertain']],
    ['dự kiến trong tháng 6/2025', ['deadline-uncertain']],
    ['sau khi kết thúc hội nghị', ['deadline-event']],
    ['định kỳ trước ngày 15/12 hằng năm', ['recurrence-open']],
  ])('%s', (when, expected) => {
    expect(doubtsOf(report(when))).toEqual(expected);
  });

  it.each<[string, string, string, boolean]>([
    // Within the next months the date can only be the next of its name.
    ['trước ngày 20/6', 'Kiểm tra đê điều', 'ngày 10 tháng 01 năm 2025', false],
    ['trước ngày 20/12', 'Kiểm tra đê điều', 'ngày 10 tháng 01 năm 2025', true],
    // The title names the one year.
    ['trước ngày 20/12', 'Kiểm tra đê điều năm 2025', 'ngày 10 tháng 01 năm 2025', false],
    ['trước ngày 20/6', 'Kiểm tra đê điều giai đoạn 2025 - 2030', 'ngày 10 tháng 01 năm 2025', true],
    // January of the plan's year, or the January after it?
    ['trước ngày 20/01', 'Kiểm tra đê điều năm 2025', 'ngày 10 tháng 12 năm 2024', true],
    // This December, or the one a year on?
    ['trước ngày 25/12', 'Kiểm tra đê điều năm 2025', 'ngày 10 tháng 12 năm 2024', true],
  ])('the year of "%s" in "%s" of %s', (when, title, issuedOn, isAsked) => {
    expect(doubtsOf(report(when), { title, issuedOn }).includes('year-missing')).toBe(isAsked);
  });

  it('takes the year from the date beside it', () => {
    const doubts = doubtsOf('1. Sở Y tế tổ chức kiểm tra 02 đợt (quý II và quý IV/2025).');
    expect(doubts).not.toContain('year-missing');
  });
});

describe('doubts about who leads', () => {
  it.each<[string, Doubt, boolean]>([
    ['1. Sở Y tế, Sở Tài chính chủ trì xây dựng Đề án trước ngày 20/6/2025.', 'leads-several', true],
    [
      '1. UBND huyện Lý Nhân, UBND huyện Thanh Liêm chủ trì xây dựng báo cáo trước ngày 20/6/2025.',
      'leads-several',
      false,
    ],
    [
      '1. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng Đề án trước ngày 20/6/2025.',
      'leads-several',
      false,
    ],
    [
      '1. Các mô hình được lựa chọn xây dựng báo cáo điển hình, gửi Sở Y tế trước ngày 20/6/2025.',
      'lead-late-bound',
      true,
    ],
    ['1. Các chủ đầu tư hoàn thiện hồ sơ dự án trước ngày 20/6/2025.', 'lead-late-bound', true],
    ['1. Các sở, ban, ngành lựa chọn mô hình, gửi Sở Y tế trước ngày 20/6/2025.', 'lead-late-bound', false],
    ['1. Hoàn thiện hồ sơ dự án trước ngày 20/6/2025.', 'no-lead', true],
  ])('%s', (line, doubt, isThere) => {
    expect(doubtsOf(line).includes(doubt)).toBe(isThere);
  });

  it('does not ask who leads when that shows only later', () => {
    const doubts = doubtsOf(
      '1. Các mô hình được lựa chọn xây dựng báo cáo điển hình, gửi Sở Y tế trước ngày 20/6/2025.',
    );
    expect(doubts).not.toContain('no-lead');
  });
});

describe('doubts about conditions and about the words', () => {
  it.each([
    ['1. Sở Y tế tổ chức hội thảo (nếu có) trước ngày 20/6/2025.', true],
    ['1. Sở Y tế tổ chức hội thảo, nếu cần, trước ngày 20/6/2025.', true],
    ['1. Sở Y tế báo cáo kết quả và khó khăn, vướng mắc (nếu có) trước ngày 20/6/2025.', false],
    ['1. Sở Y tế báo cáo kết quả trước ngày 20/6/2025.', false],
  ])('%s', (line, isConditional) => {
    expect(doubtsOf(line).includes('conditional')).toBe(isConditional);
  });

  it('doubts a task whose words a picture shows badly, and only that one', () => {
    const line = (text: string, confidence: number): ReturnType<typeof blockOf> => ({
      ...blockOf('paragraph', text),
      confidence,
    });
    const { tasks } = readBlocks(
      [
        line('KẾ HOẠCH', 0.95),
        line('Kiểm tra đê điều', 0.95),
        line('I. NHIỆM VỤ', 0.95),
        line('1. Sở Y tế gửi báo cáo về UBND tỉnh trước ngày 20/6/2025.', 0.55),
        line('2. Sở Tài chính gửi dự toán về UBND tỉnh trước ngày 20/6/2025.', 0.93),
      ],
      { issuedOn: '2025-01-10', beforeMeans: 'strict' },
      { kind: 'scan', pages: 1, confidence: 0.9 },
    );
    expect(tasks.map((task) => task.doubts)).toEqual([['scan-uncertain'], []]);
  });
});
