/** The findings of a plan check about who is named, told and burdened. See `plan-check.ts`. */
import { grouped } from './plan-check-tasks.js';
import type { BareFinding } from './plan-check-findings.js';
import type { ReadResult, TaskCandidate } from './plan.js';
import { fold } from './text.js';
import { successorsOn } from './unit-expand.js';
import { isCollective, kindOfName } from './unit-kind.js';
import type { Directory, UnitMatcher } from './unit-match.js';
import { createUnitMatcher, existsOn } from './unit-match.js';
import type { UnitKind } from './unit.js';

/** Tasks one unit leads up to one day before it is called much. */
const muchOnOneDay = 4;

/** Names the directory lacks, has twice, or knows as ended; and units with much to do by one day. */
export function unitFindings({ tasks, document }: ReadResult, directory: Directory | null): BareFinding[] {
  const match = createUnitMatcher(directory ?? { units: [], sets: [] });
  return [
    ...(directory === null || directory.units.length === 0
      ? []
      : nameFindings(tasks, directory, match, document.issuedOn)),
    ...burdens(tasks, match),
  ];
}

function nameFindings(
  tasks: readonly TaskCandidate[],
  directory: Directory,
  match: UnitMatcher,
  on: string | null,
): BareFinding[] {
  const units = new Map(directory.units.map((unit) => [unit.id, unit]));
  const found = new Map<string, BareFinding>();
  for (const task of tasks) {
    if (task.doubts.includes('lead-late-bound')) continue;
    for (const name of new Set([...task.lead, ...task.coordinating, ...task.recipients])) {
      if (isCollective(name)) continue;
      const known = found.get(name);
      if (known !== undefined) {
        known.tasks.push(task.key);
        continue;
      }
      const meant = match(name, on);
      const unit = meant.unitId === null ? undefined : units.get(meant.unitId);
      const candidates = meant.candidates.filter((one) => one.unitId !== null).map((one) => one.name);
      if (unit !== undefined && on !== null && !existsOn(unit, on)) {
        const now = successorsOn(unit.id, units, on).map((id) => units.get(id)?.name ?? id);
        found.set(name, {
          kind: 'unit-former',
          severity: 'error',
          tasks: [task.key],
          subjects: [name, ...now],
        });
      } else if (unit === undefined && candidates.length > 1)
        found.set(name, {
          kind: 'unit-ambiguous',
          severity: 'warning',
          tasks: [task.key],
          subjects: [name, ...candidates],
        });
      else if (unit === undefined && task.lead.includes(name))
        found.set(name, { kind: 'unit-unknown', severity: 'warning', tasks: [task.key], subjects: [name] });
    }
  }
  return [...found.values()];
}

/** Units that lead many tasks with the same last day. */
function burdens(tasks: readonly TaskCandidate[], match: UnitMatcher): BareFinding[] {
  const byDay = new Map<string, { name: string; day: string; tasks: TaskCandidate[] }>();
  for (const task of tasks)
    for (const name of task.lead) {
      if (isCollective(name)) continue;
      const who = fold(match(name).name ?? name);
      for (const day of new Set(task.deadlines.flatMap((deadline) => deadline.dueOn ?? []))) {
        const key = `${who}|${day}`;
        const known = byDay.get(key) ?? { name, day, tasks: [] };
        known.tasks.push(task);
        byDay.set(key, known);
      }
    }
  return [...byDay.values()]
    .filter((one) => one.tasks.length > muchOnOneDay)
    .flatMap((one) => grouped('unit-overloaded', 'note', one.tasks, () => [one.name, one.day]));
}

/** Which kinds of unit a collective in "Nơi nhận" reaches, by its words. */
const reached: readonly (readonly [RegExp, readonly UnitKind[]])[] = [
  [/(?:^| )(?:cac |thu truong |giam doc )*so(?: |,|$)/, ['sở']],
  [/ban(?: |,|$)/, ['ban']],
  [/nganh/, ['ngành', 'sở']],
  [/doan the|cac hoi|to chuc chinh tri|mat tran/, ['đoàn thể']],
  [/huyen|thi xa|thanh pho|(?<!co )quan(?: |,|$)/, ['huyện']],
  [/(?:^| )(?:xa(?! hoi)|(?<!dia )phuong|thi tran|dac khu)/, ['xã']],
  [/dia phuong/, ['huyện', 'xã']],
  [/co quan|don vi/, ['sở', 'ban', 'ngành', 'đơn vị']],
  [/dang uy|huyen uy|thanh uy|cap uy/, ['đảng']],
  [/doanh nghiep|truong|benh vien/, ['đơn vị']],
];

/** For each kind of body a collective names, the kinds of unit that stand for it. */
function kindsOf(mention: string): (readonly UnitKind[])[] {
  const folded = fold(mention);
  return reached.filter(([pattern]) => pattern.test(folded)).map(([, kinds]) => kinds);
}

/** "Các …", "UBND huyện, thành phố, thị xã": more than one body on a line, whatever the grammar. */
const severalLevels = /(?:^|\s)các\s|(?:UBND|Ủy ban nhân dân)\s(?:huyện|thành phố|thị xã|xã|phường),/iu;

/** Leads that "Nơi nhận" does not reach. Nothing is said where there is no such list, or it says "Như trên". */
export function toldFindings(
  { tasks, document, parts }: ReadResult,
  directory: Directory | null,
): BareFinding[] {
  const told = parts?.told ?? [];
  if (told.length === 0 || told.some((line) => /^nhu (?:tren|dieu|kinh gui|muc)/.test(fold(line)))) return [];
  const match = createUnitMatcher(directory ?? { units: [], sets: [] });
  const keyOf = (name: string): string => fold(match(name, document.issuedOn).name ?? name);
  const lines = told.map((line) => fold(line));
  const kinds = new Set(
    told
      .filter((line) => isCollective(line) || severalLevels.test(line))
      .flatMap((line) => kindsOf(line).flat()),
  );
  const keys = new Set(told.flatMap((line) => line.split(/,\s/)).map(keyOf));
  const issuer = document.issuer === null ? null : keyOf(document.issuer);
  const isTold = (name: string): boolean => {
    const key = keyOf(name);
    if (keys.has(key) || lines.some((line) => line.includes(fold(name)))) return true;
    // The issuer and its own office have the plan.
    if (issuer !== null && (key === issuer || issuer.startsWith(key) || /^(?:chu tich|van phong) /.test(key)))
      return true;
    const own = isCollective(name) ? kindsOf(name) : [[kindOfName(name)]];
    return own.every((group) =>
      group.some((kind) => kinds.has(kind) || kind === 'tỉnh' || kind === 'trung ương'),
    );
  };
  const missing = new Map<string, TaskCandidate[]>();
  for (const task of tasks) {
    if (task.doubts.includes('lead-late-bound')) continue;
    for (const name of task.lead) if (!isTold(name)) missing.set(name, [...(missing.get(name) ?? []), task]);
  }
  const all = tasks.filter((task) => [...missing.values()].some((list) => list.includes(task)));
  return grouped('not-told', 'warning', all, (task) => task.lead.filter((name) => missing.has(name)));
}
