/** What people read about the day after which nothing is collected any more. */
import { cutOffOf } from '../domain/cut-off.js';
import type { AssignmentView } from '../domain/queries.js';
import { dayOf } from '../domain/time.js';
import { weekdayDate } from './format.js';

export const pastCutOff = 'gửi sau khi khóa sổ';

/** "khóa sổ hết thứ Tư, 15/07/2026", "đã khóa sổ từ hết …"; null where there is no cut-off. */
export function cutOffWords(view: AssignmentView, nowMs: number): string | null {
  const day = cutOffOf(view.facts, nowMs);
  if (day === null) return null;
  return dayOf(nowMs) > day ? `đã khóa sổ hết ${weekdayDate(day)}` : `khóa sổ hết ${weekdayDate(day)}`;
}

/** For somebody late: until when it is still collected, or that it no longer is. Empty where there is no cut-off. */
export function lateCutOffSentence(view: AssignmentView, nowMs: number): string {
  const day = cutOffOf(view.facts, nowMs);
  const isLate = view.state === 'overdue' || view.state === 'returned';
  if (day === null || !isLate) return '';
  return dayOf(nowMs) > day
    ? ` Đã khóa sổ hết ${weekdayDate(day)}; bản gửi sau vẫn được nhận và ghi rõ là ${pastCutOff}.`
    : ` Còn nhận đến khi khóa sổ, hết ${weekdayDate(day)}.`;
}
