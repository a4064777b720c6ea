/** Words for how often: "hằng tháng, quý, 6 tháng, năm", "2 lần/năm", "định kỳ 03 tháng/1 lần", "thường niên". */
import { countAt } from './numbers.js';
import type { Cycle } from './rules.js';
import type { Stream } from './tokens.js';
import { isMark, isWord, looksLike, phraseAt, yearAt } from './words.js';

/** Cycles read, in the order of the text. `isVague` for "định kỳ" without a period. */
export interface Cycles {
  cycles: Cycle[];
  end: number;
  isRepaired: boolean;
  isLoose: boolean;
}

const everyWords = ['hàng', 'hằng', 'mỗi'];

/** "hằng năm", "hàng quý", "mỗi tháng": one cycle with the word that makes it one. */
export function everyAt(
  stream: Stream,
  index: number,
): { cycle: Cycle; end: number; isRepaired: boolean } | null {
  const said = isWord(stream, index, everyWords);
  const isPair = looksLike(stream, index, 'hàng') && !isWord(stream, index, ['hãng', 'hạng', 'háng']);
  if (!said && !isPair && !isWord(stream, index, ['cứ'])) return null;
  const next = index + 1;
  // "mỗi 6 tháng", "cứ hai tuần"
  if (isWord(stream, index, ['mỗi', 'cứ'])) {
    const amount = countAt(stream, next) === null ? null : cycleAt(stream, next);
    if (amount !== null) return amount.cycle.unit === 'day' ? null : { ...amount, isRepaired: false };
  }
  const forms: readonly [Cycle, string, readonly string[]][] = [
    [{ unit: 'year', every: 1 }, 'năm', ['năm']],
    [{ unit: 'month', every: 1 }, 'tháng', ['tháng']],
    [{ unit: 'month', every: 3 }, 'quý', ['quý', 'quí']],
    [{ unit: 'week', every: 1 }, 'tuần', ['tuần']],
    [{ unit: 'day', every: 1 }, 'ngày', ['ngày']],
  ];
  for (const [cycle, look, exact] of forms) {
    if (!looksLike(stream, next, look) && !(look === 'quý' && isWord(stream, next, ['quí']))) continue;
    // "mỗi ngày làm việc 8 giờ" says how long, "mỗi năm 2024"… is no cycle.
    if (phraseAt(stream, next, ['ngày làm việc']) > 0 && isWord(stream, index, ['mỗi'])) return null;
    if (yearAt(stream, next + 1) !== null) return null;
    const token = stream.tokens[next];
    // In a text with accents "hàng Nam" is no year; a wrong accent is a scanning error.
    const isBare = token?.lower === token?.folded;
    const isRight = isWord(stream, next, exact);
    if (!isRight && isBare && said && !stream.isPlain && look === 'năm') return null;
    return {
      cycle,
      end: next + 1,
      isRepaired: (!isRight && !isBare) || (!said && stream.tokens[index]?.lower !== 'hang'),
    };
  }
  return null;
}

/** A length used as a cycle: "6 tháng", "hai tuần", "5 năm", "quý", "năm". */
export function cycleAt(stream: Stream, index: number): { cycle: Cycle; end: number } | null {
  const halfYear = phraseAt(stream, index, ['nửa năm', 'nửa tháng']);
  if (halfYear > 0)
    return isWord(stream, index, ['nửa năm']) ? { cycle: { unit: 'month', every: 6 }, end: halfYear } : null;
  const count = countAt(stream, index);
  const amount = count !== null && unitAt(stream, count.end) !== null ? count : null;
  const at = amount?.end ?? index;
  const unit = unitAt(stream, at);
  if (unit === null) return null;
  const every = amount?.value ?? 1;
  if (every < 1 || every > 120) return null;
  return { cycle: { unit: unit.unit, every: every * unit.length }, end: at + 1 };
}

function unitAt(stream: Stream, index: number): { unit: Cycle['unit']; length: number } | null {
  if (isWord(stream, index, ['năm'])) return { unit: 'year', length: 1 };
  if (isWord(stream, index, ['quý', 'quí'])) return { unit: 'month', length: 3 };
  if (isWord(stream, index, ['tuần'])) return { unit: 'week', length: 1 };
  if (isWord(stream, index, ['ngày'])) return { unit: 'day', length: 1 };
  if (
    isWord(stream, index, ['tháng']) ||
    (looksLike(stream, index, 'tháng') && stream.tokens[index - 1]?.kind === 'number')
  )
    return { unit: 'month', length: 1 };
  return null;
}

