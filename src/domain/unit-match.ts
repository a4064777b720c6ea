/**
 * Which unit a mention means: by the directory first, then by general knowledge of Vietnamese bodies.
 * It never picks between two units and never forgives a differing content word; then it lists candidates.
 */
import { createNameIndex, type NameIndex } from './unit-index.js';
import { fullName, isPlainPerson, withoutOffice } from './unit-name.js';
import { keyOf, provinces, type Reading, readName, wordsOf } from './unit-text.js';
import { isCollective } from './unit-kind.js';
import type { Unit, UnitKind, UnitSet } from './unit.js';

/** What a mention means. `name` is null when it cannot be told; `unitId` only when one unit is certain. */
export interface UnitMatch {
  text: string;
  name: string | null;
  kind: UnitKind | 'group' | 'cá nhân';
  unitId: string | null;
  /** What it may mean, best first; empty when certain. `unitId` null: a body the directory lacks. */
  candidates: { name: string; unitId: string | null; score: number }[];
}

/** Units and approved collectives of one province. */
export interface Directory {
  units: readonly Unit[];
  sets: readonly UnitSet[];
}

/** @param on day (`YYYY-MM-DD`) whose units are preferred where two share a name; null or absent: units still open. */
export interface UnitMatcher {
  (mention: string, on?: string | null): UnitMatch;
}

const maxCandidates = 5;

/** A matcher with its index built once; for every message and every mention of a plan. */
export function createUnitMatcher(directory: Directory): UnitMatcher {
  const own = homePlaces(directory.units);
  const places = new Set([...provinces, ...own]);
  // A directory that never names its province cannot tell a neighbour's department from its own.
  const home = own.size > 0 ? own : provinces;
  const index = createNameIndex(
    directory.units.map((unit) => ({ item: unit, names: namesOf(unit), isStrict: isProperName(unit) })),
    home,
  );
  const sets = new Map<string, UnitSet>();
  for (const set of directory.sets)
    for (const name of [set.name, ...set.aliases]) sets.set(setKey(name), set);

  return (mention, on = null) => {
    const text = mention;
    const clean = mention.slice(0, 2000).replace(/^[\s,;:.+*•–—-]+|[\s,;:.]+$/g, '');
    const direct = look(index, readIn(clean), on);
    if (direct.unit) return certain(text, direct.unit);
    const set = sets.get(setKey(clean));
    if (set) return { text, name: set.name, kind: 'group', unitId: null, candidates: [] };
    const general = fullName(clean);
    if (general.kind === 'group' || isPlainPerson(clean)) {
      return { text, name: general.name, kind: general.kind, unitId: null, candidates: [] };
    }
    const tried = [direct];
    for (const form of formsOf(clean, general.name)) {
      const found = look(index, readIn(form), on);
      if (found.unit) return certain(text, found.unit);
      tried.push(found);
    }
    const oneOf = general.candidates.map((name) => look(index, readIn(name), on).unit);
    if (oneOf.length > 1 && oneOf.every((unit) => unit !== null)) {
      const chosen = choose([...new Set(oneOf)], on);
      if (chosen.unit) return certain(text, chosen.unit);
    }
    const slip =
      general.isKnown || isCollective(clean) ? null : despiteSlip(index, readIn(withoutOffice(clean)), on);
    if (slip?.unit) return certain(text, slip.unit);
    const near = [...tried.flatMap((found) => found.near), ...(slip?.near ?? [])];
    const candidates = unique([
      ...near.map(({ unit, score }) => ({ name: unit.name, unitId: unit.id, score })),
      ...general.candidates.map((name) => ({ name, unitId: null, score: 0.5 })),
    ]);
    // Two units of the directory fit: the name is theirs to tell, not ours.
    const isTie = tried.some((found) => found.isTie);
    return { text, name: isTie ? null : general.name, kind: general.kind, unitId: null, candidates };
  };

  function readIn(form: string): Reading {
    return readName(form, places);
  }
}

/** One mention against one directory; for many mentions build a matcher once. */
export function matchUnit(mention: string, directory: Directory, on: string | null = null): UnitMatch {
  return createUnitMatcher(directory)(mention, on);
}

/** Key under which a named collective is found: without "các" and "có liên quan". */
export function setKey(name: string): string {
  return keyOf(wordsOf(name)).replace(/ (?:co )?lien quan$/, '');
}

interface Looked {
  unit: Unit | null;
  isTie: boolean;
  near: { unit: Unit; score: number }[];
}

