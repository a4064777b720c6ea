/**
 * A saved or pasted web page, or a page Word has written → blocks. A parser made for the wild builds the tree; what is
 * not the page's text (scripts, menus, forms) is left out, the rest goes through the walker for converted documents.
 * Nothing is fetched.
 */
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { UserError } from '../../domain/errors.js';
import type { Block } from '../block.js';
import { blocksOfHtml } from './html-blocks.js';

type Node = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];

/** Limits of a page: the parser's work grows with the square of the depth. */
export const htmlLimits = { characters: 8_000_000, depth: 1_000, nodes: 400_000 } as const;

/** Elements whose words are not the paper's. */
const leftOut = new Set(
  'script style head nav header footer aside form noscript template button select option iframe object svg math canvas audio video dialog'.split(
    ' ',
  ),
);
const blocks = new Set(
  'p div section article main center blockquote pre address figure figcaption dl dt dd details summary fieldset hr body'.split(
    ' ',
  ),
);
/** Kept as they are: the walker knows them. */
const known = new Set('h1 h2 h3 h4 h5 h6 table tr td th br'.split(' '));

/** Whether a decoded text is a page and no plain text. */
export function isHtml(text: string): boolean {
  const head = text.slice(0, 2000).replace(/^[\s\ufeff]+/, '');
  return (
    /^<(?:!doctype html|html|head|body|meta|\?xml[^>]{0,100}>\s*<(?:!doctype html|html))/i.test(head) ||
    /^<(?:div|p|table|span|font)[\s>]/i.test(head)
  );
}

/**
 * Reads a page.
 * @throws UserError `document-unreadable` past a limit.
 */
export function readHtml(html: string): Block[] {
  if (html.length > htmlLimits.characters || depthOf(html) > htmlLimits.depth)
    throw new UserError('document-unreadable', null);
  const document = parse(html);
  return blocksOfHtml(plain(document.childNodes));
}

/** How deep open tags stand inside each other at most; tags nobody closes count as open. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const match of html.matchAll(
    /<(\/?)(p|li|tr|td|th|dt|dd|option|br|hr|img|input|meta|link|[a-z][a-z\d]{0,12})[\s>/]/gi,
  )) {
    // These close by themselves.
    if (/^(?:p|li|tr|td|th|dt|dd|option|br|hr|img|input|meta|link)$/i.test(match[2] ?? '')) continue;
    depth = match[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The tree as the small HTML the walker reads. Depth is bounded, so recursion is. */
function plain(nodes: readonly Node[]): string {
  const parts: string[] = [];
  let left = htmlLimits.nodes;
  const write = (node: Node): void => {
    left -= 1;
    if (left < 0) throw new UserError('document-unreadable', null);
    if (node.nodeName === '#text') parts.push(escaped((node as DefaultTreeAdapterMap['textNode']).value));
    if (!('tagName' in node) || leftOut.has(node.tagName) || isHidden(node)) return;
    const name = node.tagName;
    if (name === 'ol' || name === 'ul') return writeList(node);
    if (known.has(name)) parts.push(`<${name}${spans(node)}>`);
    else if (blocks.has(name)) parts.push('<p>');
    for (const child of node.childNodes) write(child);
    if (known.has(name) && name !== 'br') parts.push(`</${name}>`);
    else if (blocks.has(name)) parts.push('</p>');
  };
  /** The browser's numbers are written out, as they stand on the page. */
  const writeList = (list: Element): void => {
    const type = list.tagName === 'ul' ? null : (attribute(list, 'type') ?? '1');
    let number = Number(attribute(list, 'start') ?? 1);
    parts.push('<p>');
    for (const child of list.childNodes) {
      if (!('tagName' in child) || child.tagName !== 'li') {
        write(child);
        continue;
      }
      number = Number(attribute(child, 'value') ?? number);
      parts.push('</p><p>', type === null ? '- ' : `${numbered(number, type)} `);
      for (const inner of child.childNodes) write(inner);
      number += 1;
    }
    parts.push('</p>');
  };
  for (const node of nodes) write(node);
  return parts.join('');
}

function attribute(element: Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}

function isHidden(element: Element): boolean {
  if (attribute(element, 'hidden') !== null) return true;
  return /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(
    attribute(element, 'style') ?? '',
  );
}

function spans(element: Element): string {
  return ['rowspan', 'colspan']
    .map((name) => [name, attribute(element, name)] as const)
    .filter(([, value]) => value !== null && /^\d{1,4}$/.test(value))
    .map(([name, value]) => ` ${name}="${value ?? ''}"`)
    .join('');
}

/** "1.", "a)", "I.": how the page counts. */
function numbered(value: number, type: string): string {
  const isLetter = Number.isInteger(value) && value >= 1 && value <= 26;
  if (type === 'a' && isLetter) return `${String.fromCodePoint(96 + value)})`;
  if (type === 'A' && isLetter) return `${String.fromCodePoint(64 + value)}.`;
  const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
  const roman = romans[value - 1];
  if (/^i$/i.test(type) && roman !== undefined) return `${type === 'I' ? roman : roman.toLowerCase()}.`;
  return `${Number.isFinite(value) ? value : 1}.`;
}

/** White space of the source means nothing in a page, line ends included. */
function escaped(text: string): string {
  return text
    .replace(/[\n\r\t ]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
