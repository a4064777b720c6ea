/** Hours of sending as people write them, and which may be chosen. Clock times are `HH:MM`, Viet Nam. */
import { fold } from './text.js';

/** Two clock times; nothing is begun from `sendUntil` on. */
export interface Hours {
  sendFrom: string;
  sendUntil: string;
}

/** Nobody's telephone rings before the first or after the second, whatever is chosen. */
export const hourBounds: Hours = { sendFrom: '05:00', sendUntil: '21:00' };
/** Less than this would let reminders of a whole province wait for days. */
const shortestMinutes = 60;

/**
 * `7:30 17:00`, `7h30 - 17h`, `từ 7 giờ 30 đến 17 giờ`, `8 11`.
 * @returns null when these are not two times of the clock.
 */
export function readHours(typed: string): Hours | null {
  const words = fold(typed)
    .replace(/\b(?:tu|den|luc|gio gui)\b/g, ' ')
    .replace(/[-–—~,;]/g, ' ')
    .replace(/\b(\d{1,2})\s*(?:gio|[h:.g])\s*(\d{2})?(?:\s*(?:phut|p))?\b/g, ' $1:$2 ')
    .trim();
  const parts = words.split(/\s+/).map((part) => /^(\d{1,2})(?::(\d{2})?)?$/.exec(part));
  if (parts.length !== 2) return null;
  const times = parts.map((part) => {
    const [hour, minute] = [Number(part?.[1] ?? 'x'), Number(part?.[2] ?? 0)];
    if (!(hour < 24 && minute < 60)) return null;
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  });
  const [sendFrom, sendUntil] = times;
  return sendFrom && sendUntil ? { sendFrom, sendUntil } : null;
}

/** Why hours may not be chosen; null when they may. */
export function hoursFault({ sendFrom, sendUntil }: Hours): 'hours-out-of-range' | 'hours-too-close' | null {
  if (sendFrom < hourBounds.sendFrom || sendUntil > hourBounds.sendUntil) return 'hours-out-of-range';
  return minutesOf(sendUntil) - minutesOf(sendFrom) < shortestMinutes ? 'hours-too-close' : null;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
