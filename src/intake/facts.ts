/**
 * Facts about the document itself: type, number, issuer, date, title (domain.md 1.2 to 1.4).
 * Null where the text does not say; a number or day the scan garbled stays null.
 */
import type { DocumentFacts } from '../domain/plan.js';
import { fold, foldSpace } from '../domain/text.js';
import { dayFrom } from '../domain/time.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Block } from './block.js';
import type { Layout } from './outline.js';

/** Type words and their abbreviations (Decree 30/2020, Appendix III; CV and KL as the Party uses them). */
const types: readonly [string, string][] = [
  ['ke hoach', 'KH'],
  ['chi thi', 'CT'],
  ['quyet dinh', 'QĐ'],
  ['chuong trinh', 'CTr'],
  ['thong bao', 'TB'],
  ['huong dan', 'HD'],
  ['nghi quyet', 'NQ'],
  ['phuong an', 'PA'],
  ['de an', 'ĐA'],
  ['cong dien', 'CĐ'],
  ['ket luan', 'KL'],
  ['quy che', 'QC'],
  ['bao cao', 'BC'],
  ['to trinh', 'TTr'],
  ['cong van', 'CV'],
];

const number =
  /S[ốôóỐ]\s*:?\s{0,3}(\d{1,5}[a-zA-Z]?\s{0,2}(?:\/\s{0,2}\d{4}\s{0,2})?[/-]\s{0,2}[A-ZĐƯ][\p{L}\d&]{0,10}(?:\s{0,2}[-/]\s{0,2}[A-ZĐƯ][\p{L}\d&]{0,12}){0,3})/u;
const longDate = /ngày\s{1,3}(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2})\s{1,3}năm\s{1,3}(\d{4})/iu;
const shortDate = /ngày\s{1,3}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/iu;

/** Reads the facts from the head, the appendix captions and the opening sentence. */
export function factsOf(blocks: Block[], layout: Layout): DocumentFacts {
  const head = blocks
    .slice(layout.first, layout.type < 0 ? layout.body : Math.max(layout.type, layout.first))
    .flatMap((block) => block.lines);
  const headText = foldSpace(head.join(' ').replace(/\*/g, ''));
  const caption = captionOf(blocks.slice(layout.body));
  const found =
    number.exec(headText)?.[1] ??
    (layout.type < 0 ? number.exec(headText)?.[1] : undefined) ??
    caption.number;
  const typeText = layout.type < 0 ? '' : fold((blocks[layout.type]?.text ?? '').replace(/\*/g, ''));
  const stated = found === undefined ? null : found.replace(/\s+/g, '');
  const type = types.find(([word]) => typeText.startsWith(word))?.[1] ?? typeOfNumber(stated);
  const title = titleOf(blocks, layout);
  return {
    type,
    number: stated,
    issuer: issuerOf(head, blocks, layout) ?? caption.issuer,
    issuedOn: dateIn(headText, longDate) ?? caption.issuedOn,
    title,
    period: null,
    basis: [],
    urgency: null,
    amends: null,
  };
}

function typeOfNumber(stated: string | null): string | null {
  const letters = stated?.match(/[/-](KH|CT|QĐ|CTr|TB|HD|NQ|PA|ĐA|CĐ|KL|BC|CV)(?![\p{L}])/u)?.[1];
  return letters ?? null;
}

function dateIn(text: string, pattern: RegExp): string | null {
  const match = pattern.exec(text);
  return match === null ? null : dayFrom(Number(match[3]), Number(match[2]), Number(match[1]));
}

