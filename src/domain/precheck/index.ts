/**
 * Facts about handed-in files held against what is asked: what a person at the counter would notice at a glance. Pure, and
 * never a false alarm for want of a fact: what is not known is not noticed. Sentences are `texts/precheck.ts`.
 */
import type { SubmittedFile } from '../assignment.js';
import type { FileInspection, FileKind, FileNotice, NoticeCode } from '../inspection.js';
import type { Plan, Task } from '../plan.js';
import { fold } from '../text.js';
import type { Unit } from '../unit.js';
import { otherPlanCited, otherYearSaid } from './first-page.js';
import { readVolume } from './volume.js';

/** What files are held against. */
export interface PrecheckBasis {
  files: readonly SubmittedFile[];
  /** By hash; a file without facts is not judged by them. */
  inspections: ReadonlyMap<string, FileInspection>;
  plan: Pick<Plan, 'document' | 'amendments'>;
  task: Pick<Task, 'volume'>;
  round: { label: string; dueOn: string | null; opensOn: string | null };
  unit: Pick<Unit, 'name' | 'kind'>;
  /** Day of the hand-in. */
  today: string;
  /** The one unit of the directory a name means; null when that is not certain. */
  unitNamed: (name: string) => Pick<Unit, 'id' | 'name' | 'kind'> | null;
  /** Units whose head the paper may rightly bear: the unit itself, those above and below it, those it hands over to. */
  mayHead: ReadonlySet<string>;
  /** When this very unit handed in the same bytes before; never another unit. */
  earlier: (sha256: string) => { receiptCode: string; sentAt: string } | null;
  /** Headings the office asks for. */
  outline: readonly string[];
  /** The office asks for a signed copy. */
  isSignedAsked: boolean;
}

/** Notices in this order, the weightiest first; only the first few are shown. */
const order: readonly NoticeCode[] = [
  'does-not-open',
  'blank-scan',
  'not-a-document',
  'other-unit',
  'other-plan',
  'other-year',
  'items-missing',
  'too-short',
  'too-long',
  'headings-missing',
  'draft',
  'unsigned',
  'same-as-before',
  'no-virus-scan',
];

/** Everything noticed about a hand-in, the weightiest first. */
export function precheck(basis: PrecheckBasis): FileNotice[] {
  const { files } = basis;
  const found = files.flatMap((file, index) => aboutFile(file, index, basis));
  found.push(...aboutAll(basis));
  return sorted(found);
}

