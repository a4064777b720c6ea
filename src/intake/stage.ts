/**
 * Several deadlines of one task: what is due at each, and start and end of one range.
 * Works on phrases already found; finds none itself.
 */
import { foldSpace } from '../domain/text.js';
import type { Draft } from './draft.js';
import type { FoundDeadline } from './duty.js';

/** Joins "từ tháng 1/2010 …" with the end that follows it in the same clause into one window. */
export function withRanges(found: FoundDeadline[]): FoundDeadline[] {
  const result: FoundDeadline[] = [];
  for (const one of found) {
    const before = result.at(-1);
    const open =
      before !== undefined &&
      before.deadline.kind === 'window' &&
      before.deadline.statedOn === null &&
      before.deadline.from !== null;
    if (open && one.deadline.statedOn !== null && one.deadline.from === null) {
      result[result.length - 1] = {
        ...one,
        deadline: { ...one.deadline, kind: 'window', from: before.deadline.from },
      };
      continue;
    }
    result.push(one);
  }
  return result;
}

/** Writes deadlines into a draft; with `staged`, each keeps the words before it as what is due then. */
export function applyDeadlines(
  draft: Draft,
  text: string,
  from: number,
  found: FoundDeadline[],
  staged: boolean,
): void {
  let at = from;
  for (const { deadline, start, end } of found) {
    const stage = staged ? stageOf(text.slice(Math.min(at, start), start)) : null;
    at = end;
    const known = draft.deadlines.some(
      (other) =>
        other.statedOn === deadline.statedOn &&
        other.rrule === deadline.rrule &&
        other.kind === deadline.kind &&
        other.text === deadline.text,
    );
    if (!known) draft.deadlines.push({ ...deadline, stage: deadline.stage ?? stage });
  }
}

/** "và tham mưu Ban cán sự đảng UBND tỉnh gửi Tổ Biên tập (qua …)" → what is due, without brackets and joints. */
export function stageOf(passage: string): string | null {
  const text = foldSpace(passage.replace(/\([^()]{0,200}\)/g, ' ').replace(/\*/g, ' '))
    .replace(/^[\s,;.:*)\-–]+/u, '')
    .replace(/^(?:và|đồng thời|sau đó)\s/iu, '')
    .replace(/[\s,;:(]+$/, '');
  if (text.length < 4 || !/\p{L}/u.test(text)) return null;
  return text.length > 160 ? text.slice(text.length - 160) : text.charAt(0).toUpperCase() + text.slice(1);
}
