/**
 * Decides whether a dated phrase can be a deadline, or is a citation, the period of some data, or a horizon
 * (domain.md 2.6, rules 1 and 2). Whether it binds the clause it stands in is for the caller.
 */
import type { SkippedPassage } from '../plan.js';
import { isCited, isDateLine, isFeast, isFraction } from './citation.js';
import type { Phrase } from './phrase.js';
import type { Flaw, Stretch } from './stretch.js';
import { type Surroundings, isAlone, isLabelled, isOpening, saidAfter, saidBefore } from './surroundings.js';
import type { Stream } from './tokens.js';
import { endsBefore, isMark, isWord, phraseAt } from './words.js';
import {
  dataWords,
  done,
  finishing,
  handing,
  metadata,
  reported,
  meetingsOf,
  planning,
  reports,
  sittings,
  wishing,
} from './context-words.js';
import { datesOf } from './resolve.js';

/** `deadline`, with flaws its surroundings add; a reason to show; or `nothing` worth a word. */
export type Verdict =
  | { is: 'deadline'; flaws: Flaw[] }
  | { is: 'look-alike'; reason: SkippedPassage['reason'] }
  | { is: 'nothing' };

const nothing: Verdict = { is: 'nothing' };

const deadline = (...flaws: Flaw[]): Verdict => ({ is: 'deadline', flaws });

const citation: Verdict = { is: 'look-alike', reason: 'citation' };

const period: Verdict = { is: 'look-alike', reason: 'period' };

const horizon: Verdict = { is: 'look-alike', reason: 'horizon' };

/** Judges a dated phrase that does not recur. */
export function judge(
  stream: Stream,
  phrase: Phrase,
  around: Surroundings,
  issuedOn: string | null,
): Verdict {
  const { start, end, lead } = phrase;
  const [item] = phrase.items;
  if (item === undefined) return nothing;
  const alone = isAlone(around, start, end);
  const labelled = isLabelled(stream, start);
  const stands: Standing = { alone, labelled, opening: isOpening(stream, start) };
  const effect = endsBefore(stream, start, [
    'có hiệu lực',
    'hiệu lực',
    'hiệu lực thi hành',
    'có hiệu lực thi hành',
    'áp dụng',
    'thi hành',
  ]);
  if (effect && lead.relation !== 'before' && lead.relation !== 'by') return period;
  if (aboutData(stream, phrase)) return period;
  // "báo cáo tháng 5/2022", even alone in a cell, is about May.
  if (item.stretch.grain !== 'day' && lead.relation === 'none' && endsBefore(stream, start, reports))
    return period;
  const one = item.stretch;
  if (one.grain === 'year') return judgeYear(stream, phrase, one, stands);
  if (one.grain === 'day') {
    const verdict = judgeDay(stream, phrase, one, stands, around, issuedOn);
    if (verdict !== null) return verdict;
  }
  if (isWish(stream, phrase)) return horizon;
  if (one.grain !== 'day' && lead.relation === 'none' && !alone && !labelled)
    return judgeBarePeriod(stream, phrase, stands, isAhead(one, issuedOn));
  // "tại kỳ họp cuối năm 2023": the time of a meeting whose day others set.
  const isOfMeeting =
    lead.relation === 'none' &&
    (one.grain !== 'day' || one.first.day < 0) &&
    endsBefore(stream, start, meetingsOf);
  const isPlanned = lead.isPlanned || endsBefore(stream, start, planning);
  return deadline(...(isPlanned ? (['planned'] as const) : []), ...(isOfMeeting ? (['loose'] as const) : []));
}

/** Whether a month or quarter with its year is not over when the paper is issued. */
function isAhead(one: Stretch, issuedOn: string | null): boolean {
  return one.year !== null && issuedOn !== null && (datesOf(one, { issuedOn }).to ?? '') > issuedOn;
}

interface Standing {
  alone: boolean;
  labelled: boolean;
  opening: boolean;
}