/** By name, then by abbreviation. */
function look(index: NameIndex<Unit>, reading: Reading, on: string | null): Looked {
  const named = index.named(reading);
  const near = named.near.map(({ item, score }) => ({ unit: item, score }));
  if (named.items.length > 0) return { ...choose(named.items, on), ...(near.length > 0 ? { near } : {}) };
  const short = index.abbreviated(reading);
  if (short.length > 0) return choose(short, on);
  return { unit: null, isTie: false, near };
}

/** Despite wrong letters; and what merely resembles. */
function despiteSlip(index: NameIndex<Unit>, reading: Reading, on: string | null): Looked {
  const found = index.similar(reading);
  if (found.items.length > 0) return choose(found.items, on);
  return { unit: null, isTie: false, near: found.near.map(({ item, score }) => ({ unit: item, score })) };
}

/** Among units that fit equally: those that exist on the day, then those not closed. */
function choose(units: readonly Unit[], on: string | null): Looked {
  let left = units;
  const valid = left.filter((unit) => (on === null ? unit.validTo === null : existsOn(unit, on)));
  if (valid.length > 0) left = valid;
  const [first] = left;
  if (first && left.length === 1) return { unit: first, isTie: false, near: [] };
  return { unit: null, isTie: left.length > 1, near: left.map((unit) => ({ unit, score: 0.95 })) };
}

/** Whether a unit exists on a day; first and last day included. */
export function existsOn(unit: Pick<Unit, 'validFrom' | 'validTo'>, on: string): boolean {
  return (unit.validFrom === null || unit.validFrom <= on) && (unit.validTo === null || on <= unit.validTo);
}

/** Other wordings of a mention, most faithful first: without the office, in full, without brackets, "ngành X" as "Sở X". */
function formsOf(text: string, full: string | null): string[] {
  const forms = [withoutOffice(text)];
  if (full !== null) forms.push(full);
  const bracket = /^([^()]+?)\s*\(([^()]+)\)$/.exec(withoutOffice(text));
  if (bracket?.[1] !== undefined) forms.push(bracket[1]);
  // The Youth Union of a province goes by both names.
  if (full !== null && /^Đoàn Thanh niên .*tỉnh/.test(full)) forms.push('Tỉnh đoàn');
  if (full === 'Tỉnh đoàn') forms.push('Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh');
  const field = /^ngành\s+(\S.*)$/iu.exec(text)?.[1];
  if (field !== undefined) forms.push(`Sở ${field}`, field);
  // A name from a list under one head ("các Sở: Tài chính, Y tế"): the head is put back.
  if (fullName(`Sở ${text}`).isKnown) forms.push(`Sở ${text}`);
  return [...new Set(forms)].filter((form) => form !== text);
}

function certain(text: string, unit: Unit): UnitMatch {
  return { text, name: unit.name, kind: unit.kind, unitId: unit.id, candidates: [] };
}

function unique(list: UnitMatch['candidates']): UnitMatch['candidates'] {
  const seen = new Set<string>();
  const kept = [...list]
    .sort((a, b) => b.score - a.score)
    .filter((one) => {
      const key = one.unitId ?? one.name;
      return seen.has(key) ? false : (seen.add(key), true);
    });
  return kept.slice(0, maxCandidates);
}

/** All names of a unit; localities are also known without "UBND". */
function namesOf(unit: Unit): string[] {
  const names = [unit.name, ...unit.aliases, ...(unit.abbreviation === null ? [] : [unit.abbreviation])];
  if (unit.kind !== 'xã' && unit.kind !== 'huyện') return names;
  const bare = names.flatMap(
    (name) => /^(?:UBND|[UÚỦ][ỷy] ban nhân dân)\s+(\S.*)$/iu.exec(name.normalize('NFC'))?.[1] ?? [],
  );
  return [...names, ...bare];
}

/** Names with a place or a person's invention in them: a tone mark more is another place. */
function isProperName(unit: Unit): boolean {
  if (unit.kind === 'xã' || unit.kind === 'huyện' || unit.kind === 'đơn vị') return true;
  return /(?:^|(?<!tac) )(?:xa(?! hoi)|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|huyen uy|thi uy|thanh uy|quan uy) (?!tinh)[a-z]/.test(
    keyOf(wordsOf(unit.name)),
  );
}

/** Names of the directory's own province, from "UBND tỉnh X", "Tỉnh ủy X", "Sở Y tế tỉnh X". */
function homePlaces(units: readonly Unit[]): Set<string> {
  const places = new Set<string>();
  for (const unit of units) {
    if (unit.kind === 'xã' || unit.kind === 'huyện' || unit.kind === 'đơn vị' || unit.kind === 'trung ương')
      continue;
    for (const name of [unit.name, ...unit.aliases]) {
      const { place } = readName(name);
      if (place !== null) places.add(place);
    }
  }
  return places;
}