/** "2 lần/năm", "01 lần trong quý", "mỗi năm 02 lần", "6 tháng/lần", "hai tuần một lần", "03 tháng/1lần". */
export function timesAt(stream: Stream, index: number): Cycles | null {
  const found = (cycle: Cycle, times: number, end: number): Cycles | null => spread(cycle, times, end);
  const times = leastAt(stream, index);
  if (times !== null && isWord(stream, times.end, ['lần', 'đợt', 'kỳ', 'buổi', 'cuộc'])) {
    let i = times.end + 1;
    // "dạy học 2 buổi/ngày" is how the day is arranged.
    const isSession = isWord(stream, times.end, ['buổi']) && isMark(stream, i, '/');
    if (isSession && isWord(stream, i + 1, ['ngày'])) return null;
    const per = phraseAt(stream, i, ['trong', 'trên', 'mỗi', 'hàng', 'hằng', 'cho']);
    const isPer = isMark(stream, i, '/') || per > 0;
    i = isMark(stream, i, '/') ? i + 1 : per > 0 ? per : i;
    const again = phraseAt(stream, i, ['mỗi', 'một']);
    if (again > 0 && unitAt(stream, again) !== null) i = again;
    const cycle = cycleAt(stream, i);
    const hasWords = isPer || again > 0;
    if (cycle !== null && hasWords && yearAt(stream, cycle.end) === null)
      return found(cycle.cycle, times.value, cycle.end);
    return null;
  }
  const issues = times === null ? -1 : issuesEnd(stream, times.end);
  if (times !== null && issues > 0) {
    const cycle = isMark(stream, issues, '/') ? cycleAt(stream, issues + 1) : null;
    return cycle === null
      ? null
      : { cycles: [cycle.cycle], end: cycle.end, isRepaired: false, isLoose: false };
  }
  const every = everyAt(stream, index);
  const length = every ?? cycleAt(stream, index);
  if (length === null) return null;
  let i = length.end;
  const isSlash = isMark(stream, i, '/');
  if (isSlash || isMark(stream, i, ',', '(')) i += 1;
  const least = phraseAt(stream, i, ['ít nhất', 'tối thiểu', 'tổ chức', 'báo cáo', 'họp']);
  if (least > 0) i = least;
  const count = countAt(stream, i);
  if (count !== null && isWord(stream, count.end, ['lần', 'đợt', 'kỳ', 'buổi', 'cuộc']))
    return found(length.cycle, count.value, closed(stream, count.end + 1, length.end));
  if (isSlash && isWord(stream, i, ['lần'])) return found(length.cycle, 1, i + 1);
  return null;
}

/** "02 tin, bài/tuần": what a station or a page brings out in each cycle; the index after it, or -1. */
function issuesEnd(stream: Stream, index: number): number {
  const first = phraseAt(stream, index, ['tin bài', 'tin', 'bài viết', 'bài', 'chuyên mục', 'phóng sự']);
  if (first < 0 || !isMark(stream, first, ',')) return first;
  const second = phraseAt(stream, first + 1, ['bài viết', 'bài', 'phóng sự']);
  return second > 0 ? second : first;
}

/** A count, or the lower end of "1-2": what is owed at least. */
function leastAt(stream: Stream, index: number): ReturnType<typeof countAt> {
  const least = countAt(stream, index);
  const most = least !== null && isMark(stream, least.end, '-') ? countAt(stream, least.end + 1) : null;
  return least !== null && most !== null && most.value > least.value && most.value <= 12
    ? { ...least, end: most.end }
    : least;
}

function closed(stream: Stream, end: number, open: number): number {
  return isMark(stream, open, '(') && isMark(stream, end, ')') ? end + 1 : end;
}

/** So many times in a cycle: twice a year is every six months. */
function spread(cycle: Cycle, times: number, end: number): Cycles | null {
  const one = (spaced: Cycle, isLoose = false): Cycles => ({
    cycles: [spaced],
    end,
    isRepaired: false,
    isLoose,
  });
  if (times < 1) return null;
  if (times === 1) return one(cycle);
  const months = cycle.unit === 'year' ? cycle.every * 12 : cycle.unit === 'month' ? cycle.every : 0;
  if (months > 0 && months % times === 0) return one({ unit: 'month', every: months / times });
  // Twice a month is owed by the month's end; which days, the text leaves to whoever does it.
  if (cycle.unit === 'month' && cycle.every === 1) return one(cycle);
  // Three times a week: more often than any rule without days can say.
  if (cycle.unit === 'week' && times >= 5) return one({ unit: 'day', every: 1 }, true);
  if (cycle.unit === 'day') return one(cycle, true);
  return one(cycle, true);
}

