import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeadlines, readDeadline } from '../../../../src/domain/deadline/index.js';
import { parseRule } from '../../../../src/domain/rrule.js';
import { fold } from '../../../../src/domain/text.js';
import { addDays } from '../../../../src/domain/time.js';

const issuedOn = '2022-06-02';
const strict = { issuedOn, beforeMeans: 'strict' } as const;
const lenient = { issuedOn, beforeMeans: 'lenient' } as const;

const day = fc.integer({ min: 0, max: 20_000 }).map((number) => addDays('1995-01-01', number));

/** Every way people write one day. */
const spellings: readonly ((year: string, month: string, dayOfMonth: string) => string)[] = [
  (y, m, d) => `${d}/${m}/${y}`,
  (y, m, d) => `ngày ${d}/${m}/${y}`,
  (y, m, d) => `ngày ${d}-${m}-${y}`,
  (y, m, d) => `ngày ${d}.${m}.${y}`,
  (y, m, d) => `ngày ${Number(d)}/${Number(m)}/${y}`,
  (y, m, d) => `ngày ${d} tháng ${m} năm ${y}`,
  (y, m, d) => `ngày ${Number(d)} tháng ${Number(m)} năm ${y}`,
  (y, m, d) => `ngày ${d}\ntháng ${m}\n năm ${y}`,
  (y, m, d) => `**ngày ${d}/${m}/${y}**`,
];
const spelling = fc.constantFrom(...spellings);

function written(iso: string, write: (typeof spellings)[number]): string {
  const [year = '', month = '', dayOfMonth = ''] = iso.split('-');
  return write(year, month, dayOfMonth);
}

const letters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '');

/** Pieces of which clumsy sentences are made. */
const piece = fc.oneof(
  fc.constantFrom(
    'trước',
    'ngày',
    'tháng',
    'quý',
    'năm',
    'hàng',
    'hằng năm',
    'định kỳ',
    'kể từ',
    'sau khi',
    'lần/năm',
    'trong thời hạn',
    'đến hết',
    'từ',
    'và',
    'Kế hoạch số 348/KH-UBND',
    'giai đoạn 2016 - 2020',
    'số liệu tính đến',
    '(',
    ')',
    ',',
    ';',
    '\n',
    '**',
    '| ',
    'thứ Sáu',
    '16h00',
    'giờ',
    'IV',
    '23/6/2022',
    '31/02/2022',
    '2',
    '05',
    '2024',
  ),
  fc.string({ maxLength: 6 }),
);
const clumsy = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(' '));

