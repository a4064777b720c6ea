/**
 * What of a web page is not the paper it shows: scripts, menus, forms' controls, hidden parts, lists of other papers, comments
 * of readers. Told by element, role and the names sites give their parts; a part that carries the head of a paper stays.
 */
import type { DefaultTreeAdapterMap } from 'parse5';

export type PageNode = DefaultTreeAdapterMap['childNode'];
export type PageElement = DefaultTreeAdapterMap['element'];

/** Elements whose words nobody reads as text. The form itself is none: some sites put the whole page into one. */
const silent = new Set(
  'script style head noscript template button select option input textarea datalist iframe object embed svg math canvas audio video dialog del s strike'.split(
    ' ',
  ),
);

const around = new Set('nav header footer aside menu'.split(' '));

const aroundRoles = /^(?:navigation|banner|contentinfo|complementary|search|dialog|menu|menubar|toolbar)$/;

/** Names of parts around a paper, English and Vietnamese, as words of a class or an id. */
const aroundNames =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menus?|breadcrumbs?|sidebar|header|footer|related|comments?|share|sharing|social|ads?|adv|advert|banner|paging|pagination|pager|toolbar|cookies?|popup|modal|tags|widget|toc\d?|login|search|lien-?quan|binh-?luan|quang-?cao|tin-?khac|dau-?trang|chan-?trang)(?=$|[\s_-])/i;

/** What only a paper says: its head, its type on a line, its end, a box of secrecy. */
const paper =
  /C[ỘÔ]NG H[ÒO][AÀ] X|ĐẢNG CỘNG SẢN VIỆT NAM|(?:^|\s)(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|THÔNG BÁO|HƯỚNG DẪN|NGHỊ QUYẾT|CÔNG ĐIỆN|PHỤ LỤC|MẬT)(?:\s|$)|Nơi nhận|Số\s?:\s?\d{0,5}\s?\/|\.\/\./u;

/** Characters looked at for the head of a paper. */
const lookedAt = 20_000;

/** What looking into a part costs at least, in characters. */
const lookCost = 500;

/** Characters looked at in all parts of a page together; after so many, parts are kept. */
const mostLookedAt = 4_000_000;

export function attribute(element: PageElement, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}

/** Tells furniture, and how many characters of it were met. */
export interface Furniture {
  isLeftOut(element: PageElement): boolean;
  /** Characters in parts left out for their place or name. */
  dropped(): number;
}

/** @param keepsAround true to leave out only what nobody sees. */
export function furniture(keepsAround: boolean): Furniture {
  let looked = 0;
  let dropped = 0;
  return {
    isLeftOut: (element) => {
      if (silent.has(element.tagName) || isHidden(element)) return true;
      if (keepsAround || !isAround(element) || looked >= mostLookedAt) return false;
      const words = wordsIn(element, lookedAt);
      looked += words.length + lookCost;
      if (paper.test(words) || hasTitle(element)) return false;
      dropped += words.trim().length;
      return true;
    },
    dropped: () => dropped,
  };
}

function isAround(element: PageElement): boolean {
  if (/^(?:html|body|main|article|table|tbody|tr|td|th)$/.test(element.tagName)) return false;
  if (around.has(element.tagName) || aroundRoles.test(attribute(element, 'role') ?? '')) return true;
  const names = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`.slice(0, 300);
  // "tinLienQuan" is three words.
  return aroundNames.test(names.replace(/([a-z\d])([A-Z])/g, '$1-$2'));
}

/** Whether the title of the page stands in a part: where the paper says no type, the title does. */
function hasTitle(element: PageElement): boolean {
  const rest: PageNode[] = [...element.childNodes];
  for (let seen = 0; seen < lookedAt; seen += 1) {
    const node = rest.pop();
    if (node === undefined) return false;
    if (!('tagName' in node)) continue;
    if (node.tagName === 'h1') return true;
    rest.push(...node.childNodes.slice(0, 200));
  }
  return false;
}

function isHidden(element: PageElement): boolean {
  if (attribute(element, 'hidden') !== null) return true;
  // What is struck out is no longer said.
  return /text-decoration(?:-line)?\s{0,5}:\s{0,5}line-through|display\s{0,5}:\s{0,5}none|mso-hide\s{0,5}:\s{0,5}all|visibility\s{0,5}:\s{0,5}hidden/i.test(
    (attribute(element, 'style') ?? '').slice(0, 2000),
  );
}

/** The words of an element, the first `most` characters. */
export function wordsIn(element: PageElement, most: number): string {
  let words = '';
  const walk = (nodes: readonly PageNode[]): void => {
    for (const node of nodes) {
      if (words.length >= most) return;
      if (node.nodeName === '#text')
        words += (node as DefaultTreeAdapterMap['textNode']).value.slice(0, most);
      else if ('tagName' in node && !silent.has(node.tagName)) {
        words += ' ';
        walk(node.childNodes);
      }
    }
  };
  walk(element.childNodes);
  return words;
}
