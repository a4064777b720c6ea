/**
 * What one sentence says together: "Hằng năm, các đơn vị gửi báo cáo trước ngày 15/11" gives a date that comes back,
 * though the word of recurrence and the date stand apart.
 */
import type { Hit } from './hits.js';
import { yearless, yearlyOf } from './recurring-tail.js';
import { type Cycle, datedRules } from './rules.js';

/** Turns dates without a year into recurring ones where their sentence names a cycle before them. */
export function joinSentences(hits: readonly Hit[]): Hit[] {
  const result: Hit[] = [];
  let heads: { hit: Hit; cycles: Cycle[] }[] = [];
  let sentence = -1;
  for (const hit of hits) {
    if (hit.sentence !== sentence) {
      heads = [];
      ({ sentence } = hit);
    }
    if (hit.is === 'recurring' && (hit.recurring.open.length > 0 || hit.recurring.rules.length === 0))
      heads.push({ hit, cycles: hit.recurring.open });
    const joined = hit.is === 'dated' ? joinedWith(hit, heads) : null;
    if (joined === null) {
      result.push(hit);
      continue;
    }
    result.push(joined.hit);
    // The cycle alone says nothing more once its day is known.
    const index = joined.head === null ? -1 : result.lastIndexOf(joined.head);
    if (index >= 0) result.splice(index, 1);
  }
  return result;
}

function joinedWith(
  hit: Extract<Hit, { is: 'dated' }>,
  heads: readonly { hit: Hit; cycles: Cycle[] }[],
): { hit: Hit; head: Hit | null } | null {
  const { phrase } = hit;
  const head = heads.at(-1);
  if (head === undefined || !yearless(phrase)) return null;
  const isBound =
    phrase.lead.relation === 'before' ||
    phrase.lead.relation === 'by' ||
    phrase.lead.relation === 'in' ||
    phrase.clock !== null;
  const isDay = phrase.items.every((item) => item.stretch.isPoint);
  if (!isBound && !isDay) return null;
  if (phrase.items.some((item) => item.stretch.shift !== null)) return null;
  const isMonthless = phrase.items.some((item) => item.stretch.last.month === null);
  const [cycle] = head.cycles;
  if (isMonthless) {
    if (cycle === undefined || cycle.unit !== 'month' || head.cycles.length > 1) return null;
    const rules = datedRules(
      cycle,
      phrase.items.map((item) => item.stretch),
    );
    const like = yearlyOf({ ...phrase, items: [] }, hit.end);
    if (rules === null || like === null) return null;
    return { hit: { ...hit, is: 'recurring', recurring: { ...like, rules } }, head: head.hit };
  }
  if (
    cycle !== undefined &&
    (cycle.unit === 'week' || cycle.unit === 'day' || (cycle.unit === 'month' && cycle.every === 1))
  )
    return null;
  const yearly = yearlyOf(phrase, hit.end, head.cycles.length === 1 ? [] : ['loose']);
  if (yearly === null) return null;
  const absorbs = head.cycles.length <= 1;
  return { hit: { ...hit, is: 'recurring', recurring: yearly }, head: absorbs ? head.hit : null };
}
