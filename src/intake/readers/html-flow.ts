/**
 * The tree of a web page → paragraphs and tables as the page shows them: numbers of lists written out, capitals made by
 * styles, Word's own list marks and tabs, fonts of before Unicode. What is not the paper's is `html-furniture.ts`.
 */
import type { DefaultTreeAdapterMap } from 'parse5';
import { UserError } from '../../domain/errors.js';
import { markerOf } from '../marker.js';
import { bulletOf, roman } from './list-signs.js';
import {
  type Flow,
  type FlowCell,
  type FlowParagraph,
  type FlowRow,
  type FlowTable,
  mostCells,
} from './flow.js';
import { convertedFrom, hasUnicodeOnly, oldFont } from './font-words.js';
import { attribute, type Furniture, type PageElement, type PageNode, wordsIn } from './html-furniture.js';

/** Most nodes of a page; its depth is bounded before it is parsed. */
const mostNodes = 600_000;

/** Elements that begin and end a paragraph. */
const blocks = new Set(
  'p div section article main center blockquote pre address figure figcaption dl dt dd details summary fieldset legend hr body html header footer nav aside form caption h1 h2 h3 h4 h5 h6 ul ol menu li'.split(
    ' ',
  ),
);

/** Widest span that is believed; browsers themselves stop at 1,000 columns. */
const widestSpan = 60;
const tallestSpan = 2000;

/** How the words of an element are shown, as it comes down from those around it. */
interface Look {
  caps: boolean;
  font: string;
  isPre: boolean;
  isLink: boolean;
  heading: number | null;
  /** Depth of lists. */
  depth: number;
}

const plain: Look = { caps: false, font: '', isPre: false, isLink: false, heading: null, depth: 0 };

/** Lines in a row that are nothing but links from which on they are a list of other pages. */
const linksInRow = 3;

/**
 * Walks a page.
 * @throws UserError `document-unreadable` past a limit.
 */
export function flowOfNodes(nodes: readonly PageNode[], left: Furniture): Flow[] {
  const counts = { nodes: 0, cells: 0 };

  const flowIn = (children: readonly PageNode[], outer: Look): Flow[] => {
    const flow: Flow[] = [];
    const links = new Set<Flow>();
    let text = '';
    let letters = 0;
    let linked = 0;
    let marker: string | null = null;

    const end = (look: Look): void => {
      if (text.trim() !== '') {
        const drawn = marker !== null && markerOf(text.trim()) !== null ? null : marker;
        const depth = drawn === null ? null : Math.max(1, look.depth);
        const one: FlowParagraph = { kind: 'paragraph', text, marker: drawn, heading: look.heading, depth };
        flow.push(one);
        if (linked > 0 && linked >= letters) links.add(one);
        marker = null;
      }
      text = '';
      letters = 0;
      linked = 0;
    };

    const say = (value: string, look: Look): void => {
      const spaced = look.isPre ? value.replace(/\r\n?/g, '\n') : value.replace(/[\n\r\t ]+/g, ' ');
      const words = hasUnicodeOnly(spaced) ? spaced : convertedFrom(spaced, oldFont(look.font));
      const count = words.replace(/[^\p{L}\p{N}]+/gu, '').length;
      letters += count;
      if (look.isLink) linked += count;
      text += look.caps ? words.toUpperCase() : words;
    };

    const walk = (node: PageNode, look: Look): void => {
      counts.nodes += 1;
      if (counts.nodes > mostNodes) throw new UserError('document-unreadable', null);
      if (node.nodeName === '#text') return say((node as DefaultTreeAdapterMap['textNode']).value, look);
      if (!('tagName' in node) || left.isLeftOut(node)) return undefined;
      const here = lookOf(node, look);
      const style = attribute(node, 'style') ?? '';
      if (isNoteMark(node)) return undefined;
      if (node.tagName === 'br') return void (text += '\n');
      if (/mso-tab-count/i.test(style)) return void (text += '\t');
      if (/mso-list\s{0,5}:\s{0,5}ignore/i.test(style)) return void (text += `${wordMarker(node)} `);
      if (node.tagName === 'table') {
        end(look);
        for (const caption of childrenOf(node, 'caption')) flow.push(...flowIn(caption.childNodes, here));
        flow.push(tableOf(node, here));
        return undefined;
      }
      if (node.tagName === 'ul' || node.tagName === 'ol') return listOf(node, here);
      const isBlock = blocks.has(node.tagName);
      if (isBlock) end(look);
      for (const one of node.childNodes) walk(one, here);
      if (isBlock) end(here);
      return undefined;
    };

    const listOf = (list: PageElement, look: Look): void => {
      end(look);
      const bare = /list-style(?:-type)?\s{0,5}:\s{0,5}none/i.test(attribute(list, 'style') ?? '');
      const type = list.tagName === 'ul' ? null : (attribute(list, 'type') ?? typeOf(list));
      let number = whole(attribute(list, 'start')) ?? 1;
      const here = { ...look, depth: look.depth + 1 };
      for (const item of list.childNodes) {
        if (!('tagName' in item) || item.tagName !== 'li') {
          walk(item, here);
          continue;
        }
        if (left.isLeftOut(item)) continue;
        number = whole(attribute(item, 'value')) ?? number;
        end(here);
        marker = bare ? null : type === null ? '-' : numbered(number, type);
        const inItem = lookOf(item, here);
        for (const one of item.childNodes) walk(one, inItem);
        end(inItem);
        marker = null;
        number += 1;
      }
      end(look);
    };

    for (const one of children) walk(one, outer);
    end(outer);
    return withoutLinkLists(flow, links);
  };

  const tableOf = (table: PageElement, look: Look): FlowTable => {
    const rows: FlowRow[] = [];
    for (const row of rowsIn(table)) {
      if (left.isLeftOut(row)) continue;
      const cells: FlowCell[] = [];
      for (const cell of childrenOf(row, 'td', 'th')) {
        if (left.isLeftOut(cell)) continue;
        counts.cells += 1;
        if (counts.cells > mostCells) throw new UserError('document-unreadable', null);
        cells.push({
          content: flowIn(cell.childNodes, lookOf(cell, { ...look, depth: 0 })),
          span: spanOf(cell, 'colspan', widestSpan),
          rows: spanOf(cell, 'rowspan', tallestSpan),
          goesOn: false,
        });
      }
      if (cells.length > 0) rows.push({ before: 0, cells });
    }
    return { kind: 'table', rows };
  };

  return flowIn(nodes, plain);
}

