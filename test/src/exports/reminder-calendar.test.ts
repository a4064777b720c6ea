import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import PdfKit from 'pdfkit';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { type CalendarStep, reminderCalendar } from '../../../src/domain/reminder-calendar.js';
import { addDays } from '../../../src/domain/time.js';
import { drawable, fontFiles, known } from '../../../src/exports/picture/fonts.js';
import { pngNow, pngOf, renderOptions } from '../../../src/exports/picture/render.js';
import { escapeXml, fit, widthOf, wrap } from '../../../src/exports/picture/text.js';
import { reminderCalendarPicture, reminderCalendarSvg } from '../../../src/exports/reminder-calendar.js';

const hostile = [
  `Ủy ban nhân dân ${'xã Đồng Tâm Thượng '.repeat(40)}`,
  'Ằ'.repeat(3_000),
  `<script>&"']]>${'x'.repeat(400)}`,
  '☎️👩‍👩‍👧 漢字 \u0000\u202e\ufeff①ﬁ',
  'nghiêng'.repeat(90),
  '',
];

/** A year of reminders with hostile names, several kinds on a day. */
function steps(names: readonly string[], units = 12): CalendarStep[] {
  const kinds = ['D-3', 'D', 'D+1', 'open', 'R1+2', 'not-known'];
  return Array.from({ length: 260 }, (_, i) => ({
    day: addDays('2026-06-01', i % 180),
    step: kinds[i % kinds.length] ?? 'D',
    dueOn: addDays('2026-06-03', i % 180),
    unitId: `u${i % units}`,
    unit: names[i % names.length] ?? '',
    taskId: `t${i % 25}`,
    task: names[(i + 1) % names.length] ?? '',
    plan: names[(i + 2) % names.length] ?? '',
  }));
}

function calendarOf(
  names: readonly string[],
  months: readonly string[],
): ReturnType<typeof reminderCalendar> {
  const all = steps(names);
  return reminderCalendar(
    {
      from: '2026-06-10',
      months,
      steps: all.map((step) => ({ ...step, unitId: `${step.unitId}${'9'.repeat(3)}` })),
      dues: all.map(({ dueOn, ...rest }) => ({ ...rest, day: dueOn })),
      later: { month: '2026-12', days: ['2026-12-24', '2027-03-31'], recurring: 7 },
      undated: 12,
      silent: [...names],
    },
    { years: {} },
  );
}

interface Drawn {
  words: string;
  box: { x: number; y: number; right: number; bottom: number };
}

/** Every line of text of a drawing and the box its letters fill, as the program that draws it measures. */
function drawnTexts(svg: string): Drawn[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([element, words = '']) => {
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000" font-family="Be Vietnam Pro">${element}</svg>`;
    const box = new Resvg(alone, renderOptions).getBBox();
    if (!box) throw new Error(`nothing is drawn of ${words}`);
    return { words, box: { x: box.x, y: box.y, right: box.x + box.width, bottom: box.y + box.height } };
  });
}

const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
const subject = { name: hostile[0] ?? '', document: hostile[1] ?? '' };

