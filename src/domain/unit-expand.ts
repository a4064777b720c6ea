/**
 * From a collective addressee to the units it names on a day, and from a closed unit to those that answer for it.
 * It decides nothing for people: who of "các đơn vị có liên quan" is meant is marked as open.
 */
import { foldInPlace, foldSpace } from './text.js';
import { classesIn } from './unit-class.js';
import { splitMentions } from './unit-list.js';
import { type Directory, type UnitMatcher, createUnitMatcher, existsOn, setKey } from './unit-match.js';
import { isMember, ofClasses } from './unit-members.js';
import { keyOf, wordsOf } from './unit-text.js';
import type { Unit, UnitSet } from './unit.js';

export { splitMentions } from './unit-list.js';

/** What a collective stands for. */
export interface Expansion {
  mention: string;
  /** In the directory's order; empty when nobody fits. With `isOpenSet`: those who may belong. */
  unitIds: string[];
  /** "có liên quan": the lead decides who of them belongs. */
  isOpenSet: boolean;
  /** How the units were found, in English, for the log. */
  how: string;
}

interface Context {
  directory: Directory;
  match: UnitMatcher;
  units: ReadonlyMap<string, Unit>;
  keys: ReadonlyMap<string, string>;
}

/** Directories are not changed while a plan is read: one index serves all its mentions. */
const contexts = new WeakMap<Directory, Context>();

function contextOf(directory: Directory): Context {
  const known = contexts.get(directory);
  if (known) return known;
  const context = {
    directory,
    match: createUnitMatcher(directory),
    units: new Map(directory.units.map((unit) => [unit.id, unit])),
    keys: new Map(directory.units.map((unit) => [unit.id, keyOf(wordsOf(unit.name))])),
  };
  contexts.set(directory, context);
  return context;
}

/**
 * The units a collective addressee names.
 * @param on day (`YYYY-MM-DD`) whose members count, first and last day included; null: units not closed.
 * @param excludeUnitIds units taken out of the result ("trừ …" in the text is honoured as well).
 */
export function expandCollective(
  mention: string,
  directory: Directory,
  on: string | null,
  excludeUnitIds: readonly string[] = [],
): Expansion {
  const context = contextOf(directory);
  const asked = foldSpace(mention.slice(0, 4000));
  // "UBND các xã nơi có dự án": all of the class are proposed, and a person says which they are.
  const text = asked.replace(someOnly, '');
  const except = /[\s(,]+(?:ngoại trừ|trừ) ([^()]+)\)?$/iu.exec(text);
  const body = except ? text.slice(0, except.index) : text;
  const found = new Set<string>();
  const how: string[] = [];
  let isOpenSet = text !== asked;
  const whole = setFor(context, body);
  for (const part of whole ? [body] : splitMentions(body)) {
    const expanded = expandPart(part, context, on);
    for (const id of expanded.unitIds) found.add(id);
    isOpenSet ||= expanded.isOpen;
    how.push(expanded.how);
  }
  const excluded = new Set(excludeUnitIds);
  if (except?.[1] !== undefined)
    for (const id of expandCollective(except[1], directory, on).unitIds) excluded.add(id);
  const unitIds = directory.units
    .filter((unit) => found.has(unit.id) && !excluded.has(unit.id))
    .map((unit) => unit.id);
  return { mention, unitIds, isOpenSet, how: how.join('; ') };
}

/** A clause that only some of a class fulfil, at the end of a mention. */
const someOnly =
  /\s(?:nơi có|nơi xảy ra|nơi đặt|có (?:dự án|công trình|tuyến|rừng|biển|đê|sông|hồ|mỏ|di tích|lễ hội|làng nghề|trụ sở|khu công nghiệp|cụm công nghiệp|đồng bào|ổ dịch|dịch|diện tích))(?:\s[^;()]{0,80})?$/iu;

interface Expanded {
  unitIds: string[];
  isOpen: boolean;
  how: string;
}

