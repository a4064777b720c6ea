/**
 * What one sentence says together: "Hằng năm, các đơn vị gửi báo cáo trước ngày 15/11" gives a date that comes back,
 * though the word of recurrence and the date stand apart.
 */
import type { Hit } from './hits.js';
import { namedDays, yearless, yearlyOf } from './recurring-tail.js';
import { type Cycle, datedRules } from './rules.js';
import type { Stream } from './tokens.js';
import { phraseAt } from './words.js';

/** Turns dates without a year into recurring ones where their sentence names a cycle before them. */
export function joinSentences(stream: Stream, hits: readonly Hit[]): Hit[] {
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
    if (hit.is === 'recurring' && hit.recurring.open.length > 0 && explains(result, hit, stream)) {
      // The dates before the explained one belong to reports that come back as well.
      const last = result.pop();
      if (last === undefined) continue;
      if (isYearly(last)) turnedBack(result, last);
      result.push(last);
      continue;
    }
    const joined = hit.is === 'dated' ? joinedWith(hit, heads) : null;
    if (joined === null) {
      // A closing "hằng năm" goes into the dates before it; a yearly date stays beside them.
      if (isYearly(hit) && turnedBack(result, hit) > 0 && hit.recurring.open.length > 0) continue;
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

/**
 * Whether a cycle only says which report the date before it is for: "ngày 06/6 đối với báo cáo định kỳ 6 tháng".
 * The date then comes back with that report.
 */
function explains(result: Hit[], hit: Extract<Hit, { is: 'recurring' }>, stream: Stream): boolean {
  const last = result.at(-1);
  if (last === undefined || last.sentence !== hit.sentence || hit.start - last.end > 6) return false;
  if (phraseAt(stream, last.end, ['đối với', 'cho', 'của']) < 0) return false;
  if (last.is === 'recurring') return last.recurring.open.length === 0;
  if (last.is !== 'dated' || !yearless(last.phrase)) return false;
  const [cycle] = hit.recurring.open;
  const named = namedDays(last.phrase);
  const rules = cycle === undefined ? null : datedRules(cycle, named);
  const yearly = rules === null ? null : yearlyOf({ ...last.phrase, items: [] }, last.end, ['loose']);
  if (rules === null || yearly === null) return false;
  result[result.length - 1] = { ...last, is: 'recurring', recurring: { ...yearly, rules } };
  return true;
}

/** "hằng năm" alone, or with a date of its own. */
function isYearly(hit: Hit): hit is Extract<Hit, { is: 'recurring' }> {
  if (hit.is !== 'recurring') return false;
  const { open, rules, relation } = hit.recurring;
  const [cycle, ...more] = open;
  if (cycle === undefined)
    return (
      relation === 'before' &&
      rules.length > 0 &&
      rules.every((rule) => rule.startsWith('FREQ=YEARLY;BYMONTH='))
    );
  return more.length === 0 && cycle.unit === 'year' && cycle.every === 1;
}

/** How far "hằng năm" may stand behind the date it closes: "… (báo cáo năm) hằng năm". */
const reach = 5;

/** Makes the dates right before a closing "hằng năm" yearly ones; returns how many. */
function turnedBack(result: Hit[], closing: Extract<Hit, { is: 'recurring' }>): number {
  const isDated = closing.recurring.open.length === 0;
  let next = closing.start;
  let count = 0;
  for (let i = result.length - 1; i >= 0; i -= 1) {
    const hit = result[i];
    if (hit === undefined || hit.is !== 'dated' || hit.sentence !== closing.sentence) break;
    const { relation } = hit.phrase.lead;
    const isNear = next - hit.end <= (count === 0 && !isDated ? reach : 2 * reach);
    if (!isNear || !yearless(hit.phrase) || (relation !== 'before' && relation !== 'by')) break;
    const yearly = yearlyOf(hit.phrase, hit.end, ['loose']);
    if (yearly === null) break;
    result[i] = { ...hit, is: 'recurring', recurring: yearly };
    next = hit.start;
    count += 1;
  }
  return count;
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
    const rules = datedRules(cycle, namedDays(phrase));
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