/** "số liệu tính đến ngày", "từ 15/12 năm trước đến 14/6", "cùng kỳ năm 2022". */
function aboutData(stream: Stream, phrase: Phrase): boolean {
  const { lead } = phrase;
  const { relation } = lead;
  if (phrase.items.some((one) => one.stretch.yearShift === -1 || one.stretch.monthShift === -1)) return true;
  if (relation === 'before') return false;
  if (relation === 'from' && phraseAt(stream, phrase.start, ['tính từ']) > 0) return true;
  if (phraseAt(stream, phrase.start, ['tại thời điểm']) > 0) return true;
  if (
    relation === 'from' &&
    phrase.until === null &&
    phrase.start > 0 &&
    phraseAt(stream, phrase.start, ['kể từ']) > 0
  )
    return true;
  if (
    phrase.until !== null &&
    saidAfter(stream, phrase.end, 4, ['năm báo cáo', 'kỳ báo cáo', 'tháng báo cáo', 'của tháng', 'thuộc kỳ'])
  )
    return true;
  if (endsBefore(stream, phrase.start, ['tồn', 'so với', 'cùng kỳ', 'thời điểm', 'so với thời điểm', 'kể']))
    return true;
  // "tính đến ngày"; without diacritics "tinh" is a province as well.
  const isCounted = lead.isReach || relation === 'from';
  if (isCounted && endsBefore(stream, phrase.start, ['tính', 'tính cho'])) return true;
  const isSpan =
    phrase.until !== null ||
    relation === 'from' ||
    relation === 'by' ||
    relation === 'in' ||
    relation === 'none';
  return (
    isSpan &&
    saidBefore(stream, phrase.start, 5, dataWords, true) &&
    !saidBefore(stream, phrase.start, 4, handing, true)
  );
}

/** Whether days that come back bound the data of a report ("từ ngày 15 … đến ngày 14 … kỳ báo cáo"). */
export function isCovered(stream: Stream, phrase: Phrase, end: number): boolean {
  if (phrase.lead.relation === 'before') return false;
  if (endsBefore(stream, phrase.start, ['tính']) || phraseAt(stream, phrase.start, ['tính từ']) > 0)
    return true;
  return (
    phraseAt(stream, end, ['thuộc kỳ', 'kỳ báo cáo', 'của kỳ']) > 0 ||
    saidBefore(stream, phrase.start, 8, ['chốt số liệu'])
  );
}

/** "đến năm 2030, 100 % …", "phấn đấu đến cuối năm 2025": a goal, unless it says that something is to be finished. */
function isWish(stream: Stream, phrase: Phrase): boolean {
  const [item] = phrase.items;
  const { lead, start, end } = phrase;
  if (item === undefined || lead.relation !== 'by') return false;
  const isLong =
    item.stretch.grain === 'year' || item.stretch.grain === 'half' || !lead.isReach || item.stretch.isPoint;
  if (!isLong || item.stretch.grain === 'day') {
    if (item.stretch.grain !== 'day' || item.stretch.first.day !== -1) return false;
  }
  if (saidBefore(stream, start, 8, finishing)) return false;
  return (
    saidBefore(stream, start, 10, wishing) || saidAfter(stream, end, 6, ['đạt', 'phấn đấu', 'tỷ lệ'], ['%'])
  );
}

function judgeYear(stream: Stream, phrase: Phrase, one: Stretch, stands: Standing): Verdict {
  const { lead, start, end, until } = phrase;
  const { alone, labelled, opening } = stands;
  const planned: Flaw[] = lead.isPlanned ? ['planned'] : [];
  if (endsBefore(stream, start, ['tầm nhìn', 'giai đoạn', 'nhiệm kỳ', 'thời kỳ', 'định hướng']))
    return horizon;
  if (until !== null) return alone || labelled ? deadline('loose', ...planned) : period;
  if (!one.isNamed) {
    const next = stream.tokens[end];
    // "đến 2000 hộ" counts, "trước 2025" dates.
    if (next !== undefined && next.kind !== 'mark' && !next.isAfterBreak) return nothing;
    if (isMark(stream, end, '%', '/', '-')) return nothing;
  }
  switch (lead.relation) {
    case 'before':
      return deadline(...planned);
    case 'in':
      return deadline(...planned);
    case 'from':
    case 'after':
      return alone || labelled || opening || endsBefore(stream, start, ['thực hiện', 'triển khai'])
        ? deadline(...planned)
        : period;
    case 'by': {
      const isAttached = saidBefore(stream, start, 8, finishing) || saidAfter(stream, end, 3, finishing);
      const isWished = saidBefore(stream, start, 12, wishing);
      if (isAttached && !isWished) return deadline('horizon', ...planned);
      if (lead.isReach) return horizon;
      return isWish(stream, phrase) ? horizon : deadline(...planned);
    }
    case 'none': {
      // "năm 2022 và các năm tiếp theo": the years after are a scope.
      if (endsBefore(stream, start, ['các', 'những'])) return nothing;
      if (alone || labelled) return deadline(...planned);
      if (!opening || !one.isNamed) return nothing;
      // "Năm 2024, Sở Y tế tổ chức …"
      return isMark(stream, end, ',', ':') ? deadline(...planned) : nothing;
    }
  }
}

