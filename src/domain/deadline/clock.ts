/** Clock times: "16h00", "09 giờ 00", "16:30", "8 giờ sáng". */
import type { Read } from './stretch.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, looksLike, numberAt, phraseAt } from './words.js';

/** A clock time `HH:MM`; `24:00` is the end of the day. */
export interface Clock {
  time: string;
  isRepaired: boolean;
}

/** A clock time at `index`, or null. */
export function clockAt(stream: Stream, index: number): Read<Clock> | null {
  const at = phraseAt(stream, index, ['lúc', 'hồi', 'vào lúc', 'vào hồi', 'thời điểm']);
  let i = at > 0 ? at : index;
  const hour = numberAt(stream, i);
  if (hour === null || hour.value > 24) return null;
  i += 1;
  let minutes = 0;
  let isRepaired = hour.isRepaired;
  const unit = stream.tokens[i];
  if (unit === undefined) return null;
  if (isMark(stream, i, ':')) {
    const minute = numberAt(stream, i + 1);
    if (minute === null || minute.digits !== 2 || minute.value > 59 || !minute.isGlued) return null;
    minutes = minute.value;
    i += 2;
  } else if (isHourWord(stream, i)) {
    i += 1;
    // "15 giờ làm việc" is a length of time, not a clock.
    if (isWord(stream, i, ['làm việc'])) return null;
    const minute = numberAt(stream, i);
    const beyond = stream.tokens[i + 1];
    // "16 giờ 15/6": the 15 belongs to the date.
    const isDate =
      beyond?.kind === 'mark' &&
      (beyond.lower === '/' || beyond.lower === '-') &&
      !isMinuteEnd(stream, i + 1);
    if (
      minute !== null &&
      minute.value < 60 &&
      !isDate &&
      !(beyond !== undefined && looksLike(stream, i + 1, 'tháng'))
    ) {
      minutes = minute.value;
      isRepaired ||= minute.isRepaired;
      i += 1;
      if (isMinuteEnd(stream, i)) i += 1;
    }
  } else return null;
  const half = phraseAt(stream, i, ['rưỡi']);
  if (half > 0) {
    minutes = 30;
    i = half;
  }
  let hours = hour.value;
  const daytime = phraseAt(stream, i, ['sáng', 'trưa', 'chiều', 'tối', 'đêm']);
  if (daytime > 0) {
    const isLate = isWord(stream, i, ['chiều', 'tối', 'đêm']) || (isWord(stream, i, ['trưa']) && hours < 10);
    if (isLate && hours < 12) hours += 12;
    i = daytime;
  }
  if (hours > 24 || (hours === 24 && minutes > 0)) return null;
  const time = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return { value: { time, isRepaired }, end: i };
}

function isHourWord(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  if (token === undefined) return false;
  if (token.isGlued && (token.lower === 'h' || token.lower === 'g')) return true;
  return token.lower === 'h' || looksLike(stream, index, 'giờ');
}

function isMinuteEnd(stream: Stream, index: number): boolean {
  return isMark(stream, index, "'", '’', '′') || isWord(stream, index, ['phút', 'ph', 'p']);
}
