import type { ReadResult } from '../../src/domain/plan.js';
import { readPlanText } from '../../src/intake/index.js';

/** The head of an invented plan, for tests that are about what stands under it. */
export const planHead = `ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
-------
Số: 35/KH-UBND

Bình Minh, ngày 06 tháng 3 năm 2023

KẾ HOẠCH
Phát triển thư viện cơ sở năm 2023

Thực hiện Quyết định số 206/QĐ-TTg ngày 11/02/2022 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

`;

/** What is read of a body under the head and a first heading. */
export function readUnderHead(body: string): ReadResult {
  const text = `${planHead}II. NHIỆM VỤ\n\n${body}\n`;
  return readPlanText(text, { issuedOn: null, beforeMeans: 'lenient' });
}

/** Leads and dates of what is read under the head, in reading order: `lead; lead → date or rule`. */
export function duties(body: string): string[] {
  return readUnderHead(body).tasks.flatMap((task) =>
    task.deadlines.map(
      (one) => `${task.lead.join('; ')} → ${one.statedOn ?? one.rrule ?? one.anchor?.text ?? one.text}`,
    ),
  );
}
