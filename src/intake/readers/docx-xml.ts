/**
 * The little of an XML tree that Word parts are changed with: elements by local name, attributes, text.
 * Parsing is a library's; nothing here knows what an element means.
 */
import { createRequire } from 'node:module';
import { UserError } from '../../domain/errors.js';

/** What is used of a DOM node; the library's own types would bring those of a browser with them. */
export interface XmlNode {
  nodeType: number;
  localName: string | null;
  nodeName: string;
  nodeValue: string | null;
  textContent: string | null;
  parentNode: XmlNode | null;
  firstChild: XmlNode | null;
  nextSibling: XmlNode | null;
  ownerDocument: {
    createElementNS(space: string, name: string): XmlNode;
    createTextNode(text: string): XmlNode;
  };
  namespaceURI: string | null;
  attributes: { length: number; item(index: number): { localName: string; value: string } | null };
  appendChild(child: XmlNode): XmlNode;
  insertBefore(child: XmlNode, before: XmlNode | null): XmlNode;
  removeChild(child: XmlNode): XmlNode;
  cloneNode(deep: boolean): XmlNode;
}

interface XmlLibrary {
  DOMParser: new (options: object) => {
    parseFromString(xml: string, type: string): { documentElement: XmlNode };
  };
  XMLSerializer: new () => { serializeToString(node: XmlNode): string };
}

const { DOMParser, XMLSerializer } = createRequire(import.meta.url)('@xmldom/xmldom') as XmlLibrary;

/**
 * The root element of a part.
 * @throws UserError `file-damaged` for anything that is not well-formed.
 */
export function parseXml(xml: string): XmlNode {
  const fail = (): never => {
    throw new UserError('file-damaged', null);
  };
  const parser = new DOMParser({ errorHandler: { warning: () => undefined, error: fail, fatalError: fail } });
  try {
    const root = parser.parseFromString(xml, 'text/xml').documentElement as XmlNode | undefined;
    return root ?? fail();
  } catch {
    return fail();
  }
}

export function serializeXml(root: XmlNode): string {
  return new XMLSerializer().serializeToString(root);
}

/** The child elements, in order; a copy, so that they may be moved while it is walked. */
export function elements(node: XmlNode): XmlNode[] {
  const found: XmlNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.nodeType === 1) found.push(child);
  return found;
}

/** The first child element of this local name, or null. */
export function child(node: XmlNode | null, name: string): XmlNode | null {
  for (let one = node?.firstChild ?? null; one !== null; one = one.nextSibling)
    if (one.nodeType === 1 && one.localName === name) return one;
  return null;
}

/** An attribute by local name, or null. */
export function attribute(node: XmlNode | null, name: string): string | null {
  if (node === null) return null;
  for (let index = 0; index < node.attributes.length; index += 1) {
    const one = node.attributes.item(index);
    if (one !== null && one.localName === name) return one.value;
  }
  return null;
}

/** Whether a switch such as `w:caps` stands under a node; null when it is not named (ECMA-376, 17.17.4). */
export function isOn(node: XmlNode | null, name: string): boolean | null {
  const found = child(node, name);
  return found === null ? null : !/^(?:0|false|off|none)$/.test(attribute(found, 'val') ?? '1');
}

/** Every element below a node in document order, the node itself left out; a copy, so that the tree may change meanwhile. */
export function descendants(node: XmlNode): XmlNode[] {
  const found: XmlNode[] = [];
  const stack = elements(node).reverse();
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    found.push(here);
    for (const below of elements(here).reverse()) stack.push(below);
  }
  return found;
}

export function remove(node: XmlNode): void {
  node.parentNode?.removeChild(node);
}
