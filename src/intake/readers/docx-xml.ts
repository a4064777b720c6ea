/**
 * A part of a Word file → a small tree: names with their usual prefixes whatever the file calls them, attributes,
 * and only the text that stands in text elements. Parsing is a library's; nothing here knows what an element means.
 */
import { SaxesParser } from 'saxes';
import { UserError } from '../../domain/errors.js';

/** An element: its name ("w:p", "v:textpath"), its attributes by such names, its children in order. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/**
 * What one part may hold. A page of Word has about 1,500 elements and nests them some 15 deep, 40 with text boxes; a part
 * at the limit is a document of 500 pages and takes two thirds of the memory a reading may have.
 */
export const xmlLimits = { bytes: 64 * 1024 * 1024, elements: 800_000, depth: 300 } as const;

/** Names of the vocabularies a reader asks for (ECMA-376 transitional and strict), each under one prefix. */
const vocabularies: readonly [RegExp, string][] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/drawingml\/(?:2006\/)?main$/, 'a'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/\/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
];

/** Elements whose text is kept; what stands between the others is the writer's indentation. */
const holdsText = /:(?:t|delText|instrText)$/;

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The root element of a part.
 * @throws UserError `file-damaged` when it is not well-formed, `document-unreadable` past a limit or with a document type
 *   (no Word file has one; it could only name entities or other files).
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  if (bytes.byteLength > xmlLimits.bytes) throw new UserError('document-unreadable', null);
  const prefixes = new Map<string, string>();
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let left: number = xmlLimits.elements;
  let failed = false;
  const nameOf = (name: string): string => {
    const colon = name.indexOf(':');
    if (colon < 0) {
      const usual = prefixes.get('');
      return usual === undefined ? name : `${usual}:${name}`;
    }
    const usual = prefixes.get(name.slice(0, colon));
    return usual === undefined ? name : `${usual}${name.slice(colon)}`;
  };

  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    failed = true;
    throw new UserError('file-damaged', null);
  });
  parser.on('doctype', () => {
    throw new UserError('document-unreadable', null);
  });
  parser.on('opentag', (tag) => {
    left -= 1;
    if (left < 0 || open.length >= xmlLimits.depth) throw new UserError('document-unreadable', null);
    const given = Object.entries(tag.attributes);
    for (const [name, value] of given) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const usual = vocabularies.find(([pattern]) => pattern.test(value))?.[1];
      if (usual !== undefined) prefixes.set(name.slice(6), usual);
      else if (name === 'xmlns') prefixes.delete('');
    }
    let attributes: Record<string, string> | null = null;
    for (const [name, value] of given) {
      // Marks of editing sessions are half of all attributes and say nothing.
      if (name.startsWith('xmlns') || /^w:rsid|^w14:/.test(name)) continue;
      attributes ??= Object.create(null) as Record<string, string>;
      attributes[name.includes(':') ? nameOf(name) : name] = value;
    }
    const element: XmlElement = {
      name: nameOf(tag.name),
      attributes: attributes ?? noAttributes,
      children: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const take = (text: string): void => {
    const here = open.at(-1);
    if (here !== undefined && holdsText.test(here.name)) here.children.push(text);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  try {
    parser.write(textOf(bytes)).close();
  } catch (error) {
    throw error instanceof UserError ? error : new UserError('file-damaged', null);
  }
  if (root === null || failed) throw new UserError('file-damaged', null);
  return root;
}

/** The text of a part; XML has a mark for UTF-16, everything else Word writes is UTF-8. */
function textOf(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** The child elements, in order. */
export function elements(node: XmlElement): XmlElement[] {
  return node.children.filter((one): one is XmlElement => typeof one !== 'string');
}

/** The first child element of this name, or null. */
export function child(node: XmlElement | null, name: string): XmlElement | null {
  for (const one of node?.children ?? []) if (typeof one !== 'string' && one.name === name) return one;
  return null;
}

/** An attribute of Word's vocabulary ("val" for `w:val`), or null. */
export function attribute(node: XmlElement | null, name: string): string | null {
  return node?.attributes[`w:${name}`] ?? node?.attributes[name] ?? null;
}

/** A whole number in an attribute of a child (`<w:ilvl w:val="2"/>`), or null. */
export function numberAt(node: XmlElement | null, name: string): number | null {
  const text = attribute(child(node, name), 'val');
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** Whether a switch such as `w:caps` stands under a node; null when it is not named (ECMA-376 part 1, 17.17.4). */
export function isOn(node: XmlElement | null, name: string): boolean | null {
  const found = child(node, name);
  return found === null ? null : !/^(?:0|false|off|none)$/.test(attribute(found, 'val') ?? '1');
}

/** The text directly in an element. */
export function textIn(node: XmlElement): string {
  return node.children.filter((one): one is string => typeof one === 'string').join('');
}
