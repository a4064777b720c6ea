/**
 * The parts of a Word file by what they are for, found as Word finds them: through relations, the usual names only where a
 * writer left relations out. Parts are parsed when they are asked for, once.
 */
import { UserError } from '../../domain/errors.js';
import { attribute, elements, parseXml, type XmlElement } from './docx-xml.js';

/** What an archive is by what stands in it. */
export type ArchiveKind = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'zip';

/** The kind of an unpacked archive. */
export function archiveKind(entries: ReadonlyMap<string, Buffer>): ArchiveKind {
  if (mainName(entries) !== null) return 'docx';
  if (entries.has('xl/workbook.xml')) return 'xlsx';
  if (entries.has('ppt/presentation.xml')) return 'pptx';
  if (entries.has('mimetype') && entries.has('content.xml')) return 'odt';
  return 'zip';
}

/** The main part: "word/document.xml", with a number in files Word for the web has written. */
function mainName(entries: ReadonlyMap<string, Buffer>): string | null {
  if (entries.has('word/document.xml')) return 'word/document.xml';
  for (const name of entries.keys()) if (/^word\/document\d{1,4}\.xml$/.test(name)) return name;
  return null;
}

/** Parts people see beside the main one, by name; read for marks of secrecy whether or not a relation leads to them. */
const seenParts =
  /^word\/(?:document|header|footer|footnotes|endnotes|comments|diagrams\/(?:data|drawing))\d{0,4}\.xml$/;

/** An opened Word file. */
export interface WordPackage {
  main: XmlElement;
  /** The part a relation of this type leads to from the main part ("numbering"), or null. */
  part(type: string): XmlElement | null;
  /** The bytes a relation of the main part leads to, with the name of the part, or null. */
  related(id: string): { name: string; bytes: Buffer } | null;
  /** The parts people see, the main one among them; those that are not well-formed as null with their bytes. */
  seen(): { root: XmlElement | null; bytes: Buffer }[];
}

/**
 * Opens a Word file whose archive has passed the gate.
 * @throws UserError `file-kind-refused` (detail: the kind), `file-damaged`, `document-unreadable`.
 */
export function openWord(entries: ReadonlyMap<string, Buffer>): WordPackage {
  const name = mainName(entries);
  if (name === null) throw new UserError('file-kind-refused', archiveKind(entries));
  const parsed = new Map<string, XmlElement>();
  const at = (path: string): XmlElement | null => {
    const bytes = entries.get(path);
    if (bytes === undefined) return null;
    let root = parsed.get(path);
    if (root === undefined) parsed.set(path, (root = parseXml(bytes)));
    return root;
  };
  const main = at(name);
  if (main === null) throw new UserError('file-damaged', null);
  const relations = relationsOf(at(`word/_rels/${name.slice('word/'.length)}.rels`));
  return {
    main,
    part: (type) => {
      const path = relations.find((one) => one.type === type)?.path ?? `word/${type}.xml`;
      return at(path);
    },
    related: (id) => {
      const path = relations.find((one) => one.id === id)?.path;
      const bytes = path === undefined ? undefined : entries.get(path);
      return path === undefined || bytes === undefined ? null : { name: path, bytes };
    },
    seen: () =>
      [...entries].flatMap(([path, bytes]) => {
        if (!seenParts.test(path)) return [];
        try {
          return [{ root: at(path), bytes }];
        } catch (error) {
          if (error instanceof UserError && error.code === 'file-damaged') return [{ root: null, bytes }];
          throw error;
        }
      }),
  };
}

interface Relation {
  id: string;
  /** The last word of the type's address: "numbering", "header". */
  type: string;
  path: string;
}

/** Relations to parts of the file; those that lead out of it are left alone. */
function relationsOf(root: XmlElement | null): Relation[] {
  return (root === null ? [] : elements(root)).flatMap((node) => {
    const target = attribute(node, 'Target');
    if (target === null || attribute(node, 'TargetMode') === 'External') return [];
    const type = (attribute(node, 'Type') ?? '').split('/').at(-1) ?? '';
    return [{ id: attribute(node, 'Id') ?? '', type, path: pathOf(target) }];
  });
}

/** A target relative to the folder of the main part, or from the root when it begins with a slash. */
function pathOf(target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : `word/${target}`;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
