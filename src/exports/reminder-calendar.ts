/**
 * The calendar of reminders as a picture for a telephone: months as grids, Monday first, then what the marks mean and the
 * nearest days in words. Kinds of reminders differ by lightness and by outline, so that they stay apart in grey and for
 * people who do not tell colours.
 */
import {
  type CalendarDay,
  type CalendarMonth,
  type ReminderCalendar,
  type StepKind,
  sendingDays,
} from '../domain/reminder-calendar.js';
import { capital } from '../texts/format.js';
import * as texts from '../texts/reminder-calendar.js';
import { pngOf } from './picture/render.js';
import { type Box, type LabelStyle, type Paint, circle, label, rect, sheet } from './picture/svg.js';
import { wrap } from './picture/text.js';

const width = 1080;
const margin = 40;
const inner = width - 2 * margin;
/** Up to this many months stand one below the other; more stand in two columns. */
const mostLargeMonths = 3;
/** Days described in words. */
const describedDays = 10;
/** From this height on a messenger shrinks the picture so far that small type suffers. */
export const tallPicture = 2_000;

const ink = '#12202E';
const quiet = '#5A6673';
const faint = '#A3ADB7';
const off = '#E4E7EB';
const ringColour = '#A63D00';
const dark = '#0B3C6F';
const light = '#BFDDF2';

type Look = 'last-day' | 'before' | 'after';
const looks: Record<Look, { paint: Paint; text: string }> = {
  'last-day': { paint: { fill: dark, stroke: dark, strokeWidth: 2 }, text: '#FFFFFF' },
  before: { paint: { fill: light, stroke: light, strokeWidth: 2 }, text: ink },
  after: { paint: { fill: '#FFFFFF', stroke: dark, strokeWidth: 3, dash: '7 5' }, text: ink },
};
const lookOf: Record<StepKind, Look> = {
  'last-day': 'last-day',
  before: 'before',
  opening: 'before',
  other: 'before',
  returned: 'after',
  after: 'after',
};

/** Sizes of a month's grid, for a wide one and for one of two columns. */
interface GridSize {
  title: number;
  weekday: number;
  day: number;
  number: number;
  row: number;
  ring: number;
  corner: number;
}
const large: GridSize = { title: 40, weekday: 28, day: 30, number: 38, row: 108, ring: 25, corner: 18 };
const small: GridSize = { title: 34, weekday: 22, day: 22, number: 27, row: 88, ring: 19, corner: 12 };

/** The PNG, and whether it is too tall to be read well where a messenger shrinks it. */
export async function reminderCalendarPicture(
  calendar: ReminderCalendar,
  subject: Pick<texts.CalendarSubject, 'name' | 'document'>,
): Promise<{ png: Uint8Array; isTall: boolean }> {
  const { svg, height } = reminderCalendarSvg(calendar, subject);
  return { png: await pngOf(svg), isTall: height > tallPicture };
}

/** The drawing itself; the same calendar gives the same text. */
export function reminderCalendarSvg(
  calendar: ReminderCalendar,
  subject: Pick<texts.CalendarSubject, 'name' | 'document'>,
): { svg: string; height: number } {
  const parts: string[] = [];
  let y = margin;
  const write = (text: string, style: LabelStyle, most: number, after = 0): void => {
    for (const line of wrap(text, inner, style, most)) {
      y += style.size * 1.3;
      parts.push(label(line, margin, y, inner, style));
    }
    y += after;
  };
  const paragraph = (text: string | null, most = 4): void => {
    if (text !== null) write(text, { size: 30, weight: 'regular', fill: quiet }, most, 10);
  };

  write(texts.pictureWords.title, { size: 50, weight: 'bold', fill: ink }, 1);
  const name = subject.document === null ? subject.name : `${subject.name}, ${subject.document}`;
  write(capital(name), { size: 36, weight: 'bold', fill: dark }, 2, 8);
  if (texts.isNothing(calendar)) paragraph(texts.nothingToRemind);
  else paragraph(texts.totalWords(calendar));

  const months = calendar.months.filter(({ isEmpty }) => !isEmpty);
  y += 16;
  y += drawMonths(parts, months, y);
  if (months.length > 0) y += drawLegend(parts, y) + 16;
  paragraph(texts.emptyMonthsWords(calendar));

  const days = sendingDays(calendar).slice(0, describedDays);
  if (days.length > 0) {
    write(texts.pictureWords.nearest(days.length), { size: 38, weight: 'bold', fill: ink }, 1, 6);
    for (const day of days) {
      write(capital(texts.dayName(day.day)), { size: 32, weight: 'bold', fill: dark }, 1);
      write(texts.dayWords(day), { size: 30, weight: 'regular', fill: ink }, 3, 10);
    }
  }
  y += 10;
  paragraph(texts.laterWords(calendar));
  for (const note of texts.calendarNotes(calendar)) paragraph(note);
  if (months.length > 0) paragraph(texts.calendarRule);
  const height = Math.ceil(y + margin);
  return { svg: sheet(width, height, parts), height };
}

/** @returns the height taken. */
function drawMonths(parts: string[], months: readonly CalendarMonth[], top: number): number {
  const isLarge = months.length <= mostLargeMonths;
  const size = isLarge ? large : small;
  const columns = isLarge ? 1 : 2;
  const gap = 36;
  const each = (inner - gap * (columns - 1)) / columns;
  let y = top;
  for (let first = 0; first < months.length; first += columns) {
    const row = months.slice(first, first + columns);
    const heights = row.map((month, i) => drawMonth(parts, month, margin + i * (each + gap), y, each, size));
    y += Math.max(...heights) + gap;
  }
  return y - top;
}

