/**
 * What a clerk can ask before a plan is issued: what is missing in it or contradicts itself. A closed list of findings;
 * each names the tasks and passages concerned, the sentences stand in `texts/plan-check.ts`. Changes nothing.
 */
import type { ReadResult } from './plan.js';
import { findingKinds } from './plan-check-findings.js';
import type { Finding, PlanCheckContext, Severity } from './plan-check-findings.js';
import { annexFindings, dateFindings, fieldFindings, orderFindings } from './plan-check-tasks.js';
import { toldFindings, unitFindings } from './plan-check-units.js';

export { findingKinds } from './plan-check-findings.js';
export type { Finding, FindingKind, PlanCheckContext, Severity } from './plan-check-findings.js';

/** Most passages shown with one finding. */
const mostQuotes = 6;

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** Checks a plan as it was read. The gravest first; findings of one kind in reading order. */
export function checkPlan(result: ReadResult, context: PlanCheckContext): Finding[] {
  const found = [
    ...fieldFindings(result),
    ...orderFindings(result, context.calendar),
    ...dateFindings(result, context),
    ...annexFindings(result),
    ...unitFindings(result, context.directory),
    ...toldFindings(result, context.directory),
  ];
  const byKey = new Map(result.tasks.map((task) => [task.key, task]));
  const rank = ({ severity, kind }: Pick<Finding, 'severity' | 'kind'>): number =>
    severities.indexOf(severity) * findingKinds.length + findingKinds.indexOf(kind);
  return found
    .map((finding) => ({
      ...finding,
      quotes: finding.tasks.flatMap((key) => byKey.get(key)?.quotes.slice(0, 1) ?? []).slice(0, mostQuotes),
    }))
    .sort((a, b) => rank(a) - rank(b));
}
