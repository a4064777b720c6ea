/**
 * Which task builds on which: the consolidated report on the units' reports, the opinion on what was handed in, the
 * model's own report on the choice of models, "trên cơ sở …", "sau khi …", "tổng hợp … của …".
 * Links only what the words and the addressees say together; a doubtful link is none. Pure; never makes a cycle.
 */
import type { Doubt, TaskCandidate } from '../domain/plan.js';
import { fold } from '../domain/text.js';
import { isCollective } from '../domain/unit-kind.js';
import { createUnitMatcher } from '../domain/unit-match.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import { similarity } from './merge.js';

/** Most tasks compared pair by pair; longer plans are tables whose rows seldom build on each other. */
const mostCompared = 600;

/** What is compared of a task, worked out once. */
interface Side {
  task: TaskCandidate;
  index: number;
  action: string;
  leads: Set<string>;
  takers: Set<string>;
  isCollective: boolean;
  /** It gives something out of the hand, it does not only act. */
  hands: boolean;
  products: Set<string>;
  isRecurring: boolean;
  /** First and last day on which something of it is due. */
  first: string | null;
  last: string | null;
}

/** Kinds of product that one task hands over and another takes up. */
const families: readonly (readonly [string, RegExp])[] = [
  ['report', /bao cao|ket qua|tinh hinh|so lieu/],
  ['list', /danh sach|danh muc|dang ky|de xuat|nhu cau|gioi thieu/],
  ['opinion', /y kien|gop y/],
  ['draft', /du thao|to trinh|de cuong/],
  ['plan', /ke hoach(?! nay)|chuong trinh|phuong an/],
  ['dossier', /ho so/],
  ['paper', /tham luan|chuyen de/],
  ['model', /mo hinh|dien hinh|sang kien/],
  ['budget', /du toan|kinh phi/],
];

function familiesIn(folded: string): Set<string> {
  // The Department of Planning is no plan.
  const text = folded.replace(/(?:so|phong|bo|tai chinh -) ke hoach/g, ' ');
  return new Set(families.filter(([, pattern]) => pattern.test(text)).map(([name]) => name));
}

/** "gửi Sở A để tổng hợp, báo cáo …": what the recipient does next is not this task's own work. */
const othersWork = /(?<=\S )de (?:tong hop|theo doi|tham muu|xem xet).*$/;
const handing =
  /(?:^|[\s,;])(?:gui|nop|bao cao|cung cap|dang ky|de xuat|gioi thieu|trinh|chuyen|tong hop)(?=[\s,])/;

const gathers =
  /(?:^|[\s,;])(?:tong hop|tren co so (?:bao cao|ket qua|de xuat|dang ky|y kien|danh sach|so lieu)|can cu (?:bao cao|ket qua|de xuat|danh sach))/;
const judges =
  /^(?:\S+ ){0,3}(?:cho y kien|xem xet|tham dinh|phe duyet|hoan chinh|hoan thien|gop y|lua chon tu|xet chon)/;
const choosing = /(?:lua chon|tuyen chon|xet chon|binh chon|chon) /;

/**
 * Fills `after` of every task and marks those that are due before what they build on.
 * @param tasks in reading order, with their keys; not changed.
 */
export function linkTasks(tasks: readonly TaskCandidate[]): TaskCandidate[] {
  if (tasks.length > mostCompared) return [...tasks];
  const keyOf = unitKeys();
  const sides = tasks.map((task, index) => sideOf(task, index, keyOf));
  const edges: number[][] = tasks.map(() => []);
  for (const side of sides)
    for (const upstream of upstreamOf(side, sides, keyOf))
      if (!reaches(edges, upstream.index, side.index) && !edges[side.index]?.includes(upstream.index))
        edges[side.index]?.push(upstream.index);
  return tasks.map((task, index) => {
    const upstream = [...(edges[index] ?? [])].sort((a, b) => a - b);
    if (upstream.length === 0) return task;
    const after = upstream.flatMap((at) => tasks[at]?.key ?? []);
    const conflict = upstream.some((at) => isBefore(sides[index], sides[at]));
    const doubts: Doubt[] = conflict ? [...task.doubts, 'order-conflict'] : task.doubts;
    return { ...task, after, doubts };
  });
}

