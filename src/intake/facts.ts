/**
 * Facts about the document itself: type, number, issuer, date, title, time, basis, urgency (domain.md 1.2 to 1.8).
 * Gathers the passages that can tell and asks the modules beside this one; null where the text does not say.
 */
import type { DocumentFacts } from '../domain/plan.js';
import { fold, foldSpace } from '../domain/text.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import { provinceNames } from '../domain/unit-text.js';
import type { Block } from './block.js';
import {
  dateOfCaption,
  dateOfLabel,
  dateOfLine,
  dateOfOwnLine,
  dateOfStamp,
  hasDateLine,
} from './facts-date.js';
import { issuerOf } from './facts-issuer.js';
import { numberAfterWord, numberAlone, plainSigns, typeAtHead, typeOfNumber } from './facts-number.js';
import { periodOf } from './facts-period.js';
import { basisOf, changeIn, replacedBy, urgencyOf } from './facts-relations.js';
import { titleOf } from './facts-title.js';
import { markerOf } from './marker.js';
import { announcer, closingVoice, voiceUnderTitle } from './facts-voice.js';
import { type Layout, layoutOf } from './layout.js';

/** Most blocks looked at before the first numbered heading for what the document is based on. */
const longestOpening = 30;

/** Reads the facts from the head, the title, the opening, the appendix captions and the end. */
export function factsOf(blocks: Block[], layout: Layout): DocumentFacts {
  const end = layout.type < 0 ? layout.body : layout.type;
  const head = linesOf(blocks.slice(headStart(blocks, layout), Math.max(end, layout.first)));
  const before = linesOf(blocks.slice(0, layout.body));
  const headText = foldSpace(head.join(' ').replace(/\*/g, ''));
  const opening = openingOf(blocks, layout);
  const announced = announcedIn(opening);
  const announcedTitle = layout.type < 0 ? titleIn(announced) : null;
  const title = titleOf(blocks, layout) ?? announcedTitle;
  const typeWord = typeAtHead((layout.type < 0 ? announcedTitle : blocks[layout.type]?.text) ?? '');
  const caption = captionOf(blocks, layout, typeWord);
  const number =
    numberAfterWord(headText) ?? first(head, numberAlone) ?? caption.number ?? first(before, numberAlone);
  const issuedOn = issueDate(blocks, layout, headText, before, caption.issuedOn);
  const isLetter =
    layout.type < 0 && (title !== null || blocks.slice(layout.first, layout.body + 1).some(isAddress));
  const changes = [title === null ? '' : withoutBasis(title), announced].map(changeIn);
  const closing = blocks
    .slice(layout.body)
    .map((block) => replacedIn(block.text))
    .find((one) => one !== null);
  const replaces = changes.find((one) => one.replaces !== null)?.replaces ?? closing ?? null;
  const facts: DocumentFacts = {
    type: typeWord ?? typeOfNumber(number) ?? (isLetter ? 'CV' : null),
    number,
    issuer: issuer(head, blocks, layout, caption.issuer),
    issuedOn,
    title,
    period: periodOf([title, announced], issuedOn),
    basis: basisOf([title ?? '', ...opening], number),
    urgency: urgencyOf(before),
    amends: changes.find((one) => one.amends !== null)?.amends ?? null,
  };
  return replaces === null ? facts : { ...facts, replaces };
}

/** The body in capitals at the head of a document, as it would be written ("Sở Y tế"); null when there is none. */
export function headIssuerOf(blocks: Block[]): string | null {
  const layout = layoutOf(blocks);
  const end = Math.max(layout.type < 0 ? layout.body : layout.type, layout.first);
  return issuerOf(linesOf(blocks.slice(headStart(blocks, layout), end)));
}

/** Where the head begins: lines of capitals right above its first known line belong to it ("ĐẢNG BỘ TỈNH …"). */
function headStart(blocks: readonly Block[], layout: Layout): number {
  let start = layout.first;
  while (start > 0 && layout.first - start < 6) {
    const { text, kind } = blocks[start - 1] ?? { text: '', kind: 'row' };
    const letters = text.replace(/[^\p{L}]/gu, '');
    if (kind === 'row' || text.length > 120 || letters !== letters.toUpperCase()) break;
    start -= 1;
  }
  return start;
}

