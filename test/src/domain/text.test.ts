import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldInPlace, foldSpace, normalize, shorten } from '../../../src/domain/text.js';

const numRuns = 2_000;
const nbsp = '\u00a0';
const zeroWidth = '\u200b';
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Every vowel with every tone. */
const vowels = 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'
  .split('')
  .flatMap((base) =>
    ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (base + tone).normalize('NFC')),
  );
const anyVietnamese = fc
  .array(fc.constantFrom(...vowels, 'đ', 'Đ', 'b', 'n', 'g', 'H', 'T', ' ', ' ', '\n', '1', '&'), {
    maxLength: 30,
  })
  .map((letters) => letters.join(''));
/** Anything a chat can send: emoji, other scripts, lone marks, broken surrogates. */
const anyText = fc.oneof(
  anyVietnamese,
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'Đ',
        '\u0301',
        '\u0323',
        ' ',
        nbsp,
        zeroWidth,
        '\ufeff',
        '\ud83d',
        '😀',
        'İ',
        'ß',
        'Σ',
        '한',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('src/domain/text.ts', () => {
  describe('normalize', () => {
    it.each([
      ['Tiê\u0301n đô\u0323', 'Tiến độ', 'NFD becomes NFC'],
      [`22${nbsp}tháng\u202f6`, '22 tháng 6', 'no-break spaces become plain'],
      [`\ufeffKế${zeroWidth}hoạch`, 'Kếhoạch', 'what has no width goes'],
      [`e${zeroWidth}\u0301`, 'é', 'also between a letter and its mark'],
      ['  hai\n dòng ', '  hai\n dòng ', 'other white space stays'],
    ])('makes %j into %j: %s', (text, normal) => {
      expect(normalize(text)).toBe(normal);
    });

    it('changes nothing the second time', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          expect(normalize(normalize(text))).toBe(normalize(text));
        }),
        { numRuns },
      );
    });
  });

  describe('foldSpace', () => {
    it.each([
      ['  báo\n cáo\t\ttổng  kết ', 'báo cáo tổng kết'],
      [`${nbsp}báo${nbsp} cáo`, 'báo cáo'],
      [' \n ', ''],
      ['', ''],
    ])('makes %j into %j', (text, folded) => {
      expect(foldSpace(text)).toBe(folded);
    });
  });

  describe('fold', () => {
    it.each([
      ['Việc', 'viec'],
      ['VIỆC', 'viec'],
      ['việc'.normalize('NFD'), 'viec'],
      ['Đôn Đốc', 'don doc'],
      ['ĐƯỜNG PHỐ ướt ỡ ẫ ẵ ặ', 'duong pho uot o a a a'],
      ['Ủy ban / Uỷ ban', 'uy ban / uy ban'],
      ['Ðề nghị'.replace('Ð', 'Đ'), 'de nghi'],
      ['  Sở  KH&ĐT\n', 'so kh&dt'],
      [`hạn${nbsp}nộp`, 'han nop'],
      ['xong \u0301 rồi', 'xong roi'],
      ['', ''],
    ])('matches %j as %j', (text, folded) => {
      expect(fold(text)).toBe(folded);
    });

    it('changes nothing the second time', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          expect(fold(fold(text))).toBe(fold(text));
        }),
        { numRuns },
      );
    });

    it('does not care how the text was composed', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          expect(fold(text.normalize('NFD'))).toBe(fold(text));
          expect(fold(text.normalize('NFC'))).toBe(fold(text));
        }),
        { numRuns },
      );
    });

    it('leaves plain small letters of any Vietnamese text, and single spaces between words', () => {
      fc.assert(
        fc.property(anyVietnamese, (text) => {
          expect(fold(text)).toMatch(/^(?:[a-z0-9&]+(?: [a-z0-9&]+)*)?$/);
          expect(fold(text.toUpperCase())).toBe(fold(text));
          expect(fold(` ${text}\n`)).toBe(fold(text));
        }),
        { numRuns },
      );
    });
  });

  describe('foldInPlace', () => {
    it.each([
      ['Trước ngày 23/6', 'truoc ngay 23/6'],
      ['Trước ngày'.normalize('NFD'), 'truoc ngay'],
      ['ĐỀ  NGHỊ\n', 'de  nghi\n'],
      ['\u0301a', '\u0301a'],
      ['İZMİR', 'izmir'],
      ['ổn 😀 nhé', 'on 😀 nhe'],
    ])('makes %j into %j', (text, folded) => {
      expect(foldInPlace(text)).toBe(folded);
    });

    it('is as long as the NFC text, so that a place found in it is a place in the text', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          expect(foldInPlace(text)).toHaveLength(text.normalize('NFC').length);
        }),
        { numRuns },
      );
    });

    it('agrees with fold on Vietnamese text, but for the white space', () => {
      fc.assert(
        fc.property(anyVietnamese, (text) => {
          expect(foldInPlace(text).replace(/\s+/g, ' ').trim()).toBe(fold(text));
        }),
        { numRuns },
      );
    });
  });

  describe('shorten', () => {
    it.each([
      ['báo cáo tổng kết', 16, 'báo cáo tổng kết', 'fits exactly'],
      ['báo cáo tổng kết', 15, 'báo cáo tổng…', 'ends at a word'],
      ['báo cáo, tổng kết năm', 10, 'báo cáo…', 'leaves no comma before the ellipsis'],
      ['Nghịchđảotừrấtdài không', 10, 'Nghịchđảo…', 'cuts a word that is longer than all'],
      ['a bcdefghijklmn', 10, 'a bcdefgh…', 'rather than lose most of the text'],
      ['việc 😀😀😀', 7, 'việc…', 'never half an emoji'],
      ['', 5, '', 'empty'],
      ['ab', 1, '…', 'room for nothing else'],
    ])('%j in %i is %j: %s', (text, length, short) => {
      expect(shorten(text, length)).toBe(short);
    });

    it('never gets longer than asked, keeps what fits, and breaks no character', () => {
      fc.assert(
        fc.property(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc.integer({ min: 1, max: 80 }),
          (text, length) => {
            const short = shorten(text, length);

            expect(short.length).toBeLessThanOrEqual(length);
            expect(short === text).toBe(text.length <= length || text === '…');
            expect(short === text || text.startsWith(short.slice(0, -1))).toBe(true);
            expect(short).not.toMatch(loneSurrogate);
          },
        ),
        { numRuns },
      );
    });
  });
});