/** In the order in which they are shown. */
export function sorted(notices: readonly FileNotice[]): FileNotice[] {
  return [...notices].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

/** Those for which the office takes nothing (`Plan.blocks`). */
export function blocking(
  notices: readonly FileNotice[],
  blocks: readonly NoticeCode[] | undefined,
): FileNotice[] {
  return notices.filter((notice) => blocks?.includes(notice.code) === true);
}

function aboutFile(file: SubmittedFile, index: number, basis: PrecheckBasis): FileNotice[] {
  const notices: FileNotice[] = [];
  const add = (code: NoticeCode, detail: string | null = null): void =>
    void notices.push({ code, file: index, detail });
  const before = file.since === undefined ? basis.earlier(file.sha256) : null;
  if (before !== null) add('same-as-before', `${before.receiptCode};${before.sentAt}`);
  const facts = basis.inspections.get(file.sha256);
  if (facts === undefined) return notices;
  if (!facts.opens) add('does-not-open');
  else if (facts.kind === 'other') add('not-a-document');
  if (facts.isBlank) add('blank-scan');
  if (facts.isDraft) add('draft');
  const head = otherHead(facts, basis);
  if (head !== null) add('other-unit', head);
  const plan = otherPlanCited(facts.firstPage, basis.plan, ['xã', 'huyện'].includes(basis.unit.kind));
  if (plan !== null) add('other-plan', `${plan};${basis.plan.document.number ?? ''}`);
  const year = otherYearSaid(facts.firstPage, basis.round, basis.today);
  if (year !== null) add('other-year', `${year.said};${year.asked}`);
  return notices;
}

/** The unit whose head the paper bears when it has no business there. Papers are also drafted for a higher body to sign. */
function otherHead({ issuer }: FileInspection, basis: PrecheckBasis): string | null {
  if (!issuer || fold(issuer) === fold(basis.unit.name)) return null;
  const unit = basis.unitNamed(issuer);
  if (unit === null || basis.mayHead.has(unit.id)) return null;
  return unit.kind === 'tỉnh' || unit.kind === 'trung ương' ? null : unit.name;
}

/** Files people read page by page; sheets and slides have no volume anybody asks for. */
const paged: readonly FileKind[] = ['docx', 'doc', 'pdf', 'odf', 'rtf', 'picture'];
/** Files whose text anybody can still change. */
const editable: readonly FileKind[] = ['docx', 'doc', 'odf', 'rtf', 'text', 'html'];

function aboutAll(basis: PrecheckBasis): FileNotice[] {
  const notices: FileNotice[] = [];
  const known = basis.files.flatMap((file, index) => {
    const facts = basis.inspections.get(file.sha256);
    return facts ? [{ facts, index }] : [];
  });
  // A file nobody looked into, or an archive, may hold what the others lack.
  const isComplete =
    known.length === basis.files.length && known.every((one) => one.facts.kind !== 'archive');
  const volume = volumeNotice(known, basis.task.volume, isComplete);
  if (volume !== null) notices.push(volume);
  if (!isComplete) return notices;
  const missing = missingHeadings(
    known.flatMap((one) => one.facts.headings),
    basis.outline,
  );
  if (missing.length > 0) notices.push({ code: 'headings-missing', file: null, detail: missing.join('; ') });
  if (basis.isSignedAsked && isUnsigned(known.map((one) => one.facts)))
    notices.push({ code: 'unsigned', file: null, detail: null });
  return notices;
}

/** Too few pages in all papers together, or too many in each of them: which one is the report is not known. */
function volumeNotice(
  known: readonly { facts: FileInspection; index: number }[],
  volume: string | null,
  isComplete: boolean,
): FileNotice | null {
  const range = readVolume(volume);
  const papers = known.filter(({ facts }) => facts.opens && paged.includes(facts.kind));
  const [first] = papers;
  if (range === null || first === undefined) return null;
  const pages = papers.flatMap(({ facts }) => facts.pages ?? []);
  if (pages.length < papers.length) return null;
  const file = papers.length === 1 ? first.index : null;
  const total = pages.reduce((sum, count) => sum + count, 0);
  if (isComplete && range.min !== null && total < range.min)
    return { code: 'too-short', file, detail: `${total};${volume ?? ''}` };
  // Photographs are the pages of one paper.
  const arePictures = papers.every(({ facts }) => facts.kind === 'picture');
  const shortest = arePictures ? total : Math.min(...pages);
  if (range.max !== null && shortest > range.max)
    return { code: 'too-long', file, detail: `${shortest};${volume ?? ''}` };
  return null;
}

/** Headings asked for that are in none of the files; nothing when the files show no headings at all. */
export function missingHeadings(headings: readonly string[], outline: readonly string[]): string[] {
  const wordsOf = (text: string): string =>
    fold(text)
      .replace(/^(?:(?:phan|chuong|muc)\s)?(?:[ivx]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h])\s?[.):-]\s?/, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const present = headings.map(wordsOf);
  if (present.length < 2) return [];
  return outline.filter((asked) => {
    const words = wordsOf(asked);
    return words !== '' && !present.some((heading) => heading.includes(words));
  });
}

/** Something that can still be changed, and nothing signed beside it: a scan may be of the signed paper. */
function isUnsigned(facts: readonly FileInspection[]): boolean {
  if (facts.some((one) => one.isSigned !== false && (one.isSigned === true || one.isScan))) return false;
  return facts.some((one) => one.isSigned !== true && (editable.includes(one.kind) || one.kind === 'pdf'));
}
