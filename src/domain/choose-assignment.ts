/**
 * Which assignment a file is for, weighed from what came with it. Nothing is guessed silently: an assignment is certain
 * when something says so and nothing says as much for another one, or when it is the only one owed and nothing speaks
 * against it. Otherwise the person is asked, with the likeliest first.
 */
import { readPeriods } from './period-words.js';
import { fold } from './text.js';

/** An assignment of the person's own that could be meant. */
export interface ChoiceCandidate {
  id: string;
  number: number;
  /** Waits for a hand-in now; the others were handed in already or have not begun. */
  isOwed: boolean;
  /** Handed in by the same person moments ago, and of what: the next photograph is usually the next page. */
  recent: 'photos' | 'files' | null;
  /** What the task asks for and a hand-in still lacks; empty when nothing was handed in, or all of it. */
  lacking: readonly string[];
  planNumber: string | null;
  /** What the task is about: its action, product and round. */
  words: string;
  roundLabel: string;
  /** Names by which its unit is known, and which unit it is. */
  unitId: string;
  unitNames: readonly string[];
}

export interface ChoiceEvidence {
  /** Words sent with the files or typed since. */
  words: string;
  /** Numbers of assignments named in them. */
  codes: readonly number[];
  fileNames: readonly string[];
  /** First pages of the files, as far as somebody has looked into them. */
  firstPages: readonly string[];
  /** Assignments of the message this one answers; empty when it answers none about any. */
  repliedTo: readonly string[];
  /** Every file is a photograph. */
  isPhotos: boolean;
}

/** Why one was taken, for the sentence that says so. */
export type ChoiceReason = 'code' | 'reply' | 'only' | 'recent' | 'words';

export type Choice =
  | { kind: 'certain'; id: string; reason: ChoiceReason }
  /** Ids, likeliest first; `isLimited` when the message replied to leaves only these. */
  | { kind: 'ask'; ids: string[]; isLimited: boolean };

/** Support from which words alone decide, and by how much the next one must have less. */
const enough = 60;
const lead = 40;

/** @param candidates the person's own assignments that can take a hand-in, most urgent first. */
export function chooseAssignment(candidates: readonly ChoiceCandidate[], evidence: ChoiceEvidence): Choice {
  const coded = candidates.filter((one) => evidence.codes.includes(one.number));
  if (coded.length === 1 && coded[0]) return { kind: 'certain', id: coded[0].id, reason: 'code' };
  const replied = candidates.filter((one) => evidence.repliedTo.includes(one.id));
  if (coded.length === 0 && replied.length === 1 && replied[0])
    return { kind: 'certain', id: replied[0].id, reason: 'reply' };
  const among = coded.length > 0 ? coded : replied.length > 0 ? replied : candidates;
  const weighed = weigh(among, evidence);
  const [best] = weighed;
  const ask: Choice = {
    kind: 'ask',
    ids: weighed.map(({ candidate }) => candidate.id),
    isLimited: among !== candidates,
  };
  if (!best || best.isContradicted) return ask;
  // One that is not waited for must have more for it than one that is.
  const rival = weighed.slice(1).map((one) => one.points - (isOpen(one.candidate) ? 0 : lead));
  const margin = best.points - Math.max(0, ...rival);
  if (best.points >= enough && margin >= lead && isOpen(best.candidate))
    return { kind: 'certain', id: best.candidate.id, reason: best.isFollowUp ? 'recent' : 'words' };
  const owed = weighed.filter(({ candidate }) => candidate.isOwed);
  const only = owed.length === 1 ? owed[0] : undefined;
  // The only one owed, unless it could as well belong to what was just handed in.
  if (only === best && !among.some((one) => one.recent !== null || one.lacking.length > 0))
    return { kind: 'certain', id: best.candidate.id, reason: 'only' };
  const followed = weighed.filter(({ candidate }) => isOpen(candidate));
  if (owed.length === 0 && followed.length === 1 && followed[0] === best)
    return { kind: 'certain', id: best.candidate.id, reason: 'recent' };
  return ask;
}

const isOpen = (one: ChoiceCandidate): boolean => one.isOwed || one.recent !== null || one.lacking.length > 0;

interface Weighed {
  candidate: ChoiceCandidate;
  points: number;
  /** Something names another plan or period than its own. */
  isContradicted: boolean;
  isFollowUp: boolean;
}

