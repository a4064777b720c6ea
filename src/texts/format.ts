/** How dates, times, numbers and lists are written to people: dd/MM/yyyy, 24 hours, administrative style. */
import { dayOf, timeOf, weekdayOf } from '../domain/time.js';

const weekdays = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** `2022-06-22` → `22/06/2022`. */
export function date(day: string): string {
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** `2022-06-22` → `thứ Tư, 22/06/2022`. */
export function weekdayDate(day: string): string {
  return `${weekdays[weekdayOf(day)]}, ${date(day)}`;
}

/** Epoch milliseconds → `15 giờ 42 phút 07 giây, ngày 21/06/2022`. */
export function exactTime(ms: number): string {
  const [hours, minutes] = timeOf(ms).split(':');
  const seconds = String(Math.floor(ms / 1000) % 60).padStart(2, '0');
  return `${hours} giờ ${minutes} phút ${seconds} giây, ngày ${date(dayOf(ms))}`;
}

/** Epoch milliseconds → `15 giờ 42, 21/06/2022`. */
export function shortTime(ms: number): string {
  const [hours, minutes] = timeOf(ms).split(':');
  return `${hours} giờ ${minutes}, ${date(dayOf(ms))}`;
}

/** `17:00` → `17 giờ 00`. */
export function clock(time: string): string {
  return time.replace(':', ' giờ ');
}

/** `1` → `01`: counts below ten carry a zero in administrative writing. */
export function count(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Bytes → `512 KB`, `1,4 MB`, `200 MB`. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '').replace('.', ',')} MB`;
}

/** `80 %`, or `chưa có` when there is nothing to divide by. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? 'chưa có' : `${String(Math.round((part / whole) * 1000) / 10).replace('.', ',')} %`;
}

/** First letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** Names joined by commas; past `limit` the rest is counted. */
export function names(list: readonly string[], limit = 8): string {
  if (list.length <= limit) return list.join(', ');
  return `${list.slice(0, limit).join(', ')} và ${list.length - limit} đơn vị khác`;
}
