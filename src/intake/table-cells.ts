/**
 * What one cell of a task table says: who leads, who supports, when, through whom.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import { foldSpace } from '../domain/text.js';
import { findUnitMentions, isVerbAt, wordsOf } from '../domain/unit-mention.js';
import { clausesOf } from './clauses.js';
import { withNameEnd } from './subject.js';
import type { Draft } from './draft.js';
import { add, cleanName, routeOf } from './fields.js';
import type { FoundDeadline } from './duty.js';
import type { ReadContext } from './labelled.js';
import { applyDeadlines, withRanges } from './stage.js';

/** "(Qua Văn phòng X)" at the end of a cell. */
export function viaIn(text: string): string | null {
  const match = /\(\s?(?:thông )?qua\s([^()]{4,120})\)/iu.exec(text);
  if (match?.[1] === undefined) return null;
  return findUnitMentions(match[1])[0]?.text ?? foldSpace(match[1]);
}

/**
 * Years a column of dates names without a preposition: "2022", "2021 - 2025", "trình phê duyệt năm 2028". In running text
 * they would be part of a name; "giai đoạn 2021 - 2025" and "từ năm 2021" stay what they are.
 */
function yearsIn(text: string, known: readonly FoundDeadline[], context: ReadContext): FoundDeadline[] {
  const years: FoundDeadline[] = [];
  for (const match of text.matchAll(/(?<![/\d.-])(20\d{2})(?:\s?[-–]\s?(20\d{2}))?(?![\d/])/gu)) {
    const [whole, first = '', last] = match;
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    const start = match.index - (/năm\s$/iu.exec(before)?.[0].length ?? 0);
    const end = match.index + whole.length;
    if (known.some((one) => one.start < end && one.end > start)) continue;
    if (!/năm\s$/iu.test(before) && !/(?:^|[;,:(])\s*$/u.test(before)) continue;
    if (
      /(?:từ|đến|giai đoạn|nhiệm kỳ|kế hoạch|dự toán|quý|tháng|so với|hằng|hàng)\s(?:năm\s)?$/iu.test(before)
    )
      continue;
    const phrase = last === undefined ? `trong năm ${first}` : `từ năm ${first} đến năm ${last}`;
    const deadline = findDeadlines(phrase, context).found[0]?.deadline;
    if (deadline === undefined) continue;
    years.push({ start, end, deadline: { ...deadline, text: text.slice(start, end) } });
  }
  return years;
}

const bareMonths = /(^|[;,(]\s{0,2})(?=\d{1,2}\s?[-–]\s?\d{1,2}\/20\d{2}(?![/\d]))/gu;

/**
 * Reads the dates of a cell into a draft.
 * @param isColumn the cell stands in a column of dates, where a year alone is one
 */
export function readDates(
  draft: Draft,
  text: string,
  staged: boolean,
  context: ReadContext,
  isColumn = true,
): void {
  // "09 - 10/2026" in a column of dates: two months, the word for them being the column's.
  const months = isColumn ? text.replace(bareMonths, '$1tháng ') : text;
  const all = findDeadlines(months, context).found.map((one) =>
    months === text
      ? one
      : { ...one, deadline: { ...one.deadline, text: one.deadline.text.replace(/^tháng\s/u, '') } },
  );
  const told = all.filter((one) => one.deadline.kind !== 'standing');
  // "Hằng năm, mỗi năm 02 đợt": how often within the year is the rule.
  const isFiner = told.some((one) => one.deadline.rrule?.startsWith('FREQ=MONTHLY') === true);
  const timed = isFiner ? told.filter((one) => one.deadline.rrule !== 'FREQ=YEARLY') : told;
  // "Thường xuyên" in the deadline column is what the column says; elsewhere it is only an adverb.
  const years = isColumn ? yearsIn(months, timed, context) : [];
  const found = withRanges(
    timed.length + years.length > 0 || text.length > 60
      ? [...timed, ...years].toSorted((one, other) => one.start - other.start)
      : all,
  );
  applyDeadlines(draft, months, 0, found, staged || found.length > 1 || (found[0]?.start ?? 0) > 12);
  for (const name of routeOf(text).recipients) if (!draft.lead.includes(name)) add(draft.recipients, name);
}

/** A cell of names: its unit mentions, or its lines as written when none is recognised. */
export function unitsOrText(cell: string): string[] {
  const text = cell.replace(/\*/g, ' ');
  const mentions = findUnitMentions(text).map((mention) => mention.text);
  if (mentions.length > 0) return mentions;
  return text
    .split(/;|\s-\s|^-\s/u)
    .map((part) => cleanName(part))
    .filter((part) => part !== '')
    .slice(0, 20);
}

/** Where the words of one name end at the latest: at a sign, or with the cell. */
function segmentEnd(cell: string, from: number): number {
  const sign = cell.slice(from).search(/[,;.()]|\s[-–]\s/);
  return sign < 0 ? cell.length : from + sign;
}

const roleLabel =
  /(?:^|[.;,]\s*|\s[-–+]\s*|^[-–+]\s*)(?:(?:cơ quan|đơn vị)\s)?(chủ trì|phối hợp)(?:\s(?:thực hiện|chính))?\s?:/giu;

/** "Chủ trì: A (phần việc); B. Phối hợp: C, D." written into a draft; false when the cell has no such labels. */
function readRoles(draft: Draft, cell: string): boolean {
  const labels = [...cell.matchAll(roleLabel)];
  if (labels.length === 0) return false;
  const parts = labels.map((label, index) => ({
    leads: /chủ trì/iu.test(label[1] ?? ''),
    text: cell.slice(label.index + label[0].length, labels[index + 1]?.index ?? cell.length),
  }));
  const opening = cell.slice(0, labels[0]?.index ?? 0);
  if (foldSpace(opening) !== '') parts.unshift({ leads: true, text: opening });
  // A bracket tells which part of the work a body has, and may name others in passing.
  const outside = (text: string): string => text.replace(/\([^()]{0,200}\)/g, ' ');
  for (const part of parts)
    for (const name of unitsOrText(outside(part.text)))
      add(part.leads ? draft.lead : draft.coordinating, name.slice(0, 200));
  draft.collective = parts.some(
    (part) => part.leads && findUnitMentions(outside(part.text)).some((one) => one.collective),
  );
  draft.leadSource = 'own';
  return draft.lead.length > 0;
}

/**
 * A cell that is a list of names and nothing else, kinds known or not: "Phòng GDĐT, trường THPT", "Trường THPT, TTGDNN".
 * Null when it holds verbs, brackets or one name only.
 */
function namesOfCell(cell: string): string[] | null {
  const text = foldSpace(cell);
  if (text.length > 300 || /[():.]|phối hợp|chủ trì/iu.test(text)) return null;
  const words = wordsOf(text);
  if (words.list.some((_, index) => isVerbAt(words, index))) return null;
  const mentions = findUnitMentions(text);
  const isInside = (at: number): boolean => mentions.some((one) => one.start < at && at < one.end);
  const pieces: string[] = [];
  let from = 0;
  for (const sign of text.matchAll(/[,;]\s/g)) {
    if (isInside(sign.index)) continue;
    pieces.push(text.slice(from, sign.index));
    from = sign.index + sign[0].length;
  }
  pieces.push(text.slice(from));
  const isName = (piece: string): boolean =>
    /^[\p{Lu}]|^(?:các|trường|phòng|trung tâm|ban|công an|trạm|đoàn|hội|văn phòng)\s/u.test(piece);
  return pieces.length > 1 && pieces.every(isName) ? pieces.map(cleanName) : null;
}

/** "Sở A phối hợp với B và C tham mưu …": lead, support and whom they advise. */
export function readLead(draft: Draft, cell: string): void {
  if (foldSpace(cell) === '' || readRoles(draft, cell)) return;
  const pieces = namesOfCell(cell);
  if (pieces !== null) {
    for (const piece of pieces) add(draft.lead, piece.slice(0, 200));
    draft.collective = findUnitMentions(cell).some((one) => one.collective);
    draft.leadSource = 'own';
    return;
  }
  const clauses = clausesOf(cell.replace(/(?<=[\p{L})])\.\s?-\s/gu, '; - ').slice(0, 4000), 0);
  const subject = clauses[0]?.subject;
  const only = subject?.lead[0];
  if (subject?.lead.length === 1 && only?.collective === true && /^[^,;.:()]{1,80}$/u.test(cell.trim())) {
    // "Các đơn vị chủ trì sự kiện": the cell describes whom it means, verbs and all.
    const whole = /phối hợp/iu.test(cell) ? only.text : cell;
    add(draft.lead, whole);
    for (const mention of subject.coordinating) add(draft.coordinating, mention.text);
    draft.collective = true;
  } else if (subject !== undefined && subject.lead.length > 0) {
    const words = wordsOf(cell);
    for (const mention of subject.lead)
      add(
        draft.lead,
        subject.lead.length === 1
          ? withNameEnd(words, mention, segmentEnd(cell, mention.end)).text
          : mention.text,
      );
    for (const mention of subject.coordinating) add(draft.coordinating, mention.text);
    draft.collective = subject.lead.some((mention) => mention.collective);
    // "- Sở A chủ trì. - Sở B phối hợp": later lines name more leads unless they say they support.
    for (const clause of clauses.slice(1)) {
      const text = cell.slice(clause.start, clause.end);
      for (const mention of clause.subject.lead) {
        if (/phối hợp/iu.test(text)) add(draft.coordinating, mention.text);
        else if (!draft.coordinating.includes(mention.text)) add(draft.lead, mention.text);
      }
    }
    for (const name of routeOf(cell.slice(subject.action)).recipients)
      if (!draft.lead.includes(name)) add(draft.recipients, name);
  } else for (const name of unitsOrText(cell)) add(draft.lead, name.slice(0, 200));
  draft.leadSource = 'own';
}

/** "NHIỆM VỤ CỦA UBND CÁC XÃ, PHƯỜNG": whom the title above a table without a column for it names. */
export function titleNames(titles: readonly string[]): string[] {
  for (const title of titles) {
    const name =
      /(?:nhiệm vụ|công việc|phần việc|trách nhiệm)\s(?:của|giao cho|cho)\s([^.:()]{4,160})/iu.exec(
        title,
      )?.[1];
    if (name === undefined) continue;
    const isLoud = name === name.toUpperCase();
    const quiet = isLoud
      ? name.toLowerCase().replace(/\b(?:ubnd|hđnd|mttq)(?=[\s,;]|$)/gu, (word) => word.toUpperCase())
      : name;
    const mentions = findUnitMentions(`${quiet.charAt(0).toUpperCase()}${quiet.slice(1)}`);
    if (mentions.length > 0) return mentions.map((mention) => mention.text);
  }
  return [];
}