/** "(Kèm theo Kế hoạch số 348 /KH-UBND ngày 02/6/2022 của UBND tỉnh)" */
function captionOf(blocks: Block[]): {
  number: string | undefined;
  issuedOn: string | null;
  issuer: string | null;
} {
  for (const block of blocks) {
    const text = foldSpace(block.text.replace(/\*/g, ' '));
    if (
      !/^\(?\s?(?:Ban hành )?[Kk]èm theo (?:Kế hoạch|Quyết định|Chỉ thị|Công văn|Chương trình|Văn bản)/u.test(
        text,
      )
    ) {
      if (!/\((?:Ban hành )?[Kk]èm theo (?:Kế hoạch|Quyết định|Chỉ thị) số/u.test(text)) continue;
    }
    const issuer = /\scủa\s(.{3,80}?)[)\s]*$/u.exec(text)?.[1] ?? null;
    return {
      number: number.exec(text.replace(/\ssố\s/u, ' Số '))?.[1],
      issuedOn: dateIn(text, shortDate) ?? dateIn(text, longDate),
      issuer,
    };
  }
  return { number: undefined, issuedOn: null, issuer: null };
}

/** "TỈNH HƯNG YÊN" → "tỉnh Hưng Yên": the body's common words small, the place's name capital. */
function bodyName(caps: string): string {
  const words = caps.toLowerCase().split(' ');
  const folded = fold(caps).split(' ');
  let proper = false;
  return words
    .map((word, index) => {
      const two = `${folded[index] ?? ''} ${folded[index + 1] ?? ''}`;
      const back = `${folded[index - 1] ?? ''} ${folded[index] ?? ''}`;
      if (/^(?:tinh|huyen|xa|phuong|quan)$/.test(folded[index] ?? '') && !two.startsWith('tinh uy')) {
        proper = true;
        return index === 0 ? capital(word) : word;
      }
      if (/^(?:thanh pho|thi xa)$/.test(two)) return index === 0 ? capital(word) : word;
      if (/^(?:thanh pho|thi xa|(?:tinh|thanh|huyen|thi) uy)$/.test(back)) {
        proper = true;
        return word;
      }
      return proper || index === 0 ? capital(word) : word;
    })
    .join(' ');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A place the scan misread in capitals, as the date line spells it ("Quảng Ngãi, ngày …"). */
function respelled(head: string, name: string): string {
  const place = /(\p{Lu}\p{Ll}{1,8}(?:\s\p{Lu}\p{Ll}{1,8}){0,3}),\s{0,3}ngày/u.exec(head)?.[1];
  if (place === undefined || !fold(name).endsWith(fold(place))) return name;
  return `${name.slice(0, name.length - place.length)}${place}`.replace(/\s(?:tĩnh|tinh)\s/u, ' tỉnh ');
}

function issuerOf(head: string[], blocks: Block[], layout: Layout): string | null {
  const text = foldSpace(head.join(' ').replace(/[*|"]/g, ' ').replace(/-{3,}/g, ' ')).replace(
    /C[ỘÔỌ]NG H[ÒOÓ][AÀ] X[ÃA] H[ỘÔ]I CH[ỦÚU] NGH[ĨI]A VI[ỆÊ]T NAM/gu,
    ' ',
  );
  // A department's own plan: "UBND TỈNH A / SỞ Y TẾ".
  const office = head
    .map((line) => foldSpace(line.replace(/[*|"]/g, ' ')))
    .find((line) =>
      /^(?:SỞ|VĂN PHÒNG|CỤC|CHI CỤC|THANH TRA|BAN (?!CHỈ HUY))(?:\s[\p{Lu}&,-]+){0,8}$/u.test(line),
    );
  if (office !== undefined)
    return bodyName(office)
      .replace(/^(\S+)\s(\p{Ll})/u, (_, one: string, two: string) =>
        one === 'Văn' ? `${one} ${two}` : `${one} ${two.toUpperCase()}`,
      )
      .replace(
        /(,\s|\svà\s|\s-\s)(\p{Ll})/gu,
        (_, joint: string, letter: string) => joint + letter.toUpperCase(),
      );
  const state =
    /((?:ỦY|UỶ|UY) BAN NHÂN DÂN|UBND)\s+((?:T[ỈĨI]NH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|QUẬN)(?:\s[\p{Lu}]+){1,4})(?=\s|$)/u.exec(
      text,
    );
  if (state?.[1] !== undefined && state[2] !== undefined)
    return respelled(
      text,
      bodyName(
        `${state[1]} ${state[2]}`.replace(/UỶ|UY BAN/u, (part) => (part === 'UỶ' ? 'ỦY' : 'ỦY BAN')),
      ).replace(/^Ubnd/, 'UBND'),
    );
  const party =
    /((?:BAN THƯỜNG VỤ )?(?:TỈNH|THÀNH|HUYỆN|THỊ) [ỦU][YỶ](?:\s[\p{Lu}]+){0,3}?)(?=\s(?:ĐẢNG|\*)|\s*$|\sSố)/u.exec(
      text,
    );
  if (party?.[1] !== undefined) return bodyName(party[1]);
  // The opening sentence: "…, UBND tỉnh ban hành kế hoạch …", "…, Ban Thường vụ Tỉnh ủy xây dựng kế hoạch …".
  for (const block of blocks.slice(layout.body, layout.body + 12)) {
    const sentence = block.text.replace(/\*/g, ' ').slice(0, 3000);
    for (const mention of findUnitMentions(sentence)) {
      const next = fold(sentence.slice(mention.end, mention.end + 60));
      if (
        !mention.collective &&
        /^(?:ban hanh|xay dung|trien khai|yeu cau|chi thi|de nghi|giao)\s/.test(next) &&
        /(?:ke hoach|chi thi|chuong trinh|cac so|thu truong|giam doc|cac co quan)/.test(next)
      )
        return foldSpace(mention.text);
    }
  }
  return null;
}

function titleOf(blocks: Block[], layout: Layout): string | null {
  if (layout.type < 0) return null;
  const parts = blocks
    .slice(layout.type, layout.body)
    .filter((block) => block.kind !== 'row')
    .map((block) => foldSpace(block.text.replace(/[*|]|[-–—_]{3,}/g, ' ')));
  const text = foldSpace(parts.join(' '));
  if (text === '') return null;
  const word = types.find(([name]) => fold(text).startsWith(name));
  if (word === undefined) return text;
  const length = text.split(' ').slice(0, word[0].split(' ').length).join(' ').length;
  const name = capital(text.slice(0, length).toLowerCase());
  const rest = text.slice(length).trim();
  const letters = rest.replace(/[^\p{L}]/gu, '');
  const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
  if (letters.length === 0 || capitals < letters.length * 0.8) return foldSpace(`${name} ${rest}`);
  return foldSpace(`${name} ${smaller(rest, blocks.slice(layout.body))}`);
}

/** A title in capitals made small; names get back the capitals they have in the body. Codes stay. */
function smaller(caps: string, body: Block[]): string {
  const seen = new Map<string, string>();
  for (const block of body.slice(0, 60)) {
    const words = block.text
      .replace(/[*,;:.()"“”]/g, ' ')
      .split(/\s+/)
      .filter(Boolean);
    for (let index = 1; index < words.length - 1; index += 1) {
      const two = `${words[index] ?? ''} ${words[index + 1] ?? ''}`;
      const key = two.toLowerCase();
      if (!seen.has(key) || two === key) seen.set(key, two);
    }
  }
  const words = caps.split(' ').map((word) => (/\d|\//.test(word) ? word : word.toLowerCase()));
  for (let index = 0; index < words.length - 1; index += 1) {
    const cased = seen.get(
      `${words[index] ?? ''} ${words[index + 1] ?? ''}`.toLowerCase().replace(/[,;:.()]/g, ''),
    );
    if (cased === undefined) continue;
    const [one, two] = cased.split(' ');
    if (one !== undefined && one !== one.toLowerCase() && one.toLowerCase() === words[index])
      words[index] = one;
    if (two !== undefined && two !== two.toLowerCase() && two.toLowerCase() === words[index + 1])
      words[index + 1] = two;
  }
  return words.join(' ');
}