function drawMonth(
  parts: string[],
  { month, days }: CalendarMonth,
  x: number,
  top: number,
  each: number,
  size: GridSize,
): number {
  let y = top + size.title;
  parts.push(label(texts.monthName(month), x, y, each, { size: size.title, weight: 'bold', fill: ink }));
  const cell = each / 7;
  y += size.weekday * 1.6;
  texts.pictureWords.weekdays.forEach((name, i) => {
    const style: LabelStyle = { size: size.weekday, weight: 'bold', fill: quiet, anchor: 'middle' };
    parts.push(label(name, x + cell * (i + 0.5), y, cell, style));
  });
  y += size.weekday * 0.5;
  const before = weekdayBefore(days);
  // Weeks that are over are not drawn.
  const skipped = Math.floor((before + days.findIndex(({ isPast }) => !isPast)) / 7) * 7;
  days.forEach((day, i) => {
    const at = before + i - skipped;
    if (at < 0) return;
    const box = {
      x: x + (at % 7) * cell,
      y: y + Math.floor(at / 7) * size.row,
      width: cell,
      height: size.row,
    };
    drawDay(parts, day, box, size);
  });
  return y + Math.ceil((before + days.length - skipped) / 7) * size.row - top;
}

/** Empty cells before the first day, Monday first. */
function weekdayBefore([first]: readonly CalendarDay[]): number {
  return first === undefined ? 0 : (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function drawDay(
  parts: string[],
  day: CalendarDay,
  { x, y, width: w, height: h }: Box,
  size: GridSize,
): void {
  const pad = 3;
  parts.push(
    rect(
      { x: x + pad, y: y + pad, width: w - 2 * pad, height: h - 2 * pad },
      day.isOff ? { fill: off, radius: 8 } : { fill: '#FFFFFF', stroke: off, strokeWidth: 2, radius: 8 },
    ),
  );
  const centre = { x: x + pad + 4 + size.ring, y: y + pad + 4 + size.ring };
  if (day.due.length > 0)
    parts.push(
      circle(centre.x, centre.y, size.ring - 1, { fill: 'none', stroke: ringColour, strokeWidth: 4 }),
    );
  const fill = day.isPast ? faint : day.isOff ? quiet : ink;
  const weight = day.due.length > 0 ? 'bold' : 'regular';
  const dayStyle: LabelStyle = { size: size.day, weight, fill, anchor: 'middle' };
  const text = String(Number(day.day.slice(8)));
  parts.push(label(text, centre.x, centre.y + size.day * 0.36, size.ring * 2, dayStyle));
  const kinds = [...new Set(day.kinds.map((kind) => lookOf[kind]))];
  const [first, ...others] = kinds;
  if (first === undefined) return;
  others.forEach((kind, i) => {
    // One below the other: beside each other they would touch the ring of a narrow cell.
    const left = x + w - pad - 5 - size.corner;
    const down = y + pad + 6 + i * (size.corner + 4);
    parts.push(
      rect(
        { x: left, y: down, width: size.corner, height: size.corner },
        { ...looks[kind].paint, strokeWidth: 2, radius: 3, ...(kind === 'after' ? { dash: '4 3' } : {}) },
      ),
    );
  });
  const top = y + pad + 8 + size.ring * 2;
  const box = { x: x + pad + 5, y: top, width: w - 2 * pad - 10, height: y + h - pad - 5 - top };
  parts.push(rect(box, { ...looks[first].paint, radius: 8 }));
  const style: LabelStyle = {
    size: size.number,
    weight: 'bold',
    fill: looks[first].text,
    anchor: 'middle',
  };
  const middle = box.y + box.height / 2 + size.number * 0.36;
  parts.push(label(String(day.units), box.x + box.width / 2, middle, box.width - 6, style));
}

/** @returns the height taken. */
function drawLegend(parts: string[], top: number): number {
  const row = 54;
  const column = inner / 2;
  const mark = { width: 56, height: 36 };
  const items: [string, (box: Box) => string][] = [
    [texts.pictureWords.before, (box) => rect(box, { ...looks.before.paint, radius: 8 })],
    [texts.pictureWords.due, (box) => circle(box.x + 28, box.y + 18, 17, ringPaint)],
    [texts.pictureWords.lastDay, (box) => rect(box, { ...looks['last-day'].paint, radius: 8 })],
    [texts.pictureWords.off, (box) => rect(box, { fill: off, radius: 8 })],
    [texts.pictureWords.after, (box) => rect(box, { ...looks.after.paint, radius: 8 })],
  ];
  const style: LabelStyle = { size: 28, weight: 'regular', fill: ink };
  items.forEach(([words, draw], i) => {
    const x = margin + (i % 2) * column;
    const y = top + Math.floor(i / 2) * row;
    parts.push(draw({ x, y, ...mark }));
    parts.push(label(words, x + mark.width + 14, y + 28, column - mark.width - 24, style));
  });
  let y = top + Math.ceil(items.length / 2) * row;
  for (const words of [texts.pictureWords.units, texts.pictureWords.also]) {
    y += 38;
    parts.push(label(words, margin, y - 10, inner, { ...style, fill: quiet }));
  }
  return y - top;
}

const ringPaint: Paint = { fill: 'none', stroke: ringColour, strokeWidth: 4 };
