/**
 * .docx → blocks: unpacks through the gate, checks secrecy in every part, repacks, lets mammoth write HTML.
 * Pictures are never read; nothing outside the file is fetched.
 */
import yazl from 'yazl';
import { UserError } from '../../domain/errors.js';
import type { Block } from '../block.js';
import { blocksOfHtml } from './html-blocks.js';
import { isMarkedSecret } from '../secrecy.js';
import { type Settled, settle } from './docx-settle.js';
import { unpack } from './zip-gate.js';

/** What mammoth is given at most: it takes seconds for every 20,000 cells and recurses with depth. */
export const docxLimits = { documentBytes: 24 * 1024 * 1024, tableCells: 20_000, depth: 300 } as const;

const main = 'word/document.xml';

/** The kind of an unpacked archive by what stands in it. */
export function archiveKind(entries: Map<string, Buffer>): 'docx' | 'xlsx' | 'pptx' | 'odt' | 'zip' {
  if (entries.has(main)) return 'docx';
  if (entries.has('xl/workbook.xml')) return 'xlsx';
  if (entries.has('ppt/presentation.xml')) return 'pptx';
  if (entries.has('mimetype') && entries.has('content.xml')) return 'odt';
  return 'zip';
}

/**
 * Reads a zip-based file as a Word document.
 * @throws UserError `file-damaged`, `file-kind-refused`, `file-secret`, `document-unreadable`.
 */
export async function readDocx(bytes: Uint8Array): Promise<Block[]> {
  const entries = await unpack(bytes);
  const kind = archiveKind(entries);
  if (kind !== 'docx') throw new UserError('file-kind-refused', kind);
  if (hasMarkedPart(entries)) throw new UserError('file-secret', null);
  const html = await htmlOf(settle(entries));
  return blocksOfHtml(html);
}

/**
 * Whether any part people see (body, headers, footers, notes, comments) carries a mark of secrecy.
 * @throws UserError `document-unreadable` when a part is larger or deeper than anything here may look at.
 */
export function hasMarkedPart(entries: Map<string, Buffer>): boolean {
  let isMarked = false;
  for (const [name, part] of entries) {
    if (!/^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/.test(name)) continue;
    if (part.length > docxLimits.documentBytes) throw new UserError('document-unreadable', null);
    const xml = part.toString('utf8');
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(0, 4000))) throw new UserError('document-unreadable', null);
    if (name === main) measure(xml);
    isMarked ||= isMarkedSecret(textOfPart(xml));
  }
  return isMarked;
}

/** Counts cells and depth before anything recurses over them. */
function measure(xml: string): void {
  let cells = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml.charAt(at + 1);
    if (next === '/') depth -= 1;
    else if (next !== '?' && next !== '!') {
      const close = xml.indexOf('>', at);
      if (close < 0) break;
      if (xml.charAt(close - 1) !== '/') depth += 1;
      if (xml.startsWith('<w:tc>', at) || xml.startsWith('<w:tc ', at)) cells += 1;
      deepest = Math.max(deepest, depth);
      at = close - 1;
    }
  }
  if (cells > docxLimits.tableCells || deepest > docxLimits.depth)
    throw new UserError('document-unreadable', null);
}

/** The words of a part, a line per paragraph, with the strings of watermarks; no tags. */
function textOfPart(xml: string): string {
  const lines: string[] = [];
  for (const paragraph of xml.split('</w:p>')) {
    let line = '';
    for (const match of paragraph.matchAll(
      /<w:t(?:\s[^>]{0,200})?>([^<]*)<|<w:(?:br|cr|tab)\s?\/|<v:textpath[^>]{0,400}string="([^"]{0,100})"/g,
    )) {
      if (match[2] !== undefined) lines.push(match[2]);
      else line += match[1] ?? (match[0].startsWith('<w:tab') ? '\t' : '\n');
    }
    lines.push(line);
  }
  return lines.join('\n');
}

async function htmlOf({ entries, headings }: Settled): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, part] of entries)
    if (!/\/media\/|\.bin$/i.test(name) && isPlainName(name))
      zip.addBuffer(part, name, { compress: false, mtime: new Date(0) });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  // Loaded when it is needed: looking for a mark of secrecy alone does without it.
  const { default: mammoth } = await import('mammoth');
  try {
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.concat(parts) },
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
        includeEmbeddedStyleMap: false,
        // Ids with other signs cannot be named there; such paragraphs stay paragraphs.
        styleMap: headings
          .filter(({ id }) => /^[A-Za-z][\w-]*$/.test(id))
          .map(({ id, level }) => `p.${id} => h${level + 1}:fresh`),
      },
    );
    return result.value;
  } catch {
    throw new UserError('file-damaged', null);
  }
}

/** Names a repacked archive may hold: relative, forward slashes, no "..". */
function isPlainName(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !name.includes('\\') && !name.split('/').includes('..');
}