function weigh(candidates: readonly ChoiceCandidate[], evidence: ChoiceEvidence): Weighed[] {
  const names = evidence.fileNames.map(withoutEnding).join(' \n ');
  const told = `${evidence.words} \n ${names}`;
  const pages = evidence.firstPages.join(' \n ');
  const topics = topicPoints(candidates, { words: evidence.words, names, pages });
  const weighed = candidates.map((candidate, order) => {
    const plan = planPoints(candidate, told, pages);
    const period = periodPoints(candidate, told, pages);
    const unit = unitPoints(candidate, candidates, `${told} \n ${pages.slice(0, 600)}`);
    const followUp =
      candidate.recent === 'photos' && evidence.isPhotos ? 150 : candidate.recent !== null ? 20 : 0;
    return {
      candidate,
      order,
      points:
        plan + period + unit + followUp + lackingPoints(candidate, told) + (topics.get(candidate.id) ?? 0),
      isContradicted: plan < 0 || period < 0,
      isFollowUp: followUp >= enough,
    };
  });
  // What is owed comes before what is not, unless something speaks for the latter.
  const rank = ({ points, candidate }: { points: number; candidate: ChoiceCandidate }): number =>
    points + (isOpen(candidate) ? 10 : 0);
  return weighed.sort((a, b) => rank(b) - rank(a) || a.order - b.order);
}

/** For what is still to come, when words or a file name speak of it ("phụ lục số liệu đây ạ"). */
function lackingPoints({ lacking }: ChoiceCandidate, told: string): number {
  const there = pairsOf(told);
  return lacking.some((name) => [...pairsOf(name)].some((pair) => there.has(pair))) ? 80 : 0;
}

const withoutEnding = (name: string): string => name.replace(/\.[a-z0-9]{1,5}$/i, '');

/** For its plan's number; against when another number of the same kind stands there instead. */
function planPoints({ planNumber }: ChoiceCandidate, told: string, pages: string): number {
  const own = planNumber === null ? null : /^(\d{1,5})\s*[-/]\s*(.+)$/.exec(fold(planNumber));
  if (!own?.[1] || !own[2]) return 0;
  const wanted = { number: Number(own[1]), symbol: own[2].replace(/[^a-z0-9]/g, '') };
  const inWords = citedNumbers(told, wanted.symbol);
  if (inWords.includes(wanted.number)) return 150;
  if (inWords.length > 0) return -60;
  const onPages = citedNumbers(pages, wanted.symbol);
  if (onPages.includes(wanted.number)) return 100;
  return onPages.length > 0 ? -60 : 0;
}

/** Numbers cited with the same symbol: `348/KH-UBND`, `348-KH-UBND`, `KH 348`, "kế hoạch 348", `KH348`. */
function citedNumbers(text: string, symbol: string): number[] {
  const folded = fold(text).replace(/_/g, ' ');
  const kind = /^[a-z]+/.exec(symbol)?.[0].replace(/(?:ubnd|tu|hdnd).*$/, '') ?? symbol;
  const found: number[] = [];
  for (const [, number = '', tail = ''] of folded.matchAll(
    /(?<!\d)(\d{1,5}) ?[-/ ] ?([a-z][a-z0-9]{0,9}(?: ?[-/ ] ?[a-z]{1,9})?)/g,
  )) {
    const written = tail.replace(/[^a-z0-9]/g, '');
    if (written === symbol || written.startsWith(symbol)) found.push(Number(number));
  }
  const word = { kh: 'ke hoach', ct: 'chi thi', qd: 'quyet dinh', cv: 'cong van', nq: 'nghi quyet' }[kind];
  const named = new RegExp(
    `\\b(?:${kind}${word ? `|${word}` : ''})(?: so)?[ :-]?(\\d{1,5})(?![\\d.])(?! ?/ ?[a-z])`,
    'g',
  );
  if (kind !== '') for (const [, number = ''] of folded.matchAll(named)) found.push(Number(number));
  return found;
}

/** For the period of its round; against when words name another one of the same length, or another year. */
function periodPoints({ roundLabel }: ChoiceCandidate, told: string, pages: string): number {
  const own = readPeriods(roundLabel);
  if (own.periods.length + own.years.length === 0) return 0;
  const inWords = compare(own, readPeriods(told));
  if (inWords !== 0) return inWords > 0 ? 80 : -60;
  // A first page is full of other dates; it speaks for a round, hardly against it.
  return compare(own, readPeriods(pages.slice(0, 1_500))) > 0 ? 45 : 0;
}

