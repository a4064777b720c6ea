/**
 * What one task asks to be handed in when it is several things ("báo cáo kèm phụ lục số liệu", "Tờ trình và dự thảo
 * Quyết định"), and which of them a file is. It would rather take a task for one thing than ask for what nobody wants:
 * alternatives, "nếu có" and forms the plan itself brings along are asked for from nobody.
 */
import type { SubmittedFile } from './assignment.js';
import { fold, foldSpace } from './text.js';

/** One thing asked for. */
export interface RequiredItem {
  /** As people read it: "báo cáo", "phụ lục số liệu", "dự thảo Quyết định", "biểu mẫu 01". */
  name: string;
  kind: ItemKind;
}

/** Sorts of things, by which a file is recognised. */
type ItemKind =
  | 'report'
  | 'figures'
  | 'form'
  | 'submission'
  | 'draft'
  | 'list'
  | 'file'
  | 'plan'
  | 'speech'
  | 'decision';

/** Heads by which a product is named, over folded words; the longest that fits is taken. */
const heads: readonly (readonly [RegExp, ItemKind])[] = [
  [/^(?:bang )?(?:phu luc|phu bieu)\b/, 'figures'],
  [/^(?:bang )?(?:so lieu|bieu so lieu|bieu tong hop|bang tong hop|bang bieu)\b/, 'figures'],
  [/^(?:cac )?(?:bieu mau|mau bieu|bieu|mau)(?= (?:so )?[0-9ivx]| thong ke| tong hop|$)/, 'form'],
  [/^to trinh\b/, 'submission'],
  [/^du thao\b/, 'draft'],
  [/^(?:danh sach|danh muc)\b/, 'list'],
  [/^(?:ho so|tai lieu minh chung|minh chung)\b/, 'file'],
  [/^(?:bao cao tham luan|tham luan|bai tham luan)\b/, 'speech'],
  [/^(?:de cuong|bao cao)\b/, 'report'],
  [/^(?:ke hoach|de an|chuong trinh|phuong an)\b/, 'plan'],
  [/^(?:quyet dinh|nghi quyet)\b/, 'decision'],
];

/** Marks of each sort in a file's name or first lines, over folded words. */
const marks: Record<ItemKind, RegExp> = {
  report: /\b(?:bao cao|bc|bcao|de cuong)\b/,
  figures: /\b(?:phu luc|phu bieu|pl ?\d{0,2}|so lieu|bang bieu|bieu tong hop|bang tong hop)\b/,
  form: /\b(?:bieu|mau|bm)\b/,
  submission: /\b(?:to trinh|ttr)\b/,
  draft: /\b(?:du thao|dt)\b/,
  list: /\b(?:danh sach|danh muc|ds|dsach)\b/,
  file: /\b(?:ho so|hs|minh chung)\b/,
  plan: /\b(?:ke hoach|kh|de an|chuong trinh|phuong an)\b/,
  speech: /\b(?:tham luan)\b/,
  decision: /\b(?:quyet dinh|qd|nghi quyet|nq)\b/,
};

/** Most things one task is taken to ask for; more is a list of something else. */
const mostItems = 6;

/** Several items covered by one file stand in its record joined by this. */
const joint = ' + ';

/**
 * The things a task asks for.
 * @returns one item when it is one thing, or when it cannot be told; none when the task names no product at all.
 */
export function requiredItems(task: { deliverable: string | null; action: string }): RequiredItem[] {
  const named = task.deliverable === null ? [] : itemsIn(task.deliverable);
  if (named.length > 1) return named;
  const ordered = itemsWith(task.action);
  if (ordered.length > 1) return ordered;
  return named.slice(0, 1);
}

