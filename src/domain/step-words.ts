/** Steps of the reminder ladder as a clerk types them: `-10bc -5bc -3 -1 0 +1`, "trước 5, 3, 1; ngày cuối; sau 1, 3, 7". */
import type { ReminderStep } from './policy.js';
import { fold } from './text.js';

/** What was typed, or the first piece of it that cannot be taken. */
export type ReadSteps = { steps: ReminderStep[] } | { unclear: string };

const piece =
  /\s*(?:(?<before>truoc(?: han)?)|(?<after>sau(?: han)?|qua han)|(?<last>ngay cuoi|dung han|dung ngay)|(?<sign>[+-])?\s?(?<days>\d{1,6})(?!\d)|\(?\s?(?<reports>bc|bao cao|viec la bao cao|chi bao cao)\b\s?\)?|(?:ngay|lam viec|va|nhac|d(?=\s?[+-]))\b|[,;:.])/y;

/**
 * Steps in the order typed. A number needs a sign, or "trước", "sau" before it; "bc" or "báo cáo" behind a number makes
 * it one for reports alone. Whether they may be chosen is not judged here.
 */
export function readSteps(typed: string): ReadSteps {
  const words = fold(typed).replace(/[−–—]/g, '-');
  const steps: ReminderStep[] = [];
  let side: -1 | 1 | null = null;
  piece.lastIndex = 0;
  let at = 0;
  while (at < words.length) {
    piece.lastIndex = at;
    const match = piece.exec(words);
    if (!match?.groups) return { unclear: words.slice(at).trim().split(' ')[0] ?? '' };
    at = piece.lastIndex;
    const { before, after, last, sign, days, reports } = match.groups;
    if (before !== undefined) side = -1;
    else if (after !== undefined) side = 1;
    else if (last !== undefined) steps.push({ offset: 0 });
    else if (days !== undefined) {
      const count = Number(days);
      const direction = sign === '-' ? -1 : sign === '+' ? 1 : side;
      if (count !== 0 && direction === null) return { unclear: days };
      steps.push({ offset: count === 0 ? 0 : count * (direction ?? 1) });
    } else if (reports !== undefined) {
      const step = steps.at(-1);
      if (!step) return { unclear: reports };
      step.onlyReports = true;
    }
  }
  return { steps };
}
