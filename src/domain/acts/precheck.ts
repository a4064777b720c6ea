/** Gathers what handed-in files are held against, from the store. The rules are `domain/precheck/`. */
import type { SubmittedFile } from '../assignment.js';
import type { CommandContext } from '../command.js';
import type { FileNotice } from '../inspection.js';
import type { StoreReader } from '../ports.js';
import { precheck } from '../precheck/index.js';
import { type AssignmentView, answeringUnits, isReport, unitMap, unitsAnsweredBy } from '../queries.js';
import { dayOf } from '../time.js';
import { createUnitMatcher, type UnitMatcher } from '../unit-match.js';
import type { Unit } from '../unit.js';

/** Tasks with this many leads and fewer are done together: each may head the paper. */
const fewLeads = 3;

/** What is noticed about files handed in for an assignment; facts come from `Prepared.inspections`. */
export function noticesFor(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'prepared'>,
  view: AssignmentView,
  files: readonly SubmittedFile[],
): FileNotice[] {
  const { tx, nowMs, prepared } = context;
  const { plan, task, unit, facts } = view;
  const today = dayOf(nowMs);
  let matcher: UnitMatcher | null = null;
  return precheck({
    files,
    inspections: prepared.inspections,
    plan,
    task,
    unit,
    round: facts.round,
    today,
    unitNamed(name) {
      matcher ??= createUnitMatcher({ units: [...tx.all('units')], sets: [...tx.all('unitSets')] });
      const { unitId } = matcher(name, today);
      return unitId === null ? null : (tx.get('units', unitId) ?? null);
    },
    mayHead: mayHead(tx, view, today),
    // What a version carries on from the one before is no file sent twice.
    earlier: (sha256) =>
      files.some((file) => file.sha256 === sha256 && file.since !== undefined)
        ? null
        : earlierOf(tx, unit.id, sha256, today),
    outline: isReport(task.action, task.deliverable) ? (plan.outline ?? []) : [],
    isSignedAsked: plan.blocks?.includes('unsigned') === true,
  });
}

function mayHead(reader: StoreReader, { unit, plan, task }: AssignmentView, today: string): Set<string> {
  const all = unitMap(reader);
  const own = [...unitsAnsweredBy(reader, unit.id, today), ...answeringUnits(reader, unit.id, today)];
  const ids = new Set([unit.id, ...own, ...plan.collectorUnitIds, ...task.recipientUnitIds]);
  if (task.leadUnitIds.length <= fewLeads) for (const id of task.leadUnitIds) ids.add(id);
  for (const id of own) for (const above of aboveOf(id, all)) ids.add(above);
  for (const one of all.values()) if (aboveOf(one.id, all).some((id) => own.includes(id))) ids.add(one.id);
  return ids;
}

/** The units above one, nearest first; a circle ends where it began. */
function aboveOf(id: string, all: ReadonlyMap<string, Unit>): string[] {
  const above: string[] = [];
  for (
    let at = all.get(id)?.parentId ?? null;
    at !== null && !above.includes(at);
    at = all.get(at)?.parentId ?? null
  )
    above.push(at);
  return above;
}

/** The last time this unit, or one whose work it took over, handed in the same bytes; what others sent is not looked at. */
function earlierOf(
  reader: StoreReader,
  unitId: string,
  sha256: string,
  today: string,
): { receiptCode: string; sentAt: string } | null {
  const own = new Set([unitId, ...unitsAnsweredBy(reader, unitId, today)]);
  return (
    reader
      .find('submissions', 'byFile', sha256)
      .filter((submission) => own.has(submission.unitId))
      .reduce<{ receiptCode: string; sentAt: string } | null>(
        (last, one) => (last === null || one.sentAt > last.sentAt ? one : last),
        null,
      ) ?? null
  );
}