function first(lines: readonly string[], read: (line: string) => string | null): string | null {
  for (const line of lines) {
    const found = read(line.replace(/\*/g, '').trim());
    if (found !== null) return found;
  }
  return null;
}

/** The lines of some blocks; the columns of a table one after another, as people read the head of a letter. */
function linesOf(blocks: readonly Block[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (block.kind !== 'row') {
      lines.push(...block.lines);
      continue;
    }
    let end = at;
    while (blocks[end]?.kind === 'row') end += 1;
    const rows = blocks.slice(at, end);
    const width = Math.max(...rows.map((row) => row.cells.length));
    for (let column = 0; column < Math.min(width, 12); column += 1)
      for (const row of rows) {
        const cell = row.cells[column];
        if (cell?.own === true && cell.text !== '') lines.push(cell.text);
      }
    at = end - 1;
  }
  return lines;
}

function isAddress(block: Block): boolean {
  return /^[*\s]*Kính gửi/u.test(block.text);
}

function issueDate(
  blocks: readonly Block[],
  layout: Layout,
  headText: string,
  before: readonly string[],
  ofCaption: string | null,
): string | null {
  const stated = dateOfLine(headText) ?? ofCaption ?? first(before, dateOfLabel);
  if (stated !== null) return stated;
  // A date line with its day left open or garbled: no other day may stand in for it.
  if (hasDateLine(headText)) return null;
  for (const block of blocks.slice(layout.body))
    if (block.text.length < 120) {
      const own = dateOfOwnLine(block.text.replace(/[*|]/g, ' '));
      if (own !== null) return own;
    }
  return dateOfStamp(before.join(' '));
}

interface Caption {
  number: string | null;
  issuedOn: string | null;
  issuer: string | null;
}

