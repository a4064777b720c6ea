import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeDirectory, type UnitRow } from '../../../src/domain/unit-directory.js';
import { createUnitMatcher, matchUnit } from '../../../src/domain/unit-match.js';
import type { Unit } from '../../../src/domain/unit.js';

const empty = { units: [], sets: [] };

function unitsFrom(rows: readonly UnitRow[]): Unit[] {
  let count = 0;
  return mergeDirectory([], rows, () => `u${(count += 1)}`).changed;
}

const province = unitsFrom(JSON.parse(readFileSync('assets/directory/province.json', 'utf8')) as UnitRow[]);
const match = createUnitMatcher({ units: province, sets: [] });
const nameOf = (mention: string, on = '2026-06-02'): string | null => {
  const found = match(mention, on);
  return province.find((unit) => unit.id === found.unitId)?.name ?? null;
};

describe('src/domain/unit-match.ts', () => {
  describe('without a directory', () => {
    it.each([
      ['UBND thành phố Vinh', 'Ủy ban nhân dân thành phố Vinh', 'huyện'],
      ['UBND TP. Vinh', 'Ủy ban nhân dân thành phố Vinh', 'huyện'],
      ['Sở KH&ĐT', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['Sở KH-ĐT', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['skhdt', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['so ke hoach dau tu', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['SỞ KẾ HOẠCH VÀ ĐẦU TƯ', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['Sở Kế hoạch và Đầu tự', 'Sở Kế hoạch và Đầu tư', 'sở'],
      ['SKHCN', 'Sở Khoa học và Công nghệ', 'sở'],
      ['STT&TT', 'Sở Thông tin và Truyền thông', 'sở'],
      ['Sở Lao động TB&XH', 'Sở Lao động - Thương binh và Xã hội', 'sở'],
      ['Sở Văn hoá, Thể thao và Du lịch', 'Sở Văn hóa, Thể thao và Du lịch', 'sở'],
      ['Ban TĐKT TW', 'Ban Thi đua - Khen thưởng Trung ương', 'trung ương'],
      ['BCSĐ', 'Ban cán sự đảng Ủy ban nhân dân tỉnh', 'đảng'],
      ['VPTU', 'Văn phòng Tỉnh ủy', 'đảng'],
      ['UBMTTQVN tỉnh', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'đoàn thể'],
      ['CAT', 'Công an tỉnh', 'ngành'],
      ['Cục Thuế', 'Cục Thuế tỉnh', 'ngành'],
      ['Phòng TM và CN Việt Nam (VCCI)', 'Phòng Thương mại và Công nghiệp Việt Nam', 'trung ương'],
      ['Giám đốc Sở Y tế', 'Sở Y tế', 'sở'],
      ['Chủ tịch UBND xã Tân Lập', 'Ủy ban nhân dân xã Tân Lập', 'xã'],
      ['Uỷ ban nhân dân xã / phường / thị trấn', 'Ủy ban nhân dân cấp xã', 'xã'],
      ['trưởng thôn', 'trưởng thôn', 'cá nhân'],
      ['Các sở, ban ngành, đoàn thể cấp tỉnh', 'các sở, ban, ngành, đoàn thể cấp tỉnh', 'group'],
      ['TTTU, HĐND tỉnh', 'Thường trực Tỉnh ủy; Hội đồng nhân dân tỉnh', 'group'],
      ['UBND các huyện, thị xã thành phố', 'Ủy ban nhân dân các huyện, thị xã, thành phố', 'group'],
    ])('reads "%s" as %s', (mention, name, kind) => {
      expect(matchUnit(mention, empty)).toMatchObject({ text: mention, name, kind, unitId: null });
    });

    it('tells nothing about letters nobody knows', () => {
      expect(matchUnit('XYZQ tỉnh', empty)).toMatchObject({ name: null, unitId: null, candidates: [] });
    });

    it('lists the bodies an ambiguous short name may mean', () => {
      const found = matchUnit('Sở NN', empty);

      expect(found.name).toBeNull();
      expect(found.candidates.map((one) => one.name)).toEqual([
        'Sở Nông nghiệp và Môi trường',
        'Sở Nông nghiệp và Phát triển nông thôn',
      ]);
    });
  });

  describe('with a directory', () => {
    it.each([
      ['sở y tế', 'Sở Y tế'],
      ['so y te', 'Sở Y tế'],
      ['SYT', 'Sở Y tế'],
      ['Sở Y tế tỉnh Lam Giang', 'Sở Y tế'],
      ['Sở Y tế Lam Giang', 'Sở Y tế'],
      ['UBND tỉnh Lam Giang', 'Ủy ban nhân dân tỉnh'],
      ['phường Lam Thành', 'Ủy ban nhân dân phường Lam Thành'],
      ['ubnd xa tan le', 'Ủy ban nhân dân xã Tân Lễ'],
      ['Công an', 'Công an tỉnh'],
      ['Đoàn Thanh niên tỉnh', 'Tỉnh đoàn'],
      ['Liên minh các HTX', 'Liên minh Hợp tác xã tỉnh'],
      ['Hội phụ nữ tỉnh', 'Hội Liên hiệp Phụ nữ tỉnh'],
      ['ngành Y tế', 'Sở Y tế'],
      ['Sở Công Thươmg', 'Sở Công Thương'],
      ['Sở Tài chánh', 'Sở Tài chính'],
      ['Trường Chính trị', 'Trường Chính trị tỉnh'],
      ['Chánh Văn phòng UBND tỉnh', 'Văn phòng Ủy ban nhân dân tỉnh'],
      ['Ban Thi đua - Khen thưởng (Sở Nội vụ)', 'Ban Thi đua - Khen thưởng tỉnh'],
      ['KBNN tỉnh', 'Kho bạc Nhà nước khu vực'],
    ])('finds "%s"', (mention, name) => {
      expect(nameOf(mention)).toBe(name);
    });

    it.each([
      ['Sở Ngoại vụ', 'another department, two letters from Nội vụ'],
      ['Sở Y tế tỉnh Nghệ An', 'a neighbour’s department'],
      ['UBND tỉnh Nghệ An', 'a neighbour'],
      ['UBND xã Tân Lê', 'a commune that differs in a tone mark'],
      ['UBND xã Tân Lập', 'a commune that differs in letters'],
      ['Ban Thi đua - Khen thưởng Trung ương', 'the central board'],
      ['Hội Nông dân xã Tân Lễ', 'a commune’s association'],
      ['Sở', 'a head without a field'],
      ['UBND', 'a body of every level'],
    ])('never takes "%s" for a unit it has (%s)', (mention) => {
      expect(match(mention, '2026-06-02').unitId).toBeNull();
    });

    it('takes a word that can be Vietnamese for another name, a word that cannot for a slip', () => {
      const units = unitsFrom([{ name: 'Ban Quản lý Khu kinh tế Bắc Sơn Hà' }, { name: 'Công an tỉnh' }]);
      const find = createUnitMatcher({ units, sets: [] });

      expect(find('Ban Quản lý Khu kinh tế Nam Sơn Hà').unitId).toBeNull();
      expect(find('Ban Quản lý Khu kinh tế Bắc Sơn Hạ').unitId).toBe(units[0]?.id);
      expect(find('Ban Quản lý Khu kịnh tế Bắcc Sơn Hà').unitId).toBe(units[0]?.id);
    });

    it('tells Party committees of places apart by a tone mark', () => {
      expect(nameOf('Huyện ủy Lam Hạ')).toBe('Huyện ủy Lam Hạ');
      expect(match('Huyện ủy Lam Hà').unitId).toBeNull();
      expect(match('Đảng ủy xã Tân Lê').unitId).toBeNull();
    });

    it('asks when letters fit two departments alike', () => {
      const found = match('SKHDN', '2022-06-02');

      expect(found.unitId).toBeNull();
      expect(found.candidates.map((one) => one.name).sort()).toEqual(
        ['Sở Khoa học và Công nghệ', 'Sở Kế hoạch và Đầu tư'].sort(),
      );
    });

    it('offers the commune with another tone mark as a candidate only', () => {
      const found = match('UBND xã Tân Lê', '2026-06-02');

      expect(found.name).toBe('Ủy ban nhân dân xã Tân Lê');
      expect(found.candidates.map((one) => one.name)).toEqual(['Ủy ban nhân dân xã Tân Lễ']);
    });

    it('prefers the unit that exists on the day where two share a short name', () => {
      const units = unitsFrom([
        { name: 'Sở Nông nghiệp và Phát triển nông thôn', aliases: ['Sở NN'], validTo: '2025-02-28' },
        { name: 'Sở Nông nghiệp và Môi trường', aliases: ['Sở NN'], validFrom: '2025-03-01' },
      ]);
      const find = createUnitMatcher({ units, sets: [] });

      expect(find('Sở NN', '2024-05-01').name).toBe('Sở Nông nghiệp và Phát triển nông thôn');
      expect(find('Sở NN', '2025-03-01').name).toBe('Sở Nông nghiệp và Môi trường');
      expect(find('Sở NN').name).toBe('Sở Nông nghiệp và Môi trường');
    });

    it('asks when two communes are written alike without marks', () => {
      const units = unitsFrom([{ name: 'UBND xã Tân Lập' }, { name: 'UBND xã Tân Lạp' }]);
      const find = createUnitMatcher({ units, sets: [] });

      expect(find('ubnd xa tan lap')).toMatchObject({ unitId: null, name: null });
      expect(find('ubnd xa tan lap').candidates).toHaveLength(2);
      expect(find('UBND xã Tân Lạp').unitId).toBe(units[1]?.id);
    });

    it('still finds a unit closed before the day', () => {
      expect(nameOf('Sở KH&ĐT', '2026-06-02')).toBe('Sở Kế hoạch và Đầu tư');
    });

    it('knows an approved collective by its name', () => {
      const sets = [{ id: 's', name: 'Khối thi đua số 1', aliases: ['Khối 1'], members: [] }];

      expect(matchUnit('khối 1', { units: province, sets })).toMatchObject({
        name: 'Khối thi đua số 1',
        kind: 'group',
      });
    });
  });

  it('finds every unit of the directory under each of its names, also decomposed and without marks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...province), fc.nat(), (unit, pick) => {
        const names = [
          unit.name,
          ...unit.aliases,
          ...(unit.abbreviation === null ? [] : [unit.abbreviation]),
        ];
        const name = names[pick % names.length] ?? unit.name;
        const forms = [name, name.normalize('NFD'), ` ${name.toUpperCase()} `];
        expect(forms.map((form) => match(form).unitId)).toEqual([unit.id, unit.id, unit.id]);
      }),
    );
  });

  it('answers any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(match(text).text).toBe(text);
      }),
    );
    for (const piece of [
      'constructor ',
      '__proto__ ',
      'các ',
      ', ',
      'và ',
      '(',
      'Sở ',
      'UBND các huyện, ',
      'trừ ',
      'A',
      'Tỉnh ủy - ',
      ' / xã',
    ]) {
      expect(match(piece.repeat(4000)).unitId).toBeNull();
    }
  });
});
