/** Answers typed in words: to a question about a doubt, and "đúng" to what was understood. */
import { fold } from '../../src/domain/text.js';
import { type Desk, overview } from './desk.js';
import { chooseAnAnswer, keptByYes } from '../../src/texts/plan-doubts.js';
import { answer, ask, walk } from './hoi.js';
import { onValue, pendingEdit } from './sua.js';

const yes = /^(?:dung|ok|co|luu|dong y|xac nhan|duoc|u|giu)(?: (?:roi|vay|a|the))?$/;

/** Whether a typed answer says yes. */
export function isYes(typed: string): boolean {
  return yes.test(fold(typed).replace(/[.!,]+$/, ''));
}

/** What was typed instead of pressing a button under the question last put: yes, later, or the value asked for. */
export function answerTyped(desk: Desk, typed: string): void {
  const { context } = desk;
  const { index, doubt, code, answers, asksYear } = context.dialogue?.data ?? {};
  if (typeof index !== 'number' || typeof doubt !== 'string' || typeof code !== 'string')
    return overview(desk);
  const subject = code === '' ? [] : [code];
  const isOffered = (answered: string): boolean => Array.isArray(answers) && answers.includes(answered);
  if (/^(?:de sau|bo qua|chua ro)$/.test(fold(typed))) return walk(desk, index + 2);
  if (isYes(typed) && keptByYes.has(doubt) && isOffered('giu'))
    return answer(desk, index, [doubt, 'giu', ...subject]);
  // "2026" under "Là năm nào?" is the year of the date in question, not a new deadline at the end of that year.
  const year = asksYear === true ? /^(?:nam )?(\d{4})$/.exec(fold(typed))?.[1] : undefined;
  if (year !== undefined && isOffered(year)) return answer(desk, index, [doubt, year, ...subject]);
  const pending = pendingEdit(desk);
  if (pending && year === undefined && !isYes(typed))
    return onValue(desk, index, pending.field, typed.trim());
  context.reply({ text: chooseAnAnswer });
  ask(desk, index, [doubt, ...subject]);
}