/** 1 when the same period is named, -1 when another of its kind or year is, 0 when nothing tells. */
function compare(own: ReturnType<typeof readPeriods>, named: ReturnType<typeof readPeriods>): -1 | 0 | 1 {
  const isOtherYear =
    own.years.length > 0 && named.years.length > 0 && !named.years.some((y) => own.years.includes(y));
  if (isOtherYear) return -1;
  if (named.periods.length > 0 && own.periods.length > 0) {
    if (named.periods.some((one) => own.periods.includes(one))) return 1;
    // Of another length it may be the same time by another name: the second quarter closes the first half.
    const kinds = new Set(own.periods.map((one) => one.charAt(0)));
    return named.periods.some((one) => kinds.has(one.charAt(0))) ? -1 : 0;
  }
  return own.periods.length === 0 && own.years.length > 0 && named.years.some((y) => own.years.includes(y))
    ? 1
    : 0;
}

/** When the person acts for several units: for the one that is named, against the others. */
function unitPoints(candidate: ChoiceCandidate, all: readonly ChoiceCandidate[], text: string): number {
  const units = new Map(all.map((one) => [one.unitId, one.unitNames]));
  if (units.size < 2) return 0;
  const folded = ` ${spaced(text)} `;
  const isNamed = (names: readonly string[]): boolean =>
    names.some((name) => spaced(name) !== '' && folded.includes(` ${spaced(name)} `));
  const named = [...units].filter(([, names]) => isNamed(names)).map(([id]) => id);
  if (named.length === 0) return 0;
  return named.includes(candidate.unitId) ? 80 : -80;
}

/** What a pair of syllables found nowhere else is worth where it stands; people mean the words they type. */
const pairPoints = { words: 60, names: 40, pages: 10 } as const;

/** Pairs of syllables that tell one task from the others, found in what came along: the fewer share one, the more it says. */
function topicPoints(
  candidates: readonly ChoiceCandidate[],
  texts: { words: string; names: string; pages: string },
): Map<string, number> {
  const pairs = new Map(candidates.map((one) => [one.id, pairsOf(one.words)]));
  const frequency = new Map<string, number>();
  for (const own of pairs.values())
    for (const pair of own) frequency.set(pair, (frequency.get(pair) ?? 0) + 1);
  // Who sends it says nothing about what it is ("Báo cáo của Sở Y tế").
  const units = [...new Set(candidates.flatMap((one) => one.unitNames))];
  const there = {
    words: pairsOf(texts.words, units),
    names: pairsOf(texts.names, units),
    pages: pairsOf(texts.pages.slice(0, 800), units),
  };
  return new Map(
    candidates.map(({ id }) => {
      let sum = 0;
      for (const pair of pairs.get(id) ?? []) {
        const where = there.words.has(pair) ? 'words' : there.names.has(pair) ? 'names' : 'pages';
        if (there[where].has(pair)) sum += pairPoints[where] / (frequency.get(pair) ?? 1) ** 2;
      }
      return [id, Math.min(120, Math.round(sum))];
    }),
  );
}

/** Syllables everybody uses about everything. */
const common = new Set(
  'bao cao ke hoach thuc hien cua va cac cho ve tren dia ban nam thang quy ket qua cong tac tinh xay dung trien khai gui nop ban so theo don vi'.split(
    ' ',
  ),
);

function pairsOf(text: string, without: readonly string[] = []): Set<string> {
  let plain = ` ${spaced(text)} `;
  for (const name of without) {
    const clean = spaced(name);
    if (clean.includes(' ')) plain = plain.replaceAll(` ${clean} `, ' | ');
  }
  const pairs = new Set<string>();
  for (const stretch of plain.split('|')) {
    const syllables = stretch.split(' ').filter((word) => word !== '' && !/^\d+$/.test(word));
    for (let i = 0; i + 1 < syllables.length; i += 1) {
      const [first = '', second = ''] = [syllables[i], syllables[i + 1]];
      if (!common.has(first) || !common.has(second)) pairs.add(`${first} ${second}`);
    }
  }
  return pairs;
}

const spaced = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
