import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, readName } from '../../../src/domain/unit-text.js';

/** The definition, without any shortcut. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const replace = plainDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  if (a[0] === b[0]) return replace;
  return Math.min(replace, plainDistance(a.slice(1), b) + 1, plainDistance(a, b.slice(1)) + 1);
}

describe('src/domain/unit-text.ts', () => {
  it('counts edits as the definition does, up to its limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Sở Y tế tỉnh Nghệ An', 'so y te', 'nghe an'],
    ['Sở Y tế Thừa Thiên Huế', 'so y te', 'thua thien hue'],
    ['Cục Thuế TP. Hà Nội', 'cuc thue', 'ha noi'],
    ['Sở Y tế cấp tỉnh', 'so y te', null],
    ['UBND tỉnh Nghệ An', 'uy ban nhan dan tinh', 'nghe an'],
    ['Ban Thường vụ Tỉnh ủy', 'ban thuong vu tinh uy', null],
    ['UBND thành phố Vinh', 'uy ban nhan dan thanh pho vinh', null],
    ['UBND huyện Hòa Bình', 'uy ban nhan dan huyen hoa binh', null],
    ['Đoàn Thanh niên Cộng sản Hồ Chí Minh', 'doan thanh nien cong san ho chi minh', null],
    ['Tỉnh', 'tinh', null],
  ])('takes the province off the end of "%s"', (text, core, place) => {
    expect(readName(text)).toMatchObject({ core, place });
  });

  it('agrees on names that differ in tone placement, "và" and UBND', () => {
    const accented = (text: string): string =>
      readName(text)
        .words.map((word) => word.accented)
        .join(' ');

    expect(accented('UBND xã Hoà An & Thuỷ Lợi')).toBe(accented('Ủy ban nhân dân xã Hòa An và Thủy Lợi'));
    expect(accented('xã Hòa An')).not.toBe(accented('xã Hoa An'));
  });
});
