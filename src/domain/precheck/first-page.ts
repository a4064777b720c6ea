/**
 * What a first page says of the plan it answers and of the year it speaks of, held against what is asked. Conservative:
 * missing or unclear words are no sign of anything.
 */
import type { Plan } from '../plan.js';
import { fold } from '../text.js';

/** A document number in its parts: `62/KH-UBND` → 62 and `kh-ubnd`; a year between them is left out. */
function partsOf(number: string): { digits: string; letters: string } | null {
  const match = /^0*(\d{1,5})[a-z]?[/-](?:\d{4}\/)?([a-z][a-z0-9&/-]{1,30})$/.exec(
    fold(number).replace(/\s/g, ''),
  );
  return match?.[1] === undefined || match[2] === undefined ? null : { digits: match[1], letters: match[2] };
}

const typeWords =
  'ke hoach|chi thi|quyet dinh|nghi quyet|chuong trinh|thong bao|huong dan|ket luan|cong van|phuong an|de an';

/**
 * The number of another document of the plan's own kind and issuer ("Kế hoạch số 348/KH-UBND") that a first page names,
 * while the plan itself, what it is based on and what changed it are named nowhere.
 * @param ownsSameLetters the unit itself issues papers under such letters (a commune's own KH-UBND): then only a number that is said
 *   to be the issuer's counts.
 * @returns the number as it would be written; null when there is none.
 */
export function otherPlanCited(
  firstPage: string,
  plan: Pick<Plan, 'document' | 'amendments'>,
  ownsSameLetters: boolean,
): string | null {
  const { number, issuer, basis, replaces, amends } = plan.document;
  const own = number === null ? null : partsOf(number);
  if (own === null || number === null) return null;
  const page = fold(firstPage);
  const packed = page.replace(/\s/g, '');
  const known = [
    number,
    replaces,
    amends,
    ...basis,
    ...(plan.amendments ?? []).map((one) => one.document.number),
  ];
  for (const one of known) {
    const parts = one ? partsOf(one) : null;
    if (
      parts &&
      new RegExp(`(?<!\\d)0*${parts.digits}[a-z]?[/-](?:\\d{4}/)?${escaped(parts.letters)}`).test(packed)
    )
      return null;
  }
  const cited = new RegExp(
    `(?:${typeWords})\\s+so\\s{0,2}:?\\s{0,2}(\\d{1,6})\\s{0,2}[/-]\\s{0,2}(?:\\d{4}\\s{0,2}/\\s{0,2})?${escaped(own.letters).replace(/[/-]/g, '\\s{0,2}$&\\s{0,2}')}(?![a-z0-9])(.{0,120})`,
    'g',
  );
  for (const [, digits = '', after = ''] of page.matchAll(cited)) {
    const owner = /\bcua ([^,;()]{3,60})/.exec(after)?.[1] ?? null;
    if (owner === null ? ownsSameLetters : !isSameBody(owner, issuer)) continue;
    return number.replace(/\d+/, digits);
  }
  return null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether "ubnd tinh ve viec …" begins like the issuer "UBND tỉnh Lam Giang", by the words that tell the level. */
function isSameBody(owner: string, issuer: string | null): boolean {
  if (issuer === null) return true;
  const level = (text: string): string =>
    fold(text)
      .replace(/uy ban nhan dan/g, 'ubnd')
      .replace(/hoi dong nhan dan/g, 'hdnd')
      .split(' ')
      .slice(0, 2)
      .join(' ');
  return level(owner) === level(issuer);
}

/** A year a first page speaks of, and the one asked for. */
export interface OtherYear {
  said: number;
  asked: number;
}

/**
 * The year a first page speaks of when none of those that would do stands anywhere on it.
 * @param label of the round ("năm 2026", "quý III/2026"); `dueOn` its last day; `today` when it is handed in.
 */
export function otherYearSaid(
  firstPage: string,
  round: { label: string; dueOn: string | null; opensOn: string | null },
  today: string,
): OtherYear | null {
  const labelled = yearsIn(round.label);
  const named = [round.dueOn, round.opensOn, today].flatMap((day) =>
    day === null ? [] : [Number(day.slice(0, 4))],
  );
  // Without a label a report of the year before is as likely.
  const asked = labelled.length > 0 ? labelled : [...named, ...named.map((year) => year - 1)];
  const page = fold(firstPage);
  const spans = [...page.matchAll(/\b(20\d{2})\s?(?:-|–|den)\s?(?:nam )?(20\d{2})\b/g)];
  if (spans.some(([, from, to]) => asked.some((year) => Number(from) <= year && year <= Number(to))))
    return null;
  if (yearsIn(page).some((year) => asked.includes(year))) return null;
  const said = [...page.matchAll(/\bnam (20\d{2})\b/g)].map((match) => Number(match[1]));
  const target = Math.max(...(labelled.length > 0 ? labelled : named));
  return said.length === 0 ? null : { said: Math.max(...said), asked: target };
}

function yearsIn(text: string): number[] {
  return [...text.matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1]));
}
