/**
 * Merging rows of an imported file into the directory: which units change, and what could not be understood.
 * It deletes nothing and stores nothing; reading files is `intake/units-file.ts`.
 */
import { fold, foldSpace } from './text.js';
import { dayFrom } from './time.js';
import { kindOfName } from './unit-kind.js';
import { keyOf, wordsOf } from './unit-text.js';
import type { Unit, UnitKind } from './unit.js';

/** One row of a directory file. Days are `YYYY-MM-DD`; parent and successors are names. */
export interface UnitRow {
  name: string;
  abbreviation?: string;
  aliases?: string[];
  kind?: string;
  parent?: string;
  validFrom?: string;
  validTo?: string;
  successors?: string[];
}

/** What a merge would store: only units that are new or differ. */
export interface DirectoryMerge {
  changed: Unit[];
  added: number;
  updated: number;
  /** `row` counts the rows from 1; `problem` is a Vietnamese phrase for the person who sent the file. */
  problems: { row: number; problem: string }[];
}

const kinds: readonly UnitKind[] = [
  'sở',
  'ban',
  'ngành',
  'huyện',
  'xã',
  'đoàn thể',
  'đảng',
  'trung ương',
  'tỉnh',
  'đơn vị',
];

/**
 * Merges rows into units. A row whose name is known (folded; also as an alias) updates that unit: fields the row
 * leaves out stay as they are, aliases are added. Parents and successors are found by name among old and new units.
 * @param newId supplies an id for each new unit.
 */
export function mergeDirectory(
  units: readonly Unit[],
  rows: readonly UnitRow[],
  newId: () => string,
): DirectoryMerge {
  const merge = createMerge(units);
  const problems: DirectoryMerge['problems'] = [];
  const taken: { row: number; unit: Unit; from: UnitRow }[] = [];
  for (const [i, from] of rows.entries()) {
    const row = i + 1;
    const name = foldSpace(from.name ?? '');
    if (keyOf(wordsOf(name)) === '') {
      problems.push({ row, problem: 'thiếu tên đơn vị' });
      continue;
    }
    const unit = merge.known(name) ?? merge.add(newId(), name);
    problems.push(...apply(unit, name, from).map((problem) => ({ row, problem })));
    taken.push({ row, unit, from });
  }
  for (const { row, unit, from } of taken) {
    const parent = foldSpace(from.parent ?? '');
    if (parent !== '') {
      const found = merge.find(parent);
      if (!found) problems.push({ row, problem: `không tìm thấy đơn vị cấp trên “${parent}”` });
      else if (merge.isBelow(found, unit))
        problems.push({ row, problem: `đơn vị cấp trên “${parent}” tạo thành vòng` });
      else unit.parentId = found.id;
    }
    if (from.successors === undefined) continue;
    const successors: string[] = [];
    for (const name of from.successors.map((one) => foldSpace(one)).filter((one) => one !== '')) {
      const found = merge.find(name);
      if (!found) problems.push({ row, problem: `không tìm thấy đơn vị kế thừa “${name}”` });
      else if (found.id === unit.id) problems.push({ row, problem: 'đơn vị không thể kế thừa chính mình' });
      else successors.push(found.id);
    }
    if (successors.length > 0) unit.successorIds = [...new Set(successors)];
  }
  problems.sort((a, b) => a.row - b.row);
  return { ...merge.result(), problems };
}

interface Merge {
  /** By name, or by an alias of a unit that was in the directory before. */
  known: (name: string) => Unit | undefined;
  /** By name or any alias, new units included. */
  find: (name: string) => Unit | undefined;
  add: (id: string, name: string) => Unit;
  isBelow: (unit: Unit, above: Unit) => boolean;
  result: () => Pick<DirectoryMerge, 'changed' | 'added' | 'updated'>;
}