function expandPart(part: string, context: Context, on: string | null): Expanded {
  const set = setFor(context, part);
  const isOpen = foldInPlace(part).endsWith('lien quan');
  if (set) return { unitIds: membersOf(set, context.units, on), isOpen, how: `set ${set.name}` };
  const classes = classesIn(part);
  if (classes?.isPlural === true || (classes !== null && isOpen)) {
    const unitIds = ofClasses(
      classes,
      { all: context.directory.units, byId: context.units, keys: context.keys },
      on,
    );
    return {
      unitIds,
      isOpen: classes.isOpen,
      how: `classes ${classes.classes.join(', ')}: ${unitIds.length}`,
    };
  }
  const matched = context.match(part, on);
  if (matched.unitId !== null) {
    const unitIds = answering(matched.unitId, context.units, on);
    return { unitIds, isOpen, how: `unit ${matched.name ?? part}` };
  }
  return bySegments(part, context, on) ?? byFirstWords(part, context, on);
}

/** "UBND các huyện, thành phố Tân An": classes and names in one breath. Null when no segment is a class. */
function bySegments(part: string, context: Context, on: string | null): Expanded | null {
  const segments = part.split(/[,;]| và /).map((segment) => segment.trim());
  if (segments.length < 2) return null;
  const head = classesIn(segments[0] ?? '')?.head ?? null;
  if (head !== 'uy ban nhan dan') return null;
  const unitIds: string[] = [];
  const how: string[] = [];
  for (const [i, segment] of segments.entries()) {
    const inner = expandPart(i === 0 ? segment : `UBND ${segment}`, context, on);
    unitIds.push(...inner.unitIds);
    how.push(inner.how);
  }
  return { unitIds, isOpen: false, how: how.join(' + ') };
}

/** "các trường", "các cơ quan báo chí": every unit whose name begins so. */
function byFirstWords(part: string, context: Context, on: string | null): Expanded {
  const words = keyOf(wordsOf(part)).replace(/ (?:co )?lien quan$/, '');
  const isOpen = keyOf(wordsOf(part)).endsWith(' lien quan');
  const isPress = /^co quan (?:thong tin|bao chi|thong tan|truyen thong)/.test(words);
  const starts = isPress ? /^(?:bao (?!hiem)|dai (?:phat|truyen))/ : null;
  const isMany = /(?:^| )cac /.test(foldInPlace(part));
  const fitting =
    !isMany || words === ''
      ? []
      : context.directory.units.filter((unit) => {
          const key = context.keys.get(unit.id) ?? '';
          return isMember(unit, on) && (starts ? starts.test(key) : key.startsWith(`${words} `));
        });
  return {
    unitIds: fitting.map((unit) => unit.id),
    isOpen,
    how: `names beginning "${words}": ${fitting.length}`,
  };
}

function setFor(context: Context, text: string): UnitSet | undefined {
  const key = setKey(text);
  return context.directory.sets.find((set) =>
    [set.name, ...set.aliases].some((name) => setKey(name) === key),
  );
}

function membersOf(set: UnitSet, units: ReadonlyMap<string, Unit>, on: string | null): string[] {
  const members = set.members.filter(({ from, to }) =>
    on === null ? to === null : (from === null || from <= on) && (to === null || on <= to),
  );
  return [...new Set(members.flatMap(({ unitId }) => answering(unitId, units, on)))];
}

/** The unit, or those valid on the day that took over when it had closed before; itself when nobody did. */
function answering(unitId: string, units: ReadonlyMap<string, Unit>, on: string | null): string[] {
  const unit = units.get(unitId);
  if (!unit) return [];
  if (on === null || unit.validTo === null || on <= unit.validTo) return [unitId];
  const now = successorsOn(unitId, units, on);
  return now.length > 0 ? now : [unitId];
}

/**
 * The units that answer for a unit on a day: itself while it exists, else its successors, and theirs in turn.
 * @param on day, `YYYY-MM-DD`.
 * @returns ids in the order of succession; empty when nobody took over or the id is unknown.
 */
export function successorsOn(
  unitId: string,
  units: ReadonlyMap<string, Unit> | readonly Unit[],
  on: string,
): string[] {
  const byId: ReadonlyMap<string, Unit> =
    units instanceof Map ? units : new Map([...(units as Iterable<Unit>)].map((unit) => [unit.id, unit]));
  const found: string[] = [];
  const seen = new Set<string>();
  const open = [unitId];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const unit = byId.get(id);
    if (!unit) continue;
    if (existsOn(unit, on)) found.push(id);
    else if (unit.validTo !== null && unit.validTo < on) open.push(...unit.successorIds);
  }
  return found;
}
