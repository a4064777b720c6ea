/** Answers typed in words: to a question about a doubt, and "đúng" to what was understood. */
import { fold } from '../../src/domain/text.js';
import { type Desk, overview } from './desk.js';
import { chooseAnAnswer } from '../../src/texts/plan-doubts.js';
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
  const { index, doubt, code, mayKeep } = context.dialogue?.data ?? {};
  if (typeof index !== 'number' || typeof doubt !== 'string' || typeof code !== 'string')
    return overview(desk);
  const words = [doubt, ...(code === '' ? [] : [code])];
  if (/^(?:de sau|bo qua|chua ro)$/.test(fold(typed))) return walk(desk, index + 2);
  if (mayKeep === true && isYes(typed)) return answer(desk, index, [doubt, 'giu', ...words.slice(1)]);
  const pending = pendingEdit(desk);
  if (pending) return onValue(desk, index, pending.field, typed.trim());
  context.reply({ text: chooseAnAnswer });
  ask(desk, index, words);
}