describe('src/domain/deadline: properties', () => {
  it('reads every day back, however it is written', () => {
    fc.assert(
      fc.property(day, spelling, (iso, write) => {
        expect(readDeadline(`chậm nhất ${written(iso, write)}`, strict)).toMatchObject({
          statedOn: iso,
          dueOn: iso,
          inclusive: true,
        });
      }),
      { numRuns: 1_500 },
    );
  });

  it('ends “trước” a day earlier when read strictly, and never otherwise', () => {
    fc.assert(
      fc.property(day, spelling, (iso, write) => {
        const text = `trước ${written(iso, write)}`;
        expect(readDeadline(text, strict)).toMatchObject({
          statedOn: iso,
          dueOn: addDays(iso, -1),
          inclusive: false,
        });
        expect(readDeadline(text, lenient)).toMatchObject({ statedOn: iso, dueOn: iso, inclusive: false });
      }),
      { numRuns: 1_500 },
    );
  });

  it('understands the same without diacritics, in capitals and in decomposed letters', () => {
    const phrase = fc.tuple(fc.constantFrom('trước', 'chậm nhất', 'muộn nhất', 'đến hết'), day, spelling);
    fc.assert(
      fc.property(phrase, ([lead, iso, write]) => {
        const text = `${lead} ${written(iso, write)}`;
        const meaning = (variant: string): unknown => {
          const found = readDeadline(variant, strict);
          return found && { dueOn: found.dueOn, inclusive: found.inclusive };
        };
        expect(meaning(fold(text))).toEqual(meaning(text));
        expect(meaning(text.toUpperCase())).toEqual(meaning(text));
        expect(meaning(text.normalize('NFD'))).toEqual(meaning(text));
      }),
      { numRuns: 800 },
    );
  });

  it('never throws, keeps positions inside the text, in order and apart, and quotes what stands there', () => {
    fc.assert(
      fc.property(clumsy, fc.boolean(), (text, isDecomposed) => {
        const given = isDecomposed ? text.normalize('NFD') : text;
        const { found, lookAlikes } = findDeadlines(given, strict);
        let end = 0;
        for (const one of found) {
          expect(one.start).toBeGreaterThanOrEqual(end);
          expect(one.end).toBeGreaterThan(one.start);
          expect(one.end).toBeLessThanOrEqual(given.length);
          end = one.end;
        }
        for (const look of lookAlikes) expect(given.slice(look.start)).not.toBe('');
        for (const { deadline } of found) {
          expect(deadline.confidence).toBeGreaterThanOrEqual(0);
          expect(deadline.confidence).toBeLessThanOrEqual(1);
          // Emphasis marks and white space aside, the phrase is what stands in the text.
          expect(letters(given)).toContain(letters(deadline.text));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes the same words a thousand times over without running out of anything', () => {
    const phrase = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => `${parts.join(' ')} `);
    fc.assert(
      fc.property(phrase, (words) => {
        const { found } = findDeadlines(words.repeat(1_000).slice(0, 20_000), strict);
        expect(found.length).toBeLessThanOrEqual(20_000);
      }),
      {
        numRuns: 60,
        examples: [['hằng năm trước ngày 15/6, '], ['định kỳ ('], ['trước ngày 15/6 và '], ['quý I, ']],
      },
    );
  });

  it('gives windows that begin before they end, and rules that can be walked', () => {
    fc.assert(
      fc.property(clumsy, (text) => {
        for (const { deadline } of findDeadlines(text, strict).found) {
          if (deadline.from && deadline.statedOn) expect(deadline.from <= deadline.statedOn).toBe(true);
          if (deadline.from && deadline.dueOn) expect(deadline.from <= deadline.dueOn).toBe(true);
          for (const rule of deadline.rrule?.split('|') ?? [])
            expect(parseRule(rule), `${text} → ${rule}`).not.toBeNull();
          if (deadline.kind === 'recurring')
            expect([deadline.statedOn, deadline.dueOn]).toEqual([null, null]);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads one expression of any text without throwing, with rules that can be walked', () => {
    fc.assert(
      fc.property(clumsy, fc.constantFrom(issuedOn, null), (text, issued) => {
        const found = readDeadline(text, { issuedOn: issued, beforeMeans: 'strict' });
        if (found === null) return;
        for (const rule of found.rrule?.split('|') ?? []) expect(parseRule(rule)).not.toBeNull();
        if (found.from && found.statedOn) expect(found.from <= found.statedOn).toBe(true);
        expect(found.stage).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads days without a year on or after the issue, and never without a doubt', () => {
    const date = fc.record({ day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(date, day, ({ day: dayOfMonth, month }, issued) => {
        const options = { issuedOn: issued, beforeMeans: 'strict' } as const;
        const found = readDeadline(`chậm nhất ngày ${dayOfMonth}/${month}`, options);
        expect(found?.statedOn?.slice(5)).toBe(
          `${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`,
        );
        expect((found?.statedOn ?? '') >= issued).toBe(true);
        expect(found?.confidence).toBeLessThan(0.7);
        expect(
          readDeadline(`chậm nhất ngày ${dayOfMonth}/${month}`, { ...options, issuedOn: null }),
        ).toMatchObject({
          statedOn: null,
          dueOn: null,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('gives no day to a day that does not exist, and never another one', () => {
    const missing = fc.constantFrom('31/02', '30/02', '31/4', '31/6', '31/9', '31/11', '32/5', '15/13');
    fc.assert(
      fc.property(missing, fc.integer({ min: 2000, max: 2040 }), (date, year) => {
        const found = readDeadline(`trước ngày ${date}/${year}`, strict);
        expect([found?.statedOn ?? null, found?.dueOn ?? null]).toEqual([null, null]);
        expect(found?.confidence ?? 0).toBeLessThan(0.7);
      }),
    );
  });

  it('gives the same answer twice: nothing is remembered between texts', () => {
    fc.assert(
      fc.property(clumsy, clumsy, (text, other) => {
        const first = findDeadlines(text, strict);
        findDeadlines(other, lenient);
        expect(findDeadlines(text, strict)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });
});