/** One key for the names of one body: abbreviations, UBND, "của tỉnh". */
function unitKeys(): (name: string) => string {
  const match = createUnitMatcher({ units: [], sets: [] });
  const known = new Map<string, string>();
  return (name) => {
    let key = known.get(name);
    if (key === undefined) {
      key = fold(match(name).name ?? name)
        .replace(/^ubnd(?=\s|$)/, 'uy ban nhan dan')
        .replace(/ cua (?:tinh|thanh pho|huyen)$/, '');
      known.set(name, key);
    }
    return key;
  };
}

function sideOf(task: TaskCandidate, index: number, keyOf: (name: string) => string): Side {
  const passage = [task.action, ...task.quotes.map((quote) => quote.text.slice(0, 600))]
    .map((text) => fold(text).replace(othersWork, ''))
    .join(' ');
  const days = task.deadlines
    .filter((deadline) => deadline.rrule === null)
    .flatMap((deadline) => deadline.dueOn ?? [])
    .sort();
  return {
    task,
    index,
    action: passage,
    leads: new Set(task.lead.map(keyOf)),
    takers: new Set([...task.recipients, ...(task.via === null ? [] : [task.via])].map(keyOf)),
    isCollective: task.lead.length > 2 || task.lead.some((name) => isCollective(name)),
    hands: handing.test(passage),
    products: familiesIn(fold(`${task.deliverable ?? ''} ${task.action}`)),
    isRecurring: task.deadlines.some((deadline) => deadline.rrule !== null),
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
  };
}

/** The tasks one task surely builds on. */
function upstreamOf(side: Side, sides: readonly Side[], keyOf: (name: string) => string): Side[] {
  return [
    ...gathered(side, sides),
    ...judged(side, sides),
    ...chosenBefore(side, sides),
    ...namedBasis(side, sides, keyOf),
    ...awaited(side, sides),
  ];
}

const meets = (one: ReadonlySet<string>, two: ReadonlySet<string>): boolean =>
  [...one].some((item) => two.has(item));

/** Whether one task hands something to who leads the other. */
function handsTo(from: Side, to: Side): boolean {
  return from !== to && meets(from.takers, to.leads) && !meets(from.leads, to.leads);
}

/** A consolidator's work: what others hand to it, of the kind it gathers, in the same rhythm. */
function gathered(side: Side, sides: readonly Side[]): Side[] {
  const match = gathers.exec(side.action);
  if (match === null) return [];
  const wanted = familiesIn(side.action.slice(match.index, match.index + 60));
  const from = sides.filter(
    (other) =>
      handsTo(other, side) &&
      other.hands &&
      other.isRecurring === side.isRecurring &&
      (wanted.size === 0 || other.products.size === 0 || meets(wanted, other.products)),
  );
  if (from.length < 2 || side.first === null) return from;
  // Of several rounds of hand-ins those of this one: what is due by then, or, when all are later, all of them.
  const inTime = from.filter((other) => other.last === null || other.last <= (side.last ?? ''));
  return inTime.length > 0 ? inTime : from;
}

/** "Cho ý kiến, hoàn chỉnh các báo cáo …": the nearest earlier task that hands this body such a thing. */
function judged(side: Side, sides: readonly Side[]): Side[] {
  if (!judges.test(fold(side.task.action))) return [];
  const earlier = sides
    .slice(0, side.index)
    .filter((other) => handsTo(other, side) && isInOrder(other, side));
  const alike = earlier.findLast((other) => meets(other.products, side.products));
  return alike === undefined ? [] : [alike];
}

/** "Các mô hình được lựa chọn xây dựng báo cáo": the earlier task that chooses them. */
function chosenBefore(side: Side, sides: readonly Side[]): Side[] {
  if (!side.task.doubts.includes('lead-late-bound')) return [];
  const who = side.task.lead.length > 0 ? side.task.lead.join(' ') : side.task.action.slice(0, 160);
  const earlier = sides.slice(0, side.index).filter((other) => {
    const action = fold(other.task.action);
    return (
      choosing.test(action) &&
      !other.task.doubts.includes('lead-late-bound') &&
      meets(familiesIn(fold(who)), familiesIn(action))
    );
  });
  return earlier.length === 1 ? earlier : [];
}

const basis =
  /(?:trên cơ sở|căn cứ(?: vào)?|từ|tổng hợp|sau khi (?:có|nhận được|nhận|hoàn thành|tổng hợp))\s((?:kết quả|báo cáo|danh sách|danh mục|đề xuất|đăng ký|ý kiến|dự thảo|đề cương|hồ sơ|số liệu|tham luận|kế hoạch|phương án)[^.;:()]{0,160})/giu;
