import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeDirectory, type UnitRow } from '../../../src/domain/unit-directory.js';
import { expandCollective, splitMentions, successorsOn } from '../../../src/domain/unit-expand.js';
import type { Unit, UnitSet } from '../../../src/domain/unit.js';

function unitsFrom(rows: readonly UnitRow[]): Unit[] {
  let count = 0;
  return mergeDirectory([], rows, () => `u${(count += 1)}`).changed;
}

const small = unitsFrom([
  { name: 'UBND tỉnh' },
  { name: 'Sở Y tế', parent: 'UBND tỉnh' },
  { name: 'Sở Tài chính' },
  { name: 'Sở Xây dựng' },
  { name: 'Sở Kế hoạch và Đầu tư', validTo: '2025-02-28', successors: ['Sở Tài chính'] },
  { name: 'Sở Văn hóa, Thể thao và Du lịch' },
  { name: 'Văn phòng UBND tỉnh' },
  { name: 'Tổ Biên tập' },
  { name: 'Ban Thi đua - Khen thưởng tỉnh', parent: 'Sở Y tế' },
  { name: 'Công an tỉnh' },
  { name: 'Hội Nông dân tỉnh' },
  { name: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh' },
  { name: 'Văn phòng Tỉnh ủy' },
  { name: 'Bộ Tài chính' },
  { name: 'UBND huyện Thượng', validTo: '2025-06-30', successors: ['UBND xã Một', 'UBND phường Hai'] },
  { name: 'UBND thành phố Hạ', validTo: '2025-06-30', successors: ['UBND phường Hai'] },
  { name: 'Huyện ủy Thượng', validTo: '2025-06-30' },
  { name: 'Thành ủy Hạ', validTo: '2025-06-30' },
  { name: 'UBND xã Một', validFrom: '2025-07-01' },
  { name: 'UBND phường Hai', validFrom: '2025-07-01' },
  { name: 'UBND đặc khu Ba', validFrom: '2025-07-01' },
  { name: 'Đảng ủy xã Một', validFrom: '2025-07-01' },
]);
const directory = { units: small, sets: [] as UnitSet[] };
const idOf = (name: string): string => small.find((unit) => unit.name === name)?.id ?? '?';
const members = (mention: string, on: string | null, sets: UnitSet[] = []): string[] => {
  const found = expandCollective(mention, sets.length > 0 ? { units: small, sets } : directory, on);
  return found.unitIds.map((id) => small.find((unit) => unit.id === id)?.name ?? id);
};

const departments2022 = [
  'Sở Y tế',
  'Sở Tài chính',
  'Sở Xây dựng',
  'Sở Kế hoạch và Đầu tư',
  'Sở Văn hóa, Thể thao và Du lịch',
];
const departments2026 = departments2022.filter((name) => name !== 'Sở Kế hoạch và Đầu tư');

describe('src/domain/unit-expand.ts', () => {
  it('expands departments, boards and agencies of the province by the day, without bodies inside them', () => {
    const others = ['Văn phòng UBND tỉnh', 'Công an tỉnh'];

    expect(members('các sở, ban, ngành', '2022-06-02')).toEqual([...departments2022, ...others]);
    expect(members('Tập thể lãnh đạo các sở, ban, ngành cấp tỉnh', '2026-06-02')).toEqual([
      ...departments2026,
      ...others,
    ]);
    expect(members('Các sở, ban ngành, đoàn thể cấp tỉnh', '2026-06-02')).toEqual([
      ...departments2026,
      ...others,
      'Hội Nông dân tỉnh',
      'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
    ]);
  });

  it('counts the last day of a unit and not the day after', () => {
    expect(members('các sở', '2025-02-28')).toContain('Sở Kế hoạch và Đầu tư');
    expect(members('các sở', '2025-03-01')).not.toContain('Sở Kế hoạch và Đầu tư');
  });

  it('expands districts while they exist, the communes afterwards', () => {
    const communes = ['UBND xã Một', 'UBND phường Hai', 'UBND đặc khu Ba'];

    expect(members('UBND các huyện, thành phố, thị xã', '2025-06-30')).toEqual([
      'UBND huyện Thượng',
      'UBND thành phố Hạ',
    ]);
    expect(members('UBND các huyện, thành phố, thị xã', '2025-07-01')).toEqual(communes);
    expect(members('các địa phương', '2024-01-01')).toEqual(['UBND huyện Thượng', 'UBND thành phố Hạ']);
    expect(members('các địa phương', '2026-01-01')).toEqual(communes);
    expect(members('UBND các xã, phường', '2026-01-01')).toEqual(communes);
    expect(members('UBND cấp xã', '2026-01-01')).toEqual(communes);
    expect(members('UBND các phường', '2026-01-01')).toEqual(['UBND phường Hai']);
    expect(members('UBND các xã, phường', '2024-01-01')).toEqual([]);
  });

  it('expands Party committees of districts, then of communes', () => {
    expect(members('các huyện ủy, thị ủy, thành ủy', '2024-01-01')).toEqual([
      'Huyện ủy Thượng',
      'Thành ủy Hạ',
    ]);
    expect(members('các huyện ủy, thị ủy, thành ủy', '2026-01-01')).toEqual(['Đảng ủy xã Một']);
  });

  it('joins what several words name, once each', () => {
    expect(members('các sở, ngành, địa phương', '2024-01-01')).toEqual([
      ...departments2022,
      'Công an tỉnh',
      'UBND huyện Thượng',
      'UBND thành phố Hạ',
    ]);
    expect(members('Giám đốc các sở, thủ trưởng các ban, ngành, địa phương', '2026-01-01')).toEqual(
      members('các cơ quan, đơn vị', '2026-01-01'),
    );
  });

  it('gives a shared head to each of the names after it', () => {
    expect(members('các Sở: Tài chính, Xây dựng', '2026-01-01')).toEqual(['Sở Tài chính', 'Sở Xây dựng']);
    expect(members('các sở Văn hóa, Thể thao và Du lịch, Y tế và Công an tỉnh', '2026-01-01')).toEqual([
      'Sở Y tế',
      'Sở Văn hóa, Thể thao và Du lịch',
      'Công an tỉnh',
    ]);
    expect(members('các ngành Y tế, Xây dựng', '2026-01-01')).toEqual(['Sở Y tế', 'Sở Xây dựng']);
    expect(members('UBND các huyện, thành phố Hạ', '2024-01-01')).toEqual([
      'UBND huyện Thượng',
      'UBND thành phố Hạ',
    ]);
  });

  it('puts successors in the place of a named unit that closed before the day', () => {
    expect(members('Sở Kế hoạch và Đầu tư và Sở Y tế', '2026-01-01')).toEqual(['Sở Y tế', 'Sở Tài chính']);
  });

  it('marks "có liên quan" as open', () => {
    const open = expandCollective('các sở, ngành có liên quan', directory, '2026-01-01');

    expect(open.isOpenSet).toBe(true);
    expect(expandCollective('các sở, ngành', directory, '2026-01-01').isOpenSet).toBe(false);
    expect(expandCollective('Sở Y tế và các đơn vị liên quan', directory, '2026-01-01').isOpenSet).toBe(true);
    const some = expandCollective('UBND các xã, phường, đặc khu nơi có dự án', directory, '2026-01-01');
    expect([some.unitIds.length, some.isOpenSet]).toEqual([3, true]);
  });

  it('leaves out the excepted, by text or by id', () => {
    expect(members('các sở (trừ Sở Y tế)', '2026-01-01')).toEqual(
      departments2026.filter((name) => name !== 'Sở Y tế'),
    );
    const found = expandCollective('các sở', directory, '2026-01-01', [idOf('Sở Y tế')]);
    expect(found.unitIds).not.toContain(idOf('Sở Y tế'));
  });

  it('lets an approved collective win over class words, with its dated members', () => {
    const set: UnitSet = {
      id: 's',
      name: 'các sở, ban, ngành',
      aliases: [],
      members: [
        { unitId: idOf('Sở Y tế'), from: null, to: null },
        { unitId: idOf('Sở Xây dựng'), from: '2025-01-01', to: null },
        { unitId: idOf('Sở Kế hoạch và Đầu tư'), from: null, to: null },
      ],
    };

    expect(members('Sở, ban, ngành', '2024-01-01', [set])).toEqual(['Sở Y tế', 'Sở Kế hoạch và Đầu tư']);
    expect(members('các sở, ban, ngành', '2026-01-01', [set])).toEqual([
      'Sở Y tế',
      'Sở Tài chính',
      'Sở Xây dựng',
    ]);
  });

  it('uses the units not closed when the plan has no date', () => {
    expect(members('các sở', null)).toEqual(departments2026);
  });

  it('expands nothing it does not understand', () => {
    expect(members('các mô hình mới được lựa chọn', '2026-01-01')).toEqual([]);
  });

  describe('successorsOn', () => {
    const chain = (rows: [string, string | null, string | null, string[]][]): Unit[] =>
      rows.map(([id, validFrom, validTo, successorIds]) => ({
        id,
        name: id,
        abbreviation: null,
        aliases: [],
        kind: 'đơn vị',
        parentId: null,
        validFrom,
        validTo,
        successorIds,
      }));

    it('follows successors of successors and each unit once', () => {
      const units = chain([
        ['a', null, '2020-12-31', ['b', 'c']],
        ['b', '2021-01-01', '2022-12-31', ['d']],
        ['c', '2021-01-01', null, []],
        ['d', '2023-01-01', null, []],
      ]);

      expect(successorsOn('a', units, '2020-12-31')).toEqual(['a']);
      expect(successorsOn('a', units, '2021-06-01')).toEqual(['b', 'c']);
      expect(successorsOn('a', new Map(units.map((unit) => [unit.id, unit])), '2024-01-01')).toEqual([
        'c',
        'd',
      ]);
    });

    it('ends in a circle of closed units', () => {
      const units = chain([
        ['a', null, '2020-12-31', ['b']],
        ['b', null, '2020-12-31', ['a', 'gone']],
      ]);

      expect(successorsOn('a', units, '2024-01-01')).toEqual([]);
      expect(successorsOn('unknown', units, '2024-01-01')).toEqual([]);
    });

    it('answers only with units that exist that day, whatever the succession', () => {
      const day = fc.integer({ min: 2018, max: 2026 }).map((year) => `${year}-06-30`);
      const unit = fc.tuple(
        fc.option(day),
        fc.option(day),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }),
      );
      fc.assert(
        fc.property(fc.array(unit, { minLength: 1, maxLength: 7 }), day, (list, on) => {
          const units = chain(list.map(([from, to, next], i) => [`${i}`, from, to, next.map(String)]));
          const found = successorsOn('0', units, on);
          expect(new Set(found).size).toBe(found.length);
          for (const id of found) {
            const one = units[Number(id)];
            expect((one?.validFrom ?? on) <= on && on <= (one?.validTo ?? on)).toBe(true);
          }
        }),
      );
    });
  });

  describe('splitMentions', () => {
    it.each([
      ['Sở A, Sở B và UBND các huyện', ['Sở A', 'Sở B', 'UBND các huyện']],
      [
        'Sở Kế hoạch và Đầu tư, các sở, ban, ngành và UBND các huyện, thành phố, thị xã',
        ['Sở Kế hoạch và Đầu tư', 'các sở, ban, ngành', 'UBND các huyện, thành phố, thị xã'],
      ],
      ['Sở Văn hóa, Thể thao và Du lịch và Sở Y tế', ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Y tế']],
      ['Văn phòng Tỉnh ủy - Sở Tài chính; Tỉnh đoàn', ['Văn phòng Tỉnh ủy', 'Sở Tài chính', 'Tỉnh đoàn']],
      ['Sở Lao động - Thương binh và Xã hội', ['Sở Lao động - Thương binh và Xã hội']],
      ['Văn phòng Đoàn ĐBQH và HĐND tỉnh', ['Văn phòng Đoàn ĐBQH và HĐND tỉnh']],
      [
        'Ban Dân tộc, Ban Tôn giáo (Sở Nội vụ, Sở Y tế)',
        ['Ban Dân tộc', 'Ban Tôn giáo (Sở Nội vụ, Sở Y tế)'],
      ],
      [
        'các cấp, các ngành, các địa phương, đơn vị liên quan',
        ['các cấp, các ngành, các địa phương, đơn vị liên quan'],
      ],
      [
        'UBND các huyện, thành phố và các đơn vị liên quan',
        ['UBND các huyện, thành phố', 'các đơn vị liên quan'],
      ],
      ['các sở: Khoa học và Công nghệ, Y tế', ['Sở Khoa học và Công nghệ', 'Sở Y tế']],
      ['UBND các xã: Một, Hai và phường Ba', ['UBND xã Một', 'UBND xã Hai', 'UBND phường Ba']],
      [' , ; ', []],
    ])('splits "%s"', (text, parts) => {
      expect(splitMentions(text)).toEqual(parts);
    });

    it('puts any list of departments apart again', () => {
      const names = small.filter((unit) => unit.kind === 'sở').map((unit) => unit.name);
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
          fc.constantFrom(', ', '; ', ' và '),
          (list, by) => {
            expect(splitMentions(list.join(by))).toEqual(list);
          },
        ),
      );
    });
  });

  it('gives the sample province’s communes to what its districts owed', () => {
    const units = unitsFrom(JSON.parse(readFileSync('assets/directory/province.json', 'utf8')) as UnitRow[]);
    const province = { units, sets: [] };
    const districts = expandCollective('UBND các huyện, thành phố, thị xã', province, '2022-06-02').unitIds;

    const now = new Set(districts.flatMap((id) => successorsOn(id, units, '2026-06-02')));

    expect(districts).toHaveLength(5);
    expect([...now].sort()).toEqual(
      expandCollective('UBND các xã, phường', province, '2026-06-02').unitIds.sort(),
    );
    expect(now.size).toBe(24);
  });
});
