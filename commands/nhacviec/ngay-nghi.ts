/** `/nhacviec ngaynghi …`: the days off of a year, and what the office changes in them. */
import {
  type HolidayChange,
  changedCalendar,
  moveReminders,
  putCalendar,
} from '../../src/domain/acts/holidays.js';
import type { CommandContext } from '../../src/domain/command.js';
import { fold } from '../../src/domain/text.js';
import { addDays, dayFrom, dayOf, daysBetween } from '../../src/domain/time.js';
import * as texts from '../../src/texts/holidays.js';
import type { ReminderVerb } from './verbs.js';

export const holidays: ReminderVerb = {
  // "ngày nghỉ" in two words comes as the first of them, with the second before the rest.
  names: ['ngaynghi', 'ngay', 'lichnghi'],
  run(args, context) {
    const typed = args
      .replace(/^(?:nghỉ|nghi)(?=\s|$)\s*/iu, '')
      .replace(/^(?:hoán đổi|hoan doi)(?=\s)/iu, 'doi')
      .replace(/^(?:chưa đủ|chua du)(?=\s)/iu, 'chuadu');
    const [word = '', ...rest] = typed.split(' ');
    const year = Number(dayOf(context.nowMs).slice(0, 4));
    if (word === '') return show(year, context);
    if (/^\d{4}$/.test(word) && rest.length === 0) return show(Number(word), context);
    const read = changeIn(fold(word), rest.join(' '), context.nowMs);
    if (read === null) return context.reply({ text: texts.holidaysUnclear(typed, year) });
    if ('impossible' in read) return context.reply({ text: texts.noSuchDay(read.impossible) });
    change(read, context);
  },
};

function show(year: number, { rules, reply }: CommandContext): void {
  if (year < 2000 || year > 2100)
    return reply({ text: texts.holidayRefused({ why: 'too-far', from: 2000, to: 2100 }) });
  reply(texts.yearOfHolidays(year, rules.calendar));
}

function change(wanted: HolidayChange, context: CommandContext): void {
  const { tx, rules, nowMs } = context;
  const done = changedCalendar(rules.calendar, wanted, nowMs);
  if ('refusal' in done) return context.reply({ text: texts.holidayRefused(done.refusal) });
  const moved = moveReminders(tx, rules, done.calendar, nowMs);
  putCalendar(context, done, wanted);
  context.reply(texts.holidaysChanged(wanted, done, moved));
}

/** What is to be changed; null when it cannot be told, or the day that does not exist. */
function changeIn(word: string, typed: string, nowMs: number): HolidayChange | { impossible: string } | null {
  const { said, source } = splitSource(typed);
  if (word === 'du' || word === 'chuadu') {
    const year = Number(/^(?:năm |nam )?(\d{4})$/iu.exec(said)?.[1]);
    if (!year) return null;
    return word === 'du' ? { act: 'complete', year, source } : { act: 'incomplete', year };
  }
  if (!['them', 'bo', 'doi'].includes(word)) return null;
  const days = readDays(said, nowMs);
  if (days === null || 'impossible' in days) return days;
  const [first] = days.days;
  if (first === undefined) return null;
  if (word === 'them') return { act: 'add', days: days.days, source };
  if (word === 'bo') return days.days.length === 1 ? { act: 'remove', day: first } : null;
  return swapIn(said, days.days, source);
}

/** "nghỉ 02/5, làm bù 26/4", in either order; without these words the first day is the one off. */
function swapIn(said: string, days: readonly string[], source: string): HolidayChange | null {
  const [first, second] = days;
  if (first === undefined || second === undefined || days.length > 2) return null;
  const words = fold(said);
  const [worked, off] = [words.search(/\bbu\b|\blam\b/), words.search(/\bnghi\b/)];
  const isWorkedFirst = worked >= 0 && off >= 0 && worked < off;
  return isWorkedFirst
    ? { act: 'swap', off: second, worked: first, source }
    : { act: 'swap', off: first, worked: second, source };
}

function splitSource(typed: string): { said: string; source: string } {
  const found = /(?:^|[\s,;(])(?:nguồn|nguon|theo|căn cứ|can cu)(?=[\s:])\s*:?\s*(.*)$/iu.exec(typed);
  if (!found) return { said: typed.trim(), source: '' };
  const source = (found[1] ?? '').replace(/[\s.;,)]+$/, '').slice(0, 200);
  return { said: typed.slice(0, found.index).trim(), source };
}

const oneDay = /(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[/.]\s*(\d{4}))?|(\d{1,2})-(\d{1,2})-(\d{4})/g;
const isSpanWord = /^\s*(?:-|–|—|đến|den|tới|toi)\s*(?:hết|het)?\s*(?:ngày|ngay)?\s*$/iu;

/**
 * Days in the order typed, spans filled; a day without a year has that of the next one typed with it, or is the next such
 * day to come. Null when figures are left that are no day, or a span runs backwards or is endless.
 */
function readDays(said: string, nowMs: number): { days: string[] } | { impossible: string } | null {
  const matches = [...said.matchAll(oneDay)];
  if (/\d/.test(said.replaceAll(oneDay, ' '))) return null;
  const today = dayOf(nowMs);
  let year: number | null = null;
  const ends: { day: string; from: number; to: number }[] = [];
  for (const match of matches.toReversed()) {
    const [text, day1, month1, year1, day2, month2, year2] = match;
    const [day, month] = [Number(day1 ?? day2), Number(month1 ?? month2)];
    const said4 = year1 ?? year2;
    year = said4 === undefined ? (year ?? comingYear(month, day, today)) : Number(said4);
    const found = dayFrom(year, month, day);
    if (found === null) return { impossible: text };
    ends.unshift({ day: found, from: match.index, to: match.index + text.length });
  }
  const days: string[] = [];
  for (const [i, end] of ends.entries()) {
    const before = ends[i - 1];
    const isSpan = before !== undefined && isSpanWord.test(said.slice(before.to, end.from));
    if (!isSpan) {
      days.push(end.day);
      continue;
    }
    const length = daysBetween(before.day, end.day);
    if (length < 1 || length > 366) return null;
    for (let n = 1; n <= length; n += 1) days.push(addDays(before.day, n));
  }
  return { days };
}

function comingYear(month: number, day: number, today: string): number {
  const year = Number(today.slice(0, 4));
  const thisYear = dayFrom(year, month, day);
  return thisYear !== null && thisYear < today ? year + 1 : year;
}