/**
 * A list of cycles that begins with a word for recurrence: "hằng tháng, quý, 6 tháng, năm", "hàng năm và 5 năm".
 * With `isPeriodic` the word stands before ("định kỳ 6 tháng, năm").
 */
export function cycleListAt(stream: Stream, index: number, isPeriodic: boolean): Cycles | null {
  const first = everyAt(stream, index);
  const single = first === null && (isPeriodic || leadsList(stream, index)) ? cycleAt(stream, index) : null;
  const head = first ?? single;
  if (head === null || (single !== null && isNumbered(stream, single.end))) return null;
  const cycles = [head.cycle];
  let isRepaired = first?.isRepaired ?? false;
  let end = afterHalf(stream, head.end, head.cycle);
  while (cycles.length < 8) {
    let i = -1;
    const isBracket = isMark(stream, end, '(');
    if (isBracket || isMark(stream, end, ',', '/', '-', ';', '+')) i = end + 1;
    const and = phraseAt(stream, i < 0 ? end : i, ['và', 'hoặc']);
    if (and > 0) i = and;
    if (i < 0) break;
    const word = phraseAt(stream, i, ['báo cáo định kỳ', 'báo cáo', 'định kỳ', 'sơ kết', 'tổng kết']);
    const at = word > 0 ? word : i;
    const more = everyAt(stream, at);
    const whole = phraseAt(stream, at, ['cả', 'cuối']);
    const bare = more === null ? cycleAt(stream, whole > 0 ? whole : at) : null;
    const next = more ?? bare;
    if (next === null || isNumbered(stream, next.end)) break;
    // "hàng tháng (quý, năm)", but not "hằng quý (tháng cuối …)".
    if (isBracket && !isMark(stream, next.end, ',', ')')) break;
    // "hằng năm, tuần lễ …", "hằng tháng, ngày làm việc …"
    if (
      bare !== null &&
      (bare.cycle.unit === 'day' || isWord(stream, bare.end, ['lễ', 'học', 'qua', 'trước', 'nay']))
    )
      break;
    isRepaired ||= more?.isRepaired ?? false;
    cycles.push(next.cycle);
    end = afterHalf(stream, next.end, next.cycle);
    if (isMark(stream, end, ')')) end += 1;
  }
  return { cycles: cycles.map((cycle) => ninth(cycle, cycles)), end, isRepaired, isLoose: false };
}

/** "cuối năm", "cả năm" without the year itself. */
function closesYear(stream: Stream, index: number): boolean {
  const end = phraseAt(stream, index, ['cuối năm', 'cả năm']);
  return end > 0 && yearAt(stream, end) === null && !isWord(stream, end, ['học', 'nay', 'trước', 'sau']);
}

/** "6 tháng và hàng năm báo cáo …": a half-year or quarter whose list goes on with "hàng …". */
function leadsList(stream: Stream, index: number): boolean {
  const first = cycleAt(stream, index);
  if (first === null) return false;
  const isPart = first.cycle.unit === 'month' && [3, 6].includes(first.cycle.every);
  const isSpan = first.cycle.unit === 'year' && first.cycle.every > 1;
  if (!isPart && !isSpan) return false;
  const comma = isMark(stream, first.end, ',', '/') ? first.end + 1 : first.end;
  const and = phraseAt(stream, comma, ['và']);
  const next = and > 0 ? and : comma;
  return next > first.end && (everyAt(stream, next) !== null || closesYear(stream, next));
}

/** "hằng quý I", "hàng tháng 6", "định kỳ năm 2024": a number makes it one certain period. */
export function isNumbered(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  if (token === undefined || token.isAfterBreak) return false;
  return token.kind === 'number' || /^(?:i{1,3}|iv|q)$/.test(token.lower);
}

/** "6 tháng đầu năm" in a list of cycles is the half-yearly one. */
function afterHalf(stream: Stream, index: number, cycle: Cycle): number {
  if (cycle.unit !== 'month' || (cycle.every !== 6 && cycle.every !== 9)) return index;
  const end = phraseAt(stream, index, ['đầu năm và cuối năm', 'đầu năm', 'cuối năm']);
  return end > 0 && yearAt(stream, end) === null ? end : index;
}

/** Nine months are no cycle of their own: the nine-month report comes once a year. */
function ninth(cycle: Cycle, all: readonly Cycle[]): Cycle {
  return cycle.unit === 'month' && cycle.every === 9 && all.length > 1
    ? { unit: 'year', every: 1, month: 9 }
    : cycle;
}
