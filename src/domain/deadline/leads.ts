/** The words before a date that say how it binds: "trước", "chậm nhất", "đến hết", "trong", "từ", "sau". */
import { type Stream, foldWord } from './tokens.js';
import { isMark, phraseAt } from './words.js';

/** `before` leaves the named day out, the others include it; `from` and `after` name a beginning. */
export type Relation = 'before' | 'by' | 'in' | 'from' | 'after' | 'none';

export interface Lead {
  relation: Relation;
  /** "đến", "tới": alone before a year it names a horizon, not a deadline. */
  isReach: boolean;
  /** "dự kiến", "khoảng". */
  isPlanned: boolean;
  end: number;
}

type Effect = Exclude<Relation, 'none'> | 'reach' | 'planned' | 'filler';

/** Longest first where one begins another. */
const effects: readonly [Effect, readonly string[]][] = [
  ['planned', ['dự kiến', 'dự định', 'vào khoảng', 'trong khoảng', 'khoảng', 'ước']],
  ['by', ['trước hoặc trong', 'trước hoặc vào', 'trước hoặc đúng', 'trước và trong']],
  ['before', ['trước thời điểm', 'trước thời hạn', 'trước']],
  [
    'by',
    [
      'chậm nhất',
      'muộn nhất',
      'trễ nhất',
      'không muộn hơn',
      'không chậm hơn',
      'không trễ hơn',
      'không sau',
      'không quá',
      'thời hạn cuối cùng',
      'thời hạn cuối',
      'hạn cuối cùng',
      'hạn cuối',
      'hạn chót',
      'hạn nộp',
      'hạn gửi',
      'hạn chậm nhất',
      'hạn',
      'từ nay cho đến hết',
      'từ nay đến hết',
      'từ nay cho đến',
      'từ nay đến',
      'từ nay tới',
      'cho đến hết',
      'đến hết',
      'tới hết',
      'đến cuối ngày',
      'hết',
    ],
  ],
  ['reach', ['cho đến', 'cho tới', 'đến', 'tới']],
  ['in', ['ngay trong', 'trong vòng', 'trong', 'vào', 'tại', 'diễn ra']],
  ['from', ['bắt đầu từ', 'bắt đầu', 'kể từ', 'tính từ', 'từ']],
  ['after', ['sau']],
  ['filler', ['là', 'thời gian', 'thời điểm', 'đợt']],
];

const strength: Readonly<Record<Relation, number>> = { none: 0, in: 1, from: 2, after: 3, by: 4, before: 5 };
/** "dự kiến hoàn thành chậm nhất vào trước" is the longest seen; more is not a lead. */
const maxWords = 5;

/** The lead at `index`; relation `none` and `end === index` when there is none. */
export function leadAt(stream: Stream, index: number): Lead {
  let known = leads.get(stream);
  if (known === undefined) leads.set(stream, (known = new Map()));
  let lead = known.get(index);
  if (lead === undefined) known.set(index, (lead = readLead(stream, index)));
  return lead;
}

/** Every reader of a phrase asks for the lead at the same place. */
const leads = new WeakMap<Stream, Map<number, Lead>>();

function readLead(stream: Stream, index: number): Lead {
  // "Sở Kế hoạch và Đầu tư" without diacritics ends like "từ".
  const token = stream.tokens[index];
  const isInvestment = token?.lower === 'tu' && stream.tokens[index - 1]?.folded === 'dau';
  // "sau thang dau nam" is six months there, not "after".
  const isSix =
    stream.isPlain &&
    token?.lower === 'sau' &&
    stream.tokens[index + 1]?.lower === 'thang' &&
    /^(?:dau|cuoi)$/.test(stream.tokens[index + 2]?.lower ?? '');
  if (isInvestment || isSix) return { relation: 'none', isReach: false, isPlanned: false, end: index };
  const lead: Lead = { relation: 'none', isReach: false, isPlanned: false, end: index };
  for (let count = 0; count < maxWords; count += 1) {
    const found = effectAt(stream, lead.end);
    if (found === null || (found.effect === 'filler' && count === 0)) break;
    lead.end = found.end;
    // "hạn cuối: 15/6", "chậm nhất: ngày 15/6"
    if (found.effect === 'by' && isMark(stream, lead.end, ':')) lead.end += 1;
    if (found.effect === 'planned') lead.isPlanned = true;
    else if (found.effect !== 'filler') {
      const relation: Relation = found.effect === 'reach' ? 'by' : found.effect;
      if (strength[relation] > strength[lead.relation]) {
        lead.relation = relation;
        lead.isReach = found.effect === 'reach';
      }
    }
  }
  return lead;
}

/** The effects by the first word of their phrases, in the order above. */
const byFirstWord = new Map<string, [Effect, string][]>();
for (const [effect, forms] of effects)
  for (const form of forms) {
    const first = foldWord(form.split(' ')[0] ?? '');
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), [effect, form]]);
  }

function effectAt(stream: Stream, index: number): { effect: Effect; end: number } | null {
  const token = stream.tokens[index];
  if (token === undefined || token.kind !== 'word') return null;
  for (const [effect, form] of byFirstWord.get(token.folded) ?? []) {
    const end = phraseAt(stream, index, [form]);
    if (end > 0) return { effect, end };
  }
  return null;
}