/** Working copies of the units, findable by name. */
function createMerge(units: readonly Unit[]): Merge {
  const before = new Map(units.map((unit) => [unit.id, unit]));
  const byId = new Map(units.map((unit) => [unit.id, structuredClone(unit)]));
  const oldAliases = createNames();
  const names = createNames();
  for (const unit of byId.values()) {
    names.add(unit.name, unit);
    for (const alias of unit.aliases) oldAliases.add(alias, unit);
  }
  return {
    known: (name) => names.get(name) ?? oldAliases.get(name),
    find(name) {
      const direct = names.get(name);
      if (direct) return direct;
      const aliases = createNames();
      for (const unit of byId.values()) for (const alias of unit.aliases) aliases.add(alias, unit);
      return aliases.get(name);
    },
    add(id, name) {
      const unit: Unit = {
        id,
        name,
        abbreviation: null,
        aliases: [],
        kind: kindOfName(name),
        parentId: null,
        validFrom: null,
        validTo: null,
        successorIds: [],
      };
      byId.set(id, unit);
      names.add(name, unit);
      return unit;
    },
    isBelow(unit, above) {
      const seen = new Set<string>();
      for (let at: Unit | undefined = unit; at && !seen.has(at.id); at = byId.get(at.parentId ?? '')) {
        if (at.id === above.id) return true;
        seen.add(at.id);
      }
      return false;
    },
    result() {
      const changed = [...byId.values()].filter((unit) => !isSame(before.get(unit.id), unit));
      const added = changed.filter((unit) => !before.has(unit.id)).length;
      return { changed, added, updated: changed.length - added };
    },
  };
}

/**
 * Units by name. A name typed without any diacritics finds the one unit that has it with them;
 * two names that both have diacritics and differ in them are two names ("xã Tân Lập", "xã Tân Lạp").
 */
function createNames(): { add: (name: string, unit: Unit) => void; get: (name: string) => Unit | undefined } {
  const exact = new Map<string, Unit>();
  const folded = new Map<string, Set<Unit>>();
  return {
    add(name, unit) {
      if (!exact.has(nameKey(name))) exact.set(nameKey(name), unit);
      const same = folded.get(keyOf(wordsOf(name)));
      if (same) same.add(unit);
      else folded.set(keyOf(wordsOf(name)), new Set([unit]));
    },
    get(name) {
      const found = exact.get(nameKey(name));
      if (found) return found;
      const same = [...(folded.get(keyOf(wordsOf(name))) ?? [])].filter(
        (unit) => !hasMarks(name) || !hasMarks(unit.name),
      );
      return same.length === 1 ? same[0] : undefined;
    },
  };
}

function hasMarks(text: string): boolean {
  return foldSpace(text).toLowerCase() !== fold(text);
}

/** Names meet when they differ in case, tone placement, "và"/"&" or UBND/Ủy ban nhân dân. */
function nameKey(name: string): string {
  return wordsOf(name)
    .map((word) => word.accented)
    .filter((word) => word !== 'va\u0300')
    .join(' ');
}

/** Takes over what a row says about a unit. @returns problems, in Vietnamese. */
function apply(unit: Unit, name: string, from: UnitRow): string[] {
  const problems: string[] = [];
  if (from.abbreviation !== undefined && foldSpace(from.abbreviation) !== '')
    unit.abbreviation = foldSpace(from.abbreviation);
  const known = new Set([unit.name, ...unit.aliases].map(nameKey));
  for (const alias of [name, ...(from.aliases ?? [])].map((one) => foldSpace(one))) {
    if (alias === '' || known.has(nameKey(alias))) continue;
    known.add(nameKey(alias));
    unit.aliases.push(alias);
  }
  if (from.kind !== undefined && foldSpace(from.kind) !== '') {
    const kind = kinds.find((one) => fold(one) === fold(from.kind ?? ''));
    if (kind) unit.kind = kind;
    else
      problems.push(
        `loại đơn vị “${foldSpace(from.kind)}” không có trong danh mục loại, giữ loại “${unit.kind}”`,
      );
  }
  for (const field of ['validFrom', 'validTo'] as const) {
    const value = from[field];
    if (value === undefined || value === '') continue;
    if (isDay(value)) unit[field] = value;
    else problems.push(`ngày hiệu lực “${value}” không hợp lệ`);
  }
  if (unit.validFrom !== null && unit.validTo !== null && unit.validTo < unit.validFrom) {
    problems.push('ngày hết hiệu lực trước ngày có hiệu lực');
  }
  return problems;
}

function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found !== null && dayFrom(Number(found[1]), Number(found[2]), Number(found[3])) === text;
}

function isSame(a: Unit | undefined, b: Unit): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
