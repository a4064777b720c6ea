import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeDirectory, type UnitRow } from '../../../src/domain/unit-directory.js';
import type { Unit } from '../../../src/domain/unit.js';

function ids(prefix = 'n'): () => string {
  let count = 0;
  return () => `${prefix}${(count += 1)}`;
}

const existing: Unit[] = mergeDirectory(
  [],
  [
    { name: 'Sở Y tế', abbreviation: 'SYT', aliases: ['Sở Y tế tỉnh'], validFrom: '2016-01-01' },
    { name: 'UBND xã Tân Lập' },
  ],
  ids('old'),
).changed;

describe('src/domain/unit-directory.ts', () => {
  it('adds units with their class seen in the name, parents and successors by name in any order', () => {
    const merged = mergeDirectory(
      [],
      [
        {
          name: 'Sở Kế hoạch và Đầu tư',
          validTo: '2025-02-28',
          successors: ['sở tài chính'],
          parent: 'UBND tỉnh',
        },
        { name: 'Sở Tài chính', parent: 'ủy ban nhân dân tỉnh' },
        { name: 'UBND tỉnh' },
      ],
      ids(),
    );

    expect(merged).toMatchObject({ added: 3, updated: 0, problems: [] });
    expect(merged.changed).toMatchObject([
      { id: 'n1', kind: 'sở', parentId: 'n3', successorIds: ['n2'], validTo: '2025-02-28', validFrom: null },
      { id: 'n2', kind: 'sở', parentId: 'n3' },
      { id: 'n3', kind: 'tỉnh', parentId: null },
    ]);
  });

  it.each(['SỞ Y TẾ', 'so y te', 'Sở Y tế tỉnh', 'Sở  Y tê\u0301'.normalize('NFD').replace('ê\u0301', 'ế')])(
    'updates a known unit named "%s" and keeps what the row leaves out',
    (name) => {
      const merged = mergeDirectory(existing, [{ name, kind: 'ban', aliases: ['Ngành y'] }], ids());

      expect(merged).toMatchObject({ added: 0, updated: 1 });
      expect(merged.changed[0]).toMatchObject({
        id: 'old1',
        name: 'Sở Y tế',
        abbreviation: 'SYT',
        kind: 'ban',
        validFrom: '2016-01-01',
      });
      expect(merged.changed[0]?.aliases).toEqual(expect.arrayContaining(['Sở Y tế tỉnh', 'Ngành y']));
    },
  );

  it('keeps apart communes that differ in a tone mark', () => {
    expect(mergeDirectory(existing, [{ name: 'UBND xã Tân Lạp' }], ids())).toMatchObject({
      added: 1,
      updated: 0,
    });
  });

  it('changes nothing when a row says nothing new, and never the units given', () => {
    const before = structuredClone(existing);

    expect(mergeDirectory(existing, [{ name: 'Sở Y tế', abbreviation: 'SYT' }], ids()).changed).toEqual([]);
    mergeDirectory(existing, [{ name: 'Sở Y tế', abbreviation: 'Y', aliases: ['z'] }], ids());
    expect(existing).toEqual(before);
  });

  it('reports by row what it cannot use and takes the rest', () => {
    const merged = mergeDirectory(
      existing,
      [
        { name: ' ' },
        { name: 'Sở Tài chính', kind: 'cục gì đó', parent: 'Không có', successors: ['Không có', 'Sở Y tế'] },
        { name: 'Sở Xây dựng', validFrom: '2025-02-30', validTo: 'tháng 7' },
        { name: 'A', parent: 'A' },
      ],
      ids(),
    );

    expect(merged.added).toBe(3);
    expect(merged.problems.map((problem) => problem.row)).toEqual([1, 2, 2, 2, 3, 3, 4]);
    expect(merged.changed[0]).toMatchObject({ kind: 'sở', parentId: null, successorIds: ['old1'] });
    expect(merged.changed[1]).toMatchObject({ validFrom: null, validTo: null });
    expect(merged.changed[2]?.parentId).toBeNull();
  });

  it('is the same after a second import, for any rows', () => {
    const word = fc.constantFrom(
      'Sở',
      'Ban',
      'Y tế',
      'Tài chính',
      'UBND',
      'xã',
      'Tân Lập',
      'Tân Lạp',
      'tan lap',
      '',
    );
    const name = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
    const row: fc.Arbitrary<UnitRow> = fc.record({
      name,
      aliases: fc.array(name, { maxLength: 2 }),
      parent: name,
      successors: fc.array(name, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const first = mergeDirectory([], rows, ids('a'));
        const second = mergeDirectory(
          first.changed,
          first.changed.map((unit) => ({ name: unit.name })),
          ids('b'),
        );
        expect(second).toMatchObject({ changed: [], added: 0, updated: 0, problems: [] });
      }),
    );
  });

  it('takes the whole sample province without a problem', () => {
    const rows = JSON.parse(readFileSync('assets/directory/province.json', 'utf8')) as UnitRow[];

    const merged = mergeDirectory([], rows, ids());

    expect(merged.problems).toEqual([]);
    expect(merged.added).toBe(rows.length);
    expect(merged.changed.filter((unit) => unit.kind === 'xã')).toHaveLength(24);
    // A unit that closed has somebody to answer for it.
    expect(merged.changed.filter((unit) => unit.validTo !== null && unit.successorIds.length === 0)).toEqual(
      [],
    );
  });
});