/** Drops what is a list of links to other pages; a single link in a paper stays. */
function withoutLinkLists(flow: Flow[], links: ReadonlySet<Flow>): Flow[] {
  const kept: Flow[] = [];
  for (let at = 0; at < flow.length;) {
    let to = at;
    while (to < flow.length && links.has(flow[to] as Flow)) to += 1;
    if (to - at < linksInRow) kept.push(...flow.slice(at, Math.max(to, at + 1)));
    at = Math.max(to, at + 1);
  }
  return kept;
}

function childrenOf(element: PageElement, ...names: string[]): PageElement[] {
  return element.childNodes.filter(
    (node): node is PageElement => 'tagName' in node && names.includes(node.tagName),
  );
}

function rowsIn(table: PageElement): PageElement[] {
  return table.childNodes.flatMap((node) => {
    if (!('tagName' in node)) return [];
    if (node.tagName === 'tr') return [node];
    return /^t(?:head|body|foot)$/.test(node.tagName) ? childrenOf(node, 'tr') : [];
  });
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

function spanOf(cell: PageElement, name: string, most: number): number {
  return Math.min(Math.max(1, whole(attribute(cell, name)) ?? 1), most);
}

function lookOf(element: PageElement, look: Look): Look {
  const name = element.tagName;
  const style = (attribute(element, 'style') ?? '').slice(0, 2000);
  const family =
    attribute(element, 'face') ?? /font-family\s{0,5}:\s{0,5}["']?([^;,"']{1,60})/i.exec(style)?.[1];
  const transform = /text-transform\s{0,5}:\s{0,5}(uppercase|none)/i.exec(style)?.[1]?.toLowerCase();
  const space = /white-space\s{0,5}:\s{0,5}(pre|normal|nowrap)/i.exec(style)?.[1]?.toLowerCase();
  return {
    caps: transform === undefined ? look.caps : transform === 'uppercase',
    font: family?.trim() ?? look.font,
    isPre: space === undefined ? look.isPre || name === 'pre' : space === 'pre',
    isLink: look.isLink || (name === 'a' && attribute(element, 'href') !== null),
    heading: /^h[1-6]$/.test(name) ? Number(name.slice(1)) : look.heading,
    depth: look.depth,
  };
}

/** A number that leads to a note, or back from it. */
function isNoteMark(element: PageElement): boolean {
  return (
    element.tagName === 'a' &&
    /^[^#]{0,200}#_?(?:ftn|edn|fn|footnote|endnote|cite)/i.test(attribute(element, 'href') ?? '') &&
    wordsIn(element, 20).trim().length <= 6
  );
}

/** The mark Word wrote before an item of a list; letters of symbol fonts are bullets. */
function wordMarker(element: PageElement): string {
  const sign = wordsIn(element, 60)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  if (/\d/.test(sign) || /^\p{L}{1,12}[.):]/u.test(sign)) return sign;
  return bulletOf(sign, false);
}

function typeOf(list: PageElement): string {
  const style =
    /list-style(?:-type)?\s{0,5}:\s{0,5}(?:[a-z]{1,10}\s)?(lower|upper)-(alpha|latin|roman)/i.exec(
      attribute(list, 'style') ?? '',
    );
  if (style === null) return '1';
  const letter = style[2]?.toLowerCase() === 'roman' ? 'i' : 'a';
  return style[1]?.toLowerCase() === 'upper' ? letter.toUpperCase() : letter;
}

/** "1.", "a)", "I.": as the page counts, set as offices set them. */
function numbered(value: number, type: string): string {
  const isLetter = value >= 1 && value <= 26;
  if (type === 'a' && isLetter) return `${String.fromCodePoint(96 + value)})`;
  if (type === 'A' && isLetter) return `${String.fromCodePoint(64 + value)}.`;
  if (/^i$/i.test(type) && value >= 1 && value < 100)
    return `${type === 'I' ? roman(value) : roman(value).toLowerCase()}.`;
  return `${String(value)}.`;
}
