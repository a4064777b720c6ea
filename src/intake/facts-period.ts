/**
 * The time a plan is for, when its title or its announcing sentence says so (domain.md 2.5): "giai đoạn 2021 - 2025",
 * "năm 2024", "quý I năm 2024", "năm học 2024 - 2025". A horizon alone ("đến năm 2030") runs from the day of issue;
 * a vision ("tầm nhìn 2045") and the years of cited documents say nothing about the plan.
 */
import { fold } from '../domain/text.js';
import { dayFrom, endOfMonth } from '../domain/time.js';

/** First and last day of a plan's time. */
export interface Period {
  from: string;
  to: string;
}

const romans: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };

/**
 * @param passages title first, then the announcing sentence; the first that tells wins.
 * @param issuedOn day of issue: a time that was over by then is what the document looks back on, not its own.
 */
export function periodOf(passages: readonly (string | null)[], issuedOn: string | null): Period | null {
  for (const passage of passages) {
    if (passage === null) continue;
    const period = periodIn(fold(passage).replace(/[\u2010-\u2015\u2212]/g, '-'), issuedOn);
    if (period !== null && (issuedOn === null || period.to >= issuedOn)) return period;
  }
  return null;
}

function periodIn(text: string, issuedOn: string | null): Period | null {
  const schoolYear = /nam hoc (\d{4})\s?-\s?(\d{4})/.exec(text);
  if (schoolYear !== null) return between(`${schoolYear[1] ?? ''}-09-01`, `${schoolYear[2] ?? ''}-08-31`);
  const years =
    /(?:giai doan|nhiem ky|thoi ky|cac nam|\d{1,2} nam|trong nam|nam)(?: tu)?(?: nam)?\s(\d{4})\s?(?:-|den|den nam|, )\s?(?:nam\s)?(\d{4})(?!\d)/.exec(
      text,
    );
  if (years !== null) return between(`${years[1] ?? ''}-01-01`, `${years[2] ?? ''}-12-31`);
  // What follows names another document; its years are that document's.
  const own =
    text.split(
      /(?:nghi quyet|quyet dinh|ke hoach|chi thi|ket luan|chuong trinh|cong van|luat|nghi dinh|de an)\s(?:so\s)?(?=\d)|(?:luat|bo luat|phap lenh|hien phap)\s/,
      1,
    )[0] ?? '';
  const range =
    /tu (?:ngay )?(\d{1,2})\/(\d{1,2})\/(\d{4}) den (?:het )?(?:ngay )?(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(
      own,
    );
  if (range !== null) {
    const [, d1, m1, y1, d2, m2, y2] = range.map(Number);
    const from = dayFrom(y1 ?? 0, m1 ?? 0, d1 ?? 0);
    const to = dayFrom(y2 ?? 0, m2 ?? 0, d2 ?? 0);
    if (from !== null && to !== null) return between(from, to);
  }
  const quarter = /quy (iv|i{1,3}|[1-4])(?:\s?[/,]\s?|\s)(?:nam )?(\d{4})(?!\d)/.exec(own);
  if (quarter !== null) {
    const number = romans[quarter[1] ?? ''] ?? Number(quarter[1]);
    return months(Number(quarter[2]), number * 3 - 2, number * 3);
  }
  const part = /(?:(\d) thang (dau|cuoi) nam|(9) thang)(?: nam)? (\d{4})(?!\d)/.exec(own);
  if (part !== null) {
    const count = Number(part[1] ?? part[3]);
    return part[2] === 'cuoi' ? months(Number(part[4]), 13 - count, 12) : months(Number(part[4]), 1, count);
  }
  const month =
    /(?<!(?:hop|phien|hoi nghi|giao ban|thuong ky)[^,;]{0,24})thang (\d{1,2})\s?(?:\/|nam )\s?(\d{4})(?!\d)/.exec(
      own,
    );
  if (month !== null) return months(Number(month[2]), Number(month[1]), Number(month[1]));
  const horizon = /(?<!dinh huong |tam nhin )den (?:het )?(?:nam )?(\d{4})(?!\d)/.exec(own);
  if (horizon !== null && issuedOn !== null) return between(issuedOn, `${horizon[1] ?? ''}-12-31`);
  const single = [
    ...own.matchAll(/(?<!(?:den|tu|tam nhin|truoc|sau|ke tu|so voi|\d)\s)nam (\d{4})(?!\s?[-–\d])(?! cua)/g),
  ].at(-1);
  return single === undefined ? null : between(`${single[1] ?? ''}-01-01`, `${single[1] ?? ''}-12-31`);
}

function months(year: number, first: number, last: number): Period | null {
  if (first < 1 || last > 12 || first > last || year < 1900 || year > 2200) return null;
  return between(dayFrom(year, first, 1) ?? '', endOfMonth(year, last));
}

/** Only spans people plan for: forwards, at most 40 years, from 1945 on. */
function between(from: string, to: string): Period | null {
  const [start, end] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return from < to && start >= 1945 && end <= 2200 && end - start <= 40 ? { from, to } : null;
}