/** Items of a label that names products and nothing else ("Báo cáo; biểu mẫu 01, 02"). */
function itemsIn(label: string): RequiredItem[] {
  const text = foldSpace(label).replace(/\([^()]*\)/g, ' ');
  // "báo cáo hoặc công văn", "quyết định/kế hoạch": one of them is enough.
  if (/\bhoac\b|\p{L}\s?\/\s?\p{L}/u.test(fold(text))) return [];
  const items: RequiredItem[] = [];
  for (const piece of text.split(/\s*(?:[;,+]|\skèm(?:\stheo)?(?=\s)|\svà(?=\s))\s*/iu)) {
    const clean = piece.replace(/^(?:kèm(?:\stheo)?|và|các|01|02|một|hai)\s+/iu, '').replace(/[\s.:]+$/, '');
    if (clean === '' || isOptional(clean)) continue;
    const kind = kindOf(clean);
    const last = items.at(-1);
    if (kind !== null) items.push({ name: shortName(clean, kind), kind });
    // "biểu mẫu 01, 02": a number alone is one more of the same.
    else if (last && isNumbered(last) && /^(?:số\s)?[\dIVX]{1,4}[a-zđ]?$/iu.test(clean))
      items.push({ name: `${last.name.replace(numberAtEnd, '')} ${clean}`, kind: last.kind });
  }
  return distinct(items);
}

/**
 * Items of a sentence: the product and what is to come with it. Forms that the plan brings along ("theo biểu mẫu kèm
 * theo Kế hoạch này") belong to the plan.
 */