const captionStart =
  /^[\s*]*\(?\s?(?:Ban hành )?[Kk]èm theo (Kế hoạch|Quyết định|Chỉ thị|Công văn|Chương trình|Văn bản|Thông báo|Phương án)/u;
const captionInside = /\((?:Ban hành )?[Kk]èm theo (Kế hoạch|Quyết định|Chỉ thị) số/u;

/**
 * "(Kèm theo Kế hoạch số 348 /KH-UBND ngày 02/6/2022 của UBND tỉnh)", under the title or over an appendix. Over an
 * appendix the caption must speak of a document of this kind, or of the decision or letter that carries it.
 */
function captionOf(blocks: readonly Block[], layout: Layout, type: string | null): Caption {
  for (const [index, block] of blocks.slice(Math.max(0, layout.type)).entries()) {
    const text = foldSpace(block.text.replace(/\*/g, ' '));
    const word = captionStart.exec(text)?.[1] ?? captionInside.exec(text)?.[1];
    if (word === undefined) continue;
    const inTitle = layout.type >= 0 && index <= layout.body - layout.type;
    const own = type === null || typeAtHead(word) === type || word === 'Văn bản';
    if (!inTitle && !own && word !== 'Quyết định') continue;
    const passage = text.slice(text.search(/[Kk]èm theo/u));
    const body = /\scủa\s(.{3,80}?)(?:\)|\.?\s*$)/u.exec(passage)?.[1] ?? null;
    return {
      number: numberAfterWord(passage.replace(/\ssố\s/u, ' Số ')),
      issuedOn: dateOfCaption(passage),
      issuer: body,
    };
  }
  return { number: null, issuedOn: null, issuer: null };
}

/** The paragraphs between the title and the first numbered heading, emphasis removed. */
function openingOf(blocks: readonly Block[], layout: Layout): string[] {
  const opening: string[] = [];
  for (const block of blocks.slice(layout.body, layout.body + longestOpening)) {
    if (block.kind === 'heading') break;
    const marker = block.kind === 'row' ? null : markerOf(block.text);
    if (marker !== null && !marker.bullet) break;
    opening.push(foldSpace(block.text.replace(/\*/g, ' ')).slice(0, 3000));
    if (/như sau\s?:?$/iu.test(block.text.trim())) break;
  }
  return opening;
}

const announcing =
  /^[\s,]*(?:ban hành|xây dựng|quyết định|thống nhất|điều chỉnh|sửa đổi|bổ sung|thay thế|gia hạn)\s/iu;

/** What the announcing sentence says it issues: from the verb after the issuer ("…, UBND tỉnh ban hành Kế hoạch …"), or ''. */
function announcedIn(opening: readonly string[]): string {
  const sentence =
    opening.findLast((text) => /như sau\s?[:.]?$|(?:ban hành|xây dựng) kế hoạch/iu.test(text)) ?? '';
  const issuing = findUnitMentions(sentence).findLast(
    (mention) => !mention.collective && announcing.test(sentence.slice(mention.end, mention.end + 30)),
  );
  return issuing === undefined ? '' : sentence.slice(issuing.end).trim();
}

/** "… xây dựng Kế hoạch thực hiện X, cụ thể như sau": the title of a document whose head is lost, or null. */
function titleIn(announced: string): string | null {
  const named =
    /^[\s,]*(?:ban hành|xây dựng)\s((?:Kế hoạch|Chương trình|Phương án|Hướng dẫn)\s.{10,500}?),?\s(?:cụ thể|như sau|với\s(?:các|những)\snội dung)/iu.exec(
      announced,
    )?.[1];
  return named === undefined ? null : foldSpace(named);
}

/** A title without the documents it carries out: what those amend is not what this one amends. */
function withoutBasis(title: string): string {
  return /^\S+\s\S+\s(?:về việc\s)?(?:triển khai|thực hiện|tổ chức thực hiện)\s/iu.test(title) ? '' : title;
}

function replacedIn(text: string): string | null {
  if (text.length > 2000 || !/thay thế/iu.test(text)) return null;
  return replacedBy(text.replace(/\*/g, ' '));
}

/** The body over the number; else what a caption, the opening sentence or a stamp tells, the more telling first. */
function issuer(
  head: readonly string[],
  blocks: readonly Block[],
  layout: Layout,
  ofCaption: string | null,
): string | null {
  const inHead = issuerOf(head);
  if (inHead !== null) return withPlace(inHead, blocks);
  const captioned = ofCaption === null ? null : foldSpace(ofCaption);
  const announced =
    voiceUnderTitle(blocks, layout) ?? closingVoice(blocks, layout) ?? announcer(blocks, layout);
  const named = [captioned, announced].filter((name): name is string => name !== null);
  const best = named.reduce<string | null>(
    (longest, name) => (longest === null || fold(name).startsWith(fold(longest)) ? name : longest),
    null,
  );
  if (best !== null) return withPlace(best, blocks);
  for (const line of head) {
    const text = foldSpace(line.replace(/[*|]/g, ' ')).replace(
      /^(?:Ký bởi|Người ký|Cơ quan(?: ban hành)?)\s?:\s?/iu,
      '',
    );
    const [mention] = findUnitMentions(text);
    if (mention !== undefined && !mention.collective && mention.start === 0 && mention.end >= text.length - 2)
      return withPlace(foldSpace(mention.text), blocks);
  }
  return null;
}

/** How often a province must be named, and with what share of all provinces named, to be the issuer's own. */
const ownProvince = { mentions: 2, share: 0.8 } as const;

/** "UBND tỉnh" with the province the document speaks of: the same body is known by one name, however it was printed. */
function withPlace(name: string, blocks: readonly Block[]): string {
  const bare = /^(?:(?:Uỷ|Ủy) ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s(tỉnh|thành phố)$/iu.exec(name);
  if (bare === null) return name;
  const wanted = fold(bare[1] ?? '') === 'tinh' ? 'tỉnh' : 'thành phố';
  const counts = new Map<string, number>();
  const pattern = new RegExp(`${wanted}\\s((?:\\p{Lu}[\\p{L}]{0,7}\\s?){1,4})`, 'giu');
  for (const block of blocks.slice(0, 2000))
    for (const match of block.text.matchAll(pattern)) {
      const place = provinceAt(match[1] ?? '');
      if (place !== null) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  if (best === undefined || best[1] < ownProvince.mentions || best[1] < total * ownProvince.share)
    return name;
  return `${name} ${best[0]}`;
}

/** The province a passage opens with, as it is spelt, or null. */
function provinceAt(text: string): string | null {
  const words = plainSigns(text).trim().split(/\s+/);
  for (let count = Math.min(4, words.length); count >= 1; count -= 1) {
    const known = provinceNames.get(fold(words.slice(0, count).join(' ')));
    if (known !== undefined) return known;
  }
  return null;
}
