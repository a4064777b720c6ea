import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePoints, splitText, utf8Bytes } from '../../../src/channels/split.js';

/** Clumsy text: words of all lengths, NFD, emoji, every kind of space. */
const clumsy = fc
  .array(
    fc.oneof(
      fc.constantFrom('ế', 'Kế hoạch', 'quý IV', 'ê\u0301', '😀', '👩‍👧', '\n', '\n\n', '  ', '\t', '- '),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.integer({ min: 1, max: 90 }).map((count) => 'ế'.repeat(count)),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

const solid = (text: string): string => text.replace(/\s+/gu, '');

describe('src/channels/split.ts', () => {
  it('keeps every part within the limit and loses nothing but white space at the cuts', () => {
    fc.assert(
      fc.property(
        clumsy,
        fc.integer({ min: 16, max: 80 }),
        fc.constantFrom(codePoints, utf8Bytes),
        (text, limit, measure) => {
          const parts = splitText(text, limit, measure);

          for (const part of parts) {
            expect(measure(part)).toBeLessThanOrEqual(limit);
            expect(part.trim()).not.toBe('');
          }
          expect(solid(parts.join(''))).toBe(solid(text));
        },
      ),
    );
  });

  it('never tears a surrogate pair or a letter from its marks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 16, max: 40 }), (count, limit) => {
        for (const letter of ['😀', 'e\u0302\u0301']) {
          const parts = splitText(letter.repeat(count), limit);

          for (const part of parts) expect(part.split(letter).join('')).toBe('');
        }
      }),
    );
  });

  it('counts code points, as Telegram does', () => {
    expect(codePoints('ế😀')).toBe(2);
    expect(splitText('😀'.repeat(4096), 4096)).toHaveLength(1);
    expect(splitText('😀'.repeat(4097), 4096)).toHaveLength(2);
    expect(splitText('ế'.repeat(4096), 4096)).toHaveLength(1);
  });

  it('prefers a blank line, then a line break, then a space', () => {
    expect(splitText('một hai\n\nba bốn\nnăm sáu', 20)).toEqual(['một hai', 'ba bốn\nnăm sáu']);
    expect(splitText('một hai\nba bốn năm sáu', 20)).toEqual(['một hai', 'ba bốn năm sáu']);
    expect(splitText('một hai ba bốn năm sáu', 20)).toEqual(['một hai ba bốn năm', 'sáu']);
  });

  it('gives no part for blank text', () => {
    expect(splitText(' \n\t', 16)).toEqual([]);
  });
});