function itemsWith(action: string): RequiredItem[] {
  const text = foldSpace(action);
  const attached =
    /(?<![\p{L}])(báo cáo|tờ trình|đề án|kế hoạch|danh sách|hồ sơ|tham luận)(?![\p{L}])[^.;()]{0,160}?\s?\(?(?:kèm(?:\stheo)?|gửi\skèm|và)\s+((?:bảng\s)?(?:phụ lục|phụ biểu|số liệu|biểu số liệu|biểu tổng hợp|bảng tổng hợp|biểu mẫu|danh sách|dự thảo|tờ trình|hồ sơ)(?![\p{L}])[^.;()]{0,80})/iu.exec(
      text,
    );
  if (!attached?.[1] || !attached[2]) return [];
  const [whole, main, companion] = attached;
  if (
    /(?:theo|tại|của|trong|quy định)\s+(?:\p{L}+\s){0,3}(?:đề cương|mẫu|biểu|phụ lục)[^.;]{0,40}kèm/iu.test(
      whole,
    )
  )
    return [];
  if (/kèm theo\s+(?:kế hoạch|công văn|quyết định|văn bản)\s+(?:này|số)/iu.test(text)) return [];
  const second =
    (companion ?? '').split(/\s(?:gửi|về|cho|theo|để|trước|trình|báo cáo|lên|đến)(?=\s)|,/iu)[0] ?? '';
  const kind = kindOf(second);
  // "báo cáo … và danh sách …" without "kèm" reads as two orders more often than as one hand-in.
  const isLoose = /\svà\s/iu.test(whole.slice(main?.length ?? 0, whole.length - (companion?.length ?? 0)));
  const isPair = kindOf(main ?? '') === 'submission' || kind === 'draft' || kind === 'figures';
  if (kind === null || isOptional(second) || (isLoose && !isPair)) return [];
  const first = kindOf(main ?? '');
  return first === null
    ? []
    : distinct([
        { name: shortName(main ?? '', first), kind: first },
        { name: shortName(second, kind), kind },
      ]);
}

function kindOf(words: string): ItemKind | null {
  const folded = fold(words);
  return heads.find(([head]) => head.test(folded))?.[1] ?? null;
}

const isOptional = (words: string): boolean => /\bneu (?:co|can)\b|\bkhong bat buoc\b/.test(fold(words));

/** The head in lower case with the few words that tell it from others: "dự thảo Quyết định", "phụ lục số liệu". */
function shortName(words: string, kind: ItemKind): string {
  const plain = words
    .trim()
    .split(/\s/)
    .slice(0, kind === 'report' || kind === 'plan' ? 5 : 6)
    .join(' ');
  const named = plain.charAt(0).toLocaleLowerCase('vi') + plain.slice(1);
  return named.length > 60 ? named.slice(0, 60).trim() : named;
}

const numberAtEnd = /\s(?:số\s)?[\dIVX]{1,4}[a-zđ]?$/iu;

const isNumbered = ({ kind, name }: RequiredItem): boolean =>
  (kind === 'form' || kind === 'figures') && numberAtEnd.test(name);

/** Each name once; too many are no list of things to hand in. */
function distinct(items: readonly RequiredItem[]): RequiredItem[] {
  const known = new Map(items.map((item) => [fold(item.name), item]));
  return known.size > mostItems ? [] : [...known.values()];
}

/** What is known about a file when its item is looked for. */
export interface FileClues {
  name: string;
  mime: string;
  /** Words sent with this very file. */
  caption: string;
  /** Words of its first page, and its headings; empty when nobody has looked into it. */
  firstPage: string;
  headings: readonly string[];
}

/**
 * Which items files are.
 * @param present items already there from an earlier version: they are supposed last where nothing tells.
 * @returns for each file the names of its items; a single file may be several ("báo cáo" with its "phụ lục" behind it),
 *   an archive is all of them. Each file is at least one item.
 */
export function itemsOfFiles(
  files: readonly FileClues[],
  items: readonly RequiredItem[],
  present: readonly string[],
): string[][] {
  const told = files.map((file) => itemsTold(file, items));
  const taken = new Set([...present, ...told.flat()]);
  return told.map((names) => {
    if (names.length > 0) return names;
    // Nothing tells: what is still lacking, in the order it was asked for; else the main thing anew.
    const next = items.find((item) => !taken.has(item.name)) ?? items[0];
    if (!next) return [];
    taken.add(next.name);
    return [next.name];
  });
}

function itemsTold(file: FileClues, items: readonly RequiredItem[]): string[] {
  if (/zip|rar|7z|compressed/.test(file.mime)) return items.map((item) => item.name);
  const name = fold(file.name.replace(/\.[^.]{1,5}$/, '')).replace(/[_.,()-]+/g, ' ');
  const title = fold(file.firstPage.slice(0, 1_200));
  const scored = items.map((item) => ({
    item,
    points:
      3 * closeness(fold(file.caption), item, items) +
      3 * closeness(name, item, items) +
      closeness(title, item, items) +
      (isSheet(file) && (item.kind === 'figures' || item.kind === 'form' || item.kind === 'list') ? 2 : 0),
  }));
  const best = Math.max(0, ...scored.map(({ points }) => points));
  if (best === 0) return [];
  const leaders = scored.filter(({ points }) => points === best);
  const [leader] = leaders;
  if (!leader || leaders.length > 1) return [];
  // A report whose own text goes on with the appendix is both.
  const behind = items.filter(
    (item) =>
      item !== leader.item &&
      item.kind === 'figures' &&
      !isSheet(file) &&
      file.headings.some((heading) => heads[0]?.[0].test(fold(heading))),
  );
  return [leader.item.name, ...behind.map((item) => item.name)];
}

/** 0 to 2: the sort stands in the words; and so do the number or the words that tell it from its like. */
function closeness(words: string, item: RequiredItem, items: readonly RequiredItem[]): number {
  if (words === '') return 0;
  const folded = fold(item.name);
  const alike = items.filter((other) => other.kind === item.kind);
  const number = /\b0*(\d{1,3}[a-z]?)$/.exec(folded)?.[1];
  if (alike.length > 1 && number !== undefined)
    return marks[item.kind].test(words) && new RegExp(`(?<!\\d)0*${number}(?![a-z0-9])`).test(words) ? 2 : 0;
  if (words.includes(folded)) return 2;
  if (!marks[item.kind].test(words)) return 0;
  return alike.length > 1 ? 0 : 1;
}

const isSheet = (file: Pick<FileClues, 'mime' | 'name'>): boolean =>
  /spreadsheet|excel/.test(file.mime) || /\.(?:xlsx?|ods|csv)$/i.test(file.name);

/** How the items of a file are written into its record; undefined when the task asks for one thing. */
export function itemField(names: readonly string[]): string | undefined {
  return names.length > 0 ? names.join(joint) : undefined;
}

/** The items a recorded file stands for. */
export function itemsOf(file: Pick<SubmittedFile, 'item'>): string[] {
  return file.item === undefined ? [] : file.item.split(joint);
}

/** Items no file stands for, in the order they are asked for. */
export function missingItems(
  items: readonly RequiredItem[],
  files: readonly Pick<SubmittedFile, 'item'>[],
): string[] {
  const there = new Set(files.flatMap(itemsOf));
  return items.length < 2 ? [] : items.map((item) => item.name).filter((name) => !there.has(name));
}
