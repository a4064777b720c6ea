import { describe, expect, it } from 'vitest';
import { readPlanText } from '../../../src/intake/index.js';
import { planHead } from '../../fakes/plan-text.js';

const head = `${planHead}II. NHIỆM VỤ\n\n`;

/** Leads and dates of what is read, in reading order: `lead; lead → date or rule`. */
function duties(body: string): string[] {
  const { tasks } = readPlanText(`${head}${body}\n`, { issuedOn: null, beforeMeans: 'lenient' });
  return tasks.flatMap((task) =>
    task.deadlines.map(
      (one) => `${task.lead.join('; ')} → ${one.statedOn ?? one.rrule ?? one.anchor?.text ?? one.text}`,
    ),
  );
}

describe('src/intake: a month as a line of its own', () => {
  it.each([
    [
      'dates the points under it, a date of their own going before',
      'Tháng 4/2023\n\n- Rà soát đầu sách (Trung tâm Văn hóa tỉnh).\n\n- Kiểm kê kho, hoàn thành ngày 20/4 (Văn phòng Sở).\n\nTháng 5 và 6/2023\n\n- Tổ chức ngày hội đọc sách (Đoàn Thanh niên).',
      ['Trung tâm Văn hóa tỉnh → 2023-04-30', 'Văn phòng Sở → 2023-04-20', 'Đoàn Thanh niên → 2023-06-30'],
    ],
    [
      'stands above numbered points, whatever its bullet',
      '* Tháng 4\n\n1. Sở Nội vụ tham mưu kiện toàn Ban Chỉ đạo.\n\n* Tháng 5\n\n2. Công bố kết quả rà soát thư viện xã: Sở Văn hóa và Thể thao.',
      ['Sở Nội vụ → 2023-04-30', 'Sở Văn hóa và Thể thao → 2023-05-31'],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});

describe('src/intake: how often, where nothing is owed', () => {
  it.each([
    ['how a school day is arranged', '1. Nhà trường tổ chức dạy học 2 buổi/ngày theo hướng dẫn.', []],
    [
      'money that is given every year',
      '1. Thư viện tỉnh sử dụng nguồn kinh phí được giao hằng năm để mua sách.',
      [],
    ],
    [
      'how long a measure lasts',
      '1. Sở Tài chính hướng dẫn tạm dừng thu phí thẻ bạn đọc đến hết tháng 6 hoặc tháng 12 năm 2023.',
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(duties(body)).toEqual(expected);
  });
});