/** What is outside the plan, or the plan itself. */
const foreign =
  /^(?:kế hoạch|chương trình|phương án)\s(?:này|số\s|của (?:UBND tỉnh|Tỉnh ủy|Trung ương|Chính phủ|Ban Thường vụ))|\d{1,5}\s?[/-]\s?[A-ZĐ]{2}/iu;

/** "Trên cơ sở báo cáo của các đơn vị", "căn cứ kết quả rà soát của Sở A": the one task of that body with that product. */
function namedBasis(side: Side, sides: readonly Side[], keyOf: (name: string) => string): Side[] {
  const passage = side.task.quotes.map((quote) => quote.text.slice(0, 1200)).join(' ');
  const found: Side[] = [];
  for (const match of passage.matchAll(basis)) {
    const phrase = (match[1] ?? '').split(/,\s|\s(?:để|trước|gửi|trình|xây dựng|tham mưu)\s/u)[0] ?? '';
    if (foreign.test(phrase)) continue;
    const wanted = familiesIn(fold(phrase).slice(0, 24));
    const owners = findUnitMentions(phrase);
    const [owner] = owners;
    if (owner === undefined) continue;
    const candidates = sides.filter(
      (other) =>
        other !== side &&
        !meets(other.leads, side.leads) &&
        meets(wanted, other.products) &&
        (owner.collective ? other.isCollective : other.leads.has(keyOf(owner.text))) &&
        other.isRecurring === side.isRecurring,
    );
    const near =
      candidates.length === 1
        ? candidates
        : candidates.filter((other) => similarity(phrase, other.task.action) >= 0.6);
    if (near.length === 1 && near[0] !== undefined) found.push(near[0]);
  }
  return found;
}

/** "Sau hội nghị …", "sau khi kết thúc đợt kiểm tra …": the nearest earlier task that holds the event. */
function awaited(side: Side, sides: readonly Side[]): Side[] {
  const anchors = side.task.deadlines
    .filter(
      (deadline) =>
        (deadline.kind === 'event' || deadline.kind === 'relative') && (deadline.anchor?.amount ?? 0) >= 0,
    )
    .map((deadline) => fold(`${deadline.text} ${deadline.anchor?.text ?? ''}`));
  for (const anchor of anchors) {
    const event =
      /hoi nghi|hoi thao|hoi thi|toa dam|dai hoi|dot kiem tra|dot giam sat|cuoc hop|tap huan|khao sat|dien tap/.exec(
        anchor,
      )?.[0];
    if (event === undefined || !/sau/.test(anchor)) continue;
    const word = event.replace(/^(?:dot|cuoc) /, '');
    const before = sides.slice(0, side.index).findLast((other) => fold(other.task.action).includes(word));
    // Only the task right above speaks of the same event for sure.
    if (before !== undefined && side.index - before.index === 1) return [before];
  }
  return [];
}

/** Whether the earlier task may be due before, or the days do not tell. */
function isInOrder(upstream: Side, side: Side): boolean {
  return upstream.first === null || side.last === null || upstream.first <= side.last;
}

/** Whether a task is due, all of it, before anything of what it builds on. */
function isBefore(side: Side | undefined, upstream: Side | undefined): boolean {
  if (side === undefined || upstream === undefined) return false;
  if (side.last !== null && upstream.first !== null) return side.last < upstream.first;
  const [one, two] = [dayInMonth(side.task), dayInMonth(upstream.task)];
  return one !== null && two !== null && one.cycle === two.cycle && one.day < two.day;
}

/** The day of the month of a rule with one such day, and the rest of the rule; null for other rules. */
function dayInMonth(task: TaskCandidate): { cycle: string; day: number } | null {
  const rules = task.deadlines.flatMap((deadline) => deadline.rrule ?? []);
  const [rule] = rules;
  if (rules.length !== 1 || rule === undefined || rule.includes('|')) return null;
  const day = /;BYMONTHDAY=(\d{1,2})(?=;|$)/.exec(rule);
  return day === null ? null : { cycle: rule.replace(day[0], ''), day: Number(day[1]) };
}

/** Whether `from` already builds, directly or not, on `to`. */
function reaches(edges: readonly number[][], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges[at] ?? []));
  }
  return false;
}
