/** `/donvi`: the directory, one unit's people and groups, link codes; a sent file updates the directory. */
import { issueCode } from '../src/domain/acts/link.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import type { Role } from '../src/domain/person.js';
import { headsOf } from '../src/domain/leave.js';
import { personsOf, viewsOf } from '../src/domain/queries.js';
import { needsHandIn } from '../src/domain/state.js';
import { fold, foldSpace, shorten } from '../src/domain/text.js';
import { dayOf } from '../src/domain/time.js';
import { mergeDirectory } from '../src/domain/unit-directory.js';
import { createUnitMatcher } from '../src/domain/unit-match.js';
import type { Unit } from '../src/domain/unit.js';
import { errorSentence } from '../src/texts/errors.js';
import { date } from '../src/texts/format.js';
import * as texts from '../src/texts/people.js';

export const donvi: Command = {
  name: 'donvi',
  aliases: ['dv'],
  summary: 'Danh mục đơn vị, cấp mã liên kết',
  usage: '[tên đơn vị]',
  examples: ['/donvi', '/donvi Sở Y tế', '/donvi Sở Y tế ma', '/donvi Sở Y tế thutruong'],
  allowed: ['clerk', 'admin'],
  where: 'private',
  prepares: (input) => (input.hasFiles ? ['files', 'units'] : []),
  run(args, context) {
    const { prepared } = context;
    if (prepared.problem) return context.reply({ text: errorSentence(prepared.problem) });
    if (prepared.units) return importRows(context);
    for (const { name, error } of prepared.refused)
      context.reply({ text: errorSentence(error, shorten(name, 60)) });
    if (prepared.refused.length > 0) return;
    const typed = foldSpace(args);
    if (typed === '') return overview(context);
    const verb = /\s(ma|mã|tonghop|lanhdao|vanphong|thủ trưởng|thu truong|thutruong|lanhdaodonvi)$/iu.exec(
      typed,
    );
    const name = verb ? typed.slice(0, verb.index) : typed;
    const unit = findUnit(name, '/donvi', context);
    if (!unit) return;
    if (verb?.[1]) return giveCode(unit, fold(verb[1]), context);
    showUnit(unit, context);
  },
};

/** Position of a unit in the directory, typed as `U12`. */
export function unitNumber(unit: Readonly<Unit>, context: CommandContext): number {
  return [...context.tx.all('units')].findIndex((candidate) => candidate.id === unit.id) + 1;
}

/** The unit behind `U12`, a name or an abbreviation; answers and returns null when none or several fit. */
export function findUnit(typed: string, command: string, context: CommandContext): Readonly<Unit> | null {
  const units = [...context.tx.all('units')];
  const code = /^u(\d{1,6})$/i.exec(typed);
  const byNumber = code ? units[Number(code[1]) - 1] : undefined;
  if (byNumber) return byNumber;
  const directory = { units: units as Unit[], sets: [...context.tx.all('unitSets')] };
  const match = createUnitMatcher(directory)(typed, dayOf(context.nowMs));
  const exact = match.unitId ? context.tx.get('units', match.unitId) : undefined;
  if (exact) return exact;
  const words = fold(typed);
  const similar = match.candidates.flatMap((candidate) => (candidate.unitId ? [candidate.unitId] : []));
  const containing = units
    .filter((unit) => words.length > 1 && fold(unit.name).includes(words))
    .map((unit) => unit.id);
  const candidates = [...new Set([...containing, ...similar])].slice(0, 8);
  const only = candidates.length === 1 && candidates[0] ? context.tx.get('units', candidates[0]) : undefined;
  if (only) return only;
  if (candidates.length === 0) {
    context.reply({ text: texts.noSuchUnit(typed) });
    return null;
  }
  const choices = candidates.flatMap((id, i) => {
    const unit = context.tx.get('units', id);
    return unit
      ? [{ label: `${i + 1}. ${unit.name}`, command: `${command} U${unitNumber(unit, context)}` }]
      : [];
  });
  context.reply({ text: texts.severalUnits, choices });
  return null;
}

function roleOf(verb: string): Role {
  const roles: Record<string, Role> = { tonghop: 'consolidator', lanhdao: 'leader', vanphong: 'clerk' };
  return roles[verb] ?? 'officer';
}

/** The head of a unit is its officer as well, written to once a task is late. */
function isHeadVerb(verb: string): boolean {
  return ['thutruong', 'thu truong', 'lanhdaodonvi'].includes(verb);
}

/** @param verb as typed after the unit, folded. */
function giveCode(unit: Readonly<Unit>, verb: string, context: CommandContext): void {
  const role = roleOf(verb);
  const isHead = isHeadVerb(verb);
  const code = issueCode(context.tx, context.services, context.nowMs, {
    purpose: 'person',
    role,
    unitId: unit.id,
    isHead,
  });
  context.audit('invite', unit.id, isHead ? 'head' : role);
  const link = context.services.startLink(context.address.channel, code, 'private');
  context.reply({ text: texts.unitCode(unit.name, texts.heldWords({ role, isHead }), code, link) });
}

function showUnit(unit: Readonly<Unit>, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const on = dayOf(nowMs);
  const heads = headsOf(tx, unit.id, on);
  const people = (['officer', 'consolidator', 'leader'] as const).flatMap((role) =>
    personsOf(tx, unit.id, role, on)
      .filter(({ id }) => !heads.some((head) => head.id === id))
      .map(({ name }) => name),
  );
  const groups = tx.find('conversations', 'byUnit', unit.id).map((group) => group.title);
  const views = viewsOf(tx, tx.find('assignments', 'byUnit', unit.id), nowMs, rules.calendar);
  const validity = [
    ...(unit.validFrom ? [`Hoạt động từ ${date(unit.validFrom)}`] : []),
    ...(unit.validTo ? [`đến ${date(unit.validTo)}`] : []),
    ...unit.successorIds.flatMap((id) => tx.get('units', id)?.name ?? []).map((name) => `kế thừa: ${name}`),
  ].join('; ');
  context.reply(
    texts.unitInFull(
      { name: unit.name, abbreviation: unit.abbreviation, validity, number: unitNumber(unit, context) },
      { heads: heads.map(({ name }) => name), others: [...new Set(people)] },
      groups,
      views.filter((view) => needsHandIn(view.state)).length,
    ),
  );
}

function overview(context: CommandContext): void {
  const { tx, nowMs } = context;
  const on = dayOf(nowMs);
  const units = [...tx.all('units')].filter((unit) => unit.validTo === null || unit.validTo >= on);
  const isLinked = (unit: Readonly<Unit>): boolean =>
    personsOf(tx, unit.id, 'officer', on).length > 0 ||
    tx.find('conversations', 'byUnit', unit.id).length > 0;
  const unlinked = units.filter((unit) => !isLinked(unit));
  const busy = unlinked.filter((unit) => tx.find('assignments', 'byUnit', unit.id).length > 0);
  context.reply({
    text: texts.unitsOverview(
      units.length,
      units.length - unlinked.length,
      busy.map((unit) => unit.name),
    ),
  });
}

function importRows(context: CommandContext): void {
  const { tx, prepared, services } = context;
  const merged = mergeDirectory([...tx.all('units')] as Unit[], prepared.units ?? [], services.newId);
  for (const unit of merged.changed) tx.put('units', unit);
  context.audit('directory', 'units', `+${merged.added} ~${merged.updated}`);
  const problems = merged.problems.map((problem) => `dòng ${problem.row}: ${problem.problem}`);
  context.reply({ text: texts.directoryImported(merged.added, merged.updated, problems) });
}