describe('src/exports/reminder-calendar.ts', () => {
  it.each([
    ['in one column', months.slice(0, 2)],
    ['in two columns', months],
  ])('keeps every line on the sheet and off every other line, however long the names, %s', (_, shown) => {
    const { svg, height } = reminderCalendarSvg(calendarOf(hostile, shown), subject);

    const texts = drawnTexts(svg);
    expect(texts.length).toBeGreaterThan(80);
    for (const { words, box } of texts) {
      expect(box.x, words).toBeGreaterThanOrEqual(36);
      expect(box.right, words).toBeLessThanOrEqual(1080 - 36);
      expect(box.bottom, words).toBeLessThanOrEqual(height - 20);
    }
    for (const [i, one] of texts.entries())
      for (const other of texts.slice(i + 1))
        expect(overlap(one, other), `${one.words} | ${other.words}`).toBe(false);
  });

  it('draws the same bytes for the same calendar, and for names in either form of Unicode', async () => {
    const names = ['Sở Giáo dục và Đào tạo', 'Ủy ban nhân dân phường Lam Thành', 'báo cáo tổng kết'];
    const draw = (form: 'NFC' | 'NFD'): Promise<{ png: Uint8Array }> =>
      reminderCalendarPicture(
        calendarOf(
          names.map((name) => name.normalize(form)),
          months,
        ),
        {
          name: 'kế hoạch K1'.normalize(form),
          document: '62/KH-UBND',
        },
      );

    const [first, again, decomposed] = [await draw('NFC'), await draw('NFC'), await draw('NFD')];

    expect(Buffer.from(again.png).equals(Buffer.from(first.png))).toBe(true);
    expect(Buffer.from(decomposed.png).equals(Buffer.from(first.png))).toBe(true);
    expect(PNG.sync.read(Buffer.from(first.png)).width).toBe(1080);
  });

  it('marks kinds of reminders by lightness and outline, so that they differ without colour', () => {
    const { svg } = reminderCalendarSvg(calendarOf(['Sở Y tế'], months.slice(0, 1)), subject);

    const grey = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      return 0.3 * r + 0.59 * g + 0.11 * b;
    };
    const fills = [...svg.matchAll(/<rect [^>]*height="3[0-9.]+"[^>]* fill="(#[0-9A-F]{6})"/g)].map(
      ([, fill]) => fill ?? '',
    );
    const levels = [...new Set(fills)].map(grey).sort((a, b) => a - b);
    expect(levels.length).toBeGreaterThanOrEqual(3);
    expect(svg).toContain('stroke-dasharray');
    levels.slice(1).forEach((level, i) => expect(level - (levels[i] ?? 0)).toBeGreaterThan(8));
  });
});

function overlap(a: Drawn, b: Drawn): boolean {
  const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.x, b.box.x);
  const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.y, b.box.y);
  return across > 1 && down > 4;
}

describe('src/exports/picture', () => {
  it('lets through only signs both font files have, every Vietnamese letter among them', () => {
    const ruler = new PdfKit({ autoFirstPage: false, font: fontFiles.regular });
    const signs = Array.from({ length: 0x2100 }, (_, code) => String.fromCodePoint(code)).filter(
      (sign) => sign >= ' ' && known.test(sign),
    );
    for (const file of Object.values(fontFiles)) {
      ruler.font(file);
      // What the library measures with has no public name.
      const { font } = Reflect.get(ruler, '_font') as {
        font: { hasGlyphForCodePoint(code: number): boolean };
      };
      expect(signs.filter((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))).toEqual([]);
    }
    const letters = 'aăâeêioôơuưy'
      .split('')
      .flatMap((letter) =>
        ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => letter + tone),
      );
    for (const letter of letters.flatMap((one) => [one, one.toUpperCase()]))
      expect(drawable(letter)).toBe(letter.normalize('NFC'));
  });

  it('leaves out or replaces what the font lacks', () => {
    expect(drawable('  A\u2011B\u00a0\u0000C\n漢字 ☎️ ①ﬁ ')).toBe('A-B C 1fi');
    expect(drawable('số 5\u2013KH “x” …')).toBe('số 5–KH “x” …');
  });

  it('wraps any text into lines that fit, losing nothing where there is room', () => {
    const word = fc.stringMatching(/^[a-zA-Zàáạđếễộữỳ,.-]{1,14}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 120, max: 900 }), (words, width) => {
        const style = { size: 30, weight: 'regular' as const };
        const lines = wrap(words.join(' '), width, style);
        for (const line of lines) expect(widthOf(line, style)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/ /g, '')).toBe(words.join('').replace(/ /g, ''));
        const short = wrap(words.join(' '), width, style, 2);
        expect(short.length).toBeLessThanOrEqual(2);
        for (const line of short) expect(widthOf(line, style)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 200 },
    );
  });

  it('cuts a line that is too long with an ellipsis', () => {
    const style = { size: 30, weight: 'bold' as const };
    const cut = fit('Ủy ban nhân dân phường Lam Thành, thành phố Lam Giang', 400, style);
    expect(cut).toMatch(/^Ủy ban nhân dân(?: phường)?…$/);
    expect(widthOf(cut, style)).toBeLessThanOrEqual(400);
    expect(fit('Sở Y tế', 400, style)).toBe('Sở Y tế');
  });

  it('gives the same picture from its own thread as in this one, and says so when it cannot draw', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text x="5" y="30" font-family="Be Vietnam Pro" font-size="30">${escapeXml('<ạ>')}</text></svg>`;
    expect(Buffer.from(await pngOf(svg)).equals(Buffer.from(pngNow(svg)))).toBe(true);
    await expect(pngOf('not a drawing')).rejects.toThrow();
  });
});