function judgeDay(
  stream: Stream,
  phrase: Phrase,
  one: Stretch,
  stands: Standing,
  around: Surroundings,
  issuedOn: string | null,
): Verdict | null {
  const { lead, start, end, until, clock } = phrase;
  const { alone, labelled } = stands;
  const isOpen = lead.relation === 'none';
  if (one.first.month === null && one.monthShift === null && until === null) {
    // "trước ngày 25" without a month: only where nothing else can be meant.
    const isBound = lead.relation === 'before' || (lead.relation === 'by' && !lead.isReach);
    return alone || labelled || (isBound && one.isNamed) ? deadline() : nothing;
  }
  const stated = issuedOn === null || one.year === null ? null : datesOf(one, { issuedOn }).to;
  const isFuture = stated !== null && issuedOn !== null && stated > issuedOn;
  if (isOpen && until === null && clock === null && isCited(stream, start, around, isFuture)) return citation;
  if (isOpen && isDateLine(stream, start, end)) return citation;
  // "Ngày ban hành: 31/10/2016" and the stamp of a signature, "27/12/2021 17:22:11".
  if (isMark(stream, start - 1, ':') && endsBefore(stream, start - 1, metadata)) return citation;
  if (clock !== null && isOpen && !one.isNamed && isMark(stream, end, ':')) return nothing;
  // "tại cuộc họp ngày 15/5/2022", in a paper of June: over already.
  const isPast = stated !== null && issuedOn !== null && stated < issuedOn;
  if (isPast && isOpen && until === null && one.isNamed && !alone && !labelled && !stands.opening)
    return period;
  if (
    (isOpen || lead.relation === 'in' || lead.isReach || until !== null) &&
    isFeast(stream, phrase, one, isFuture)
  )
    return period;
  if (isOpen && until === null && endsBefore(stream, start, done)) return citation;
  if (until !== null && until.stretch.year !== null && one.year !== null && until.stretch.year - one.year > 5)
    return period;
  if (!one.isNamed && one.year === null && until === null) {
    if (alone || labelled) return null;
    const isBinding =
      lead.relation === 'before' || (lead.relation === 'by' && !lead.isReach) || clock !== null;
    if (isFraction(one) && !isBinding) return nothing;
    if (isOpen) return phrase.items.some((item) => item.stretch.isNamed) ? null : nothing;
    if (lead.relation === 'in' && !isWord(stream, start, ['vào'])) return nothing;
  }
  if (!one.isNamed && isOpen && until === null && !alone && !labelled) {
    if (isMark(stream, start - 1, '/', '-', '.') || endsBefore(stream, start, ['số', 'điều', 'khoản', 'mục']))
      return nothing;
    return deadline('bare');
  }
  return null;
}

/** A month, quarter or half without any word before it, inside a sentence. */
function judgeBarePeriod(stream: Stream, phrase: Phrase, stands: Standing, isAhead: boolean): Verdict {
  const { start, end } = phrase;
  const [item] = phrase.items;
  if (item === undefined) return nothing;
  const planned: Flaw[] = phrase.lead.isPlanned ? ['planned'] : [];
  if (
    stands.opening &&
    (isMark(stream, end, ',', ':', ';', ')') ||
      end >= stream.tokens.length ||
      stream.tokens[end]?.isAfterBreak === true)
  )
    return deadline(...planned);
  // "trong 10 ngày đầu tháng 5/2025": a part of the month nobody counts here.
  if (endsBefore(stream, start, ['ngày đầu', 'ngày cuối'])) return deadline('loose', ...planned);
  // "Giai đoạn 3 (6 tháng cuối năm 2021): Tổng kết …": the bracket dates what the colon opens.
  const isBracket = isMark(stream, start - 1, '(') && isMark(stream, end, ')');
  if (isBracket && isMark(stream, end + 1, ':')) return deadline(...planned);
  if (isBracket && item.stretch.grain !== 'half' && item.stretch.grain !== 'year')
    return deadline('bare', ...planned);
  // "trình … tại phiên họp tháng 6/2024": the meeting of a month to come; which day is not said.
  if (isAhead && saidBefore(stream, start, 8, sittings)) return deadline('bare', 'loose', ...planned);
  for (let i = start - 1; i >= Math.max(0, start - 2); i -= 1)
    if (phraseAt(stream, i, reported) === start) return period;
  if (item.stretch.grain === 'half' && phrase.until === null) return period;
  if (stands.opening) return deadline(...planned);
  const isVague = item.stretch.year === null && item.stretch.yearShift === null;
  return phrase.lead.isPlanned || isMark(stream, start - 1, ',', '(')
    ? deadline(...planned)
    : deadline('bare', ...(isVague ? (['loose'] as const) : []));
}
