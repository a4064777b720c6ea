/**
 * Changes the main part of a Word file so that its text says what the page shows: automatic numbers written out,
 * capitals made by formatting, hidden text left out, text boxes once and behind their paragraph, footnotes at the end,
 * fonts of before Unicode converted. The parts go on to the converter, which takes care of accepted changes.
 */
import { numberingFrom } from './docx-numbering.js';
import { fontOf, numberingOf, type Styles, stylesOf } from './docx-styles.js';
import {
  attribute,
  child,
  descendants,
  elements,
  isOn,
  parseXml,
  remove,
  serializeXml,
  type XmlNode,
} from './docx-xml.js';
import { fromTcvn3, fromVni } from './encoding.js';

const main = 'word/document.xml';
const numberingPart = 'word/numbering.xml';
const emptyNumbering =
  '<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>';

/** What of a settled document the converter must be told. */
export interface Settled {
  entries: Map<string, Buffer>;
  /** Paragraph styles that are headings by their outline level. */
  headings: { id: string; level: number }[];
}

/**
 * Settles a document.
 * @param entries parts of a Word file that passed the gate; not changed.
 * @throws UserError `file-damaged` when a part is not well-formed.
 */
export function settle(entries: Map<string, Buffer>): Settled {
  const part = (name: string): XmlNode | null => {
    const bytes = entries.get(name);
    return bytes === undefined ? null : parseXml(bytes.toString('utf8'));
  };
  const root = part(main);
  if (root === null) return { entries, headings: [] };
  const styles = stylesOf(part('word/styles.xml'));
  const body = child(root, 'body');
  if (body !== null) {
    for (const node of descendants(body)) if (isLeftOut(node)) remove(node);
    liftTextBoxes(body);
    const numbering = numberingFrom(part(numberingPart));
    for (const node of descendants(body)) {
      if (node.localName !== 'p') continue;
      const properties = child(node, 'pPr');
      const styleId = attribute(child(properties, 'pStyle'), 'val');
      const style = styles.of(styleId);
      const own = numberingOf(properties);
      const marker = numbering.markerOf(
        { numId: own.numId ?? style.numbering.numId, level: own.level ?? style.numbering.level },
        styleId,
      );
      for (const numbered of properties === null ? [] : elements(properties))
        if (numbered.localName === 'numPr') remove(numbered);
      write(node, styles, styleId);
      if (marker !== null && hasWords(node)) prepend(node, `${marker} `);
    }
    appendNotes(body, part('word/footnotes.xml'));
  }
  const settled = new Map(entries);
  settled.set(main, Buffer.from(serializeXml(root)));
  if (entries.has(numberingPart)) settled.set(numberingPart, Buffer.from(emptyNumbering));
  return { entries: settled, headings: styles.headings() };
}

/** References to notes and comments, and runs Word does not show. */
function isLeftOut(node: XmlNode): boolean {
  switch (node.localName) {
    case 'footnoteReference':
    case 'endnoteReference':
    case 'commentReference':
    case 'softHyphen':
      return true;
    case 'r':
      return isOn(child(node, 'rPr'), 'vanish') === true;
    default:
      return false;
  }
}

/** Moves the paragraphs of a text box behind the paragraph it hangs on; of two drawings of one box the first counts. */
function liftTextBoxes(body: XmlNode): void {
  for (const node of descendants(body)) {
    const isChoice = node.localName === 'AlternateContent';
    if (!isChoice && node.localName !== 'pict' && node.localName !== 'drawing') continue;
    if (node.parentNode === null || isInside(node, 'AlternateContent')) continue;
    const source = isChoice ? (child(node, 'Choice') ?? child(node, 'Fallback')) : node;
    const fallback = isChoice ? child(node, 'Fallback') : null;
    let boxes = source === null ? [] : boxesIn(source);
    if (boxes.length === 0 && fallback !== null) boxes = boxesIn(fallback);
    if (boxes.length === 0) continue;
    const host = paragraphAround(node);
    if (host?.parentNode == null) continue;
    const before = host.nextSibling;
    for (const content of boxes.flatMap(elements)) host.parentNode.insertBefore(content, before);
    remove(node);
  }
}

/** Text boxes below a node, those inside another left to it. */
function boxesIn(node: XmlNode): XmlNode[] {
  return descendants(node).filter((one) => one.localName === 'txbxContent' && !isInside(one, 'txbxContent'));
}

function isInside(node: XmlNode, name: string): boolean {
  for (let up = node.parentNode; up !== null; up = up.parentNode) if (up.localName === name) return true;
  return false;
}

function paragraphAround(node: XmlNode): XmlNode | null {
  for (let up = node.parentNode; up !== null; up = up.parentNode) if (up.localName === 'p') return up;
  return null;
}

/** Writes the words of a paragraph as they are shown: in capitals, in Unicode. */
function write(paragraph: XmlNode, styles: Styles, styleId: string | null): void {
  const style = styles.of(styleId);
  for (const run of descendants(paragraph)) {
    if (run.localName !== 'r') continue;
    const properties = child(run, 'rPr');
    const own = styles.of(attribute(child(properties, 'rStyle'), 'val'));
    const caps = isOn(properties, 'caps') ?? own.caps ?? style.caps ?? false;
    const font = fontOf(properties) ?? own.font ?? style.font ?? '';
    const isOld = /^\.?vn|^vni/i.test(font);
    if (!caps && !isOld) continue;
    for (const text of elements(run)) {
      if (text.localName !== 't') continue;
      const words = inUnicode(text.textContent ?? '', font);
      text.textContent = caps ? words.toUpperCase() : words;
    }
  }
}

/** ".VnTime" and ".VnTimeH" (capitals) hold TCVN3, "VNI-Times" VNI; other fonts are left alone. */
function inUnicode(text: string, font: string): string {
  if (/^vni/i.test(font)) return fromVni(text);
  return /^\.?vn/i.test(font) ? fromTcvn3(text, { capitals: /h$/i.test(font.split(' ')[0] ?? '') }) : text;
}

function hasWords(paragraph: XmlNode): boolean {
  for (const node of descendants(paragraph))
    if (node.localName === 't' && (node.textContent ?? '').trim() !== '') return true;
  return false;
}

function prepend(paragraph: XmlNode, words: string): void {
  const space = paragraph.namespaceURI ?? '';
  const make = (name: string): XmlNode => paragraph.ownerDocument.createElementNS(space, `w:${name}`);
  const run = make('r');
  const text = make('t');
  text.appendChild(paragraph.ownerDocument.createTextNode(words));
  run.appendChild(text);
  paragraph.insertBefore(run, child(paragraph, 'pPr')?.nextSibling ?? paragraph.firstChild);
}

/** Footnotes as paragraphs at the end of the text: nothing of them stands inside a sentence, nothing is lost. */
function appendNotes(body: XmlNode, notes: XmlNode | null): void {
  const end = child(body, 'sectPr');
  for (const note of notes === null ? [] : elements(notes)) {
    if (attribute(note, 'type') !== null && attribute(note, 'type') !== 'normal') continue;
    for (const node of descendants(note))
      if (isLeftOut(node) || node.localName === 'footnoteRef') remove(node);
    for (const paragraph of elements(note))
      if (paragraph.localName === 'p') body.insertBefore(paragraph.cloneNode(true), end);
  }
}
