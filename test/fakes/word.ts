/**
 * Word files built part by part, as Word lays them out: paragraphs, runs, tables, lists, styles, notes, headers, text boxes.
 * For tests of what the reader makes of each; a whole plan is easier made with the `docx` package.
 */
import { wordParts, wordXml, zipOf } from '../../bench/hostile/document.js';

const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word file: its body and whatever other parts it has, each already as XML inside its root. */
export interface WordContent {
  body: string;
  /** Styles (`style(…)`), list definitions (`list(…)`), notes (`note(…)`). */
  styles?: string;
  lists?: string;
  footnotes?: string;
  /** Paragraphs of a page header. */
  header?: string;
  /** Other parts by name, each with the last word of its relation's type. */
  others?: { name: string; type: string; content: string | Buffer }[];
}

/** Packs a Word file. */
export async function wordFile(content: WordContent): Promise<Buffer> {
  const part = (root: string, inside: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${space} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">${inside}</w:${root}>`;
  const parts = new Map<string, string | Buffer>(Object.entries(wordParts()));
  const relations: string[] = [];
  const add = (name: string, type: string, xml: string | Buffer): void => {
    parts.set(`word/${name}`, xml);
    relations.push(
      `<Relationship Id="rId${relations.length + 1}" Type="${office}/${type}" Target="${name}"/>`,
    );
  };
  parts.set('word/document.xml', wordXml(content.body));
  if (content.styles !== undefined) add('styles.xml', 'styles', part('styles', content.styles));
  if (content.lists !== undefined) add('numbering.xml', 'numbering', part('numbering', content.lists));
  if (content.footnotes !== undefined)
    add('footnotes.xml', 'footnotes', part('footnotes', content.footnotes));
  if (content.header !== undefined) add('header1.xml', 'header', part('hdr', content.header));
  for (const { name, type, content: other } of content.others ?? []) add(name, type, other);
  parts.set(
    'word/_rels/document.xml.rels',
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
  );
  return zipOf(parts);
}

/** A run of words with its properties (`<w:caps/>`). */
export function run(text: string, properties = ''): string {
  const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${safe}</w:t></w:r>`;
}

/** A paragraph around runs. */
export function paragraph(content: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
}

/** A paragraph of plain words. */
export const say = (text: string, properties = ''): string => paragraph(run(text), properties);

/** A paragraph in a list. */
export const numbered = (text: string, list: number, level = 0): string =>
  paragraph(
    text === '' ? '' : run(text),
    `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`,
  );

/** A level of a list definition; `text` is "%1." and the like. */
export function level(at: number, format: string, text: string, more = '', start = 1): string {
  return `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
}

/** A list definition with the lists that use it; a list may carry overrides. Definitions stand before lists in the part. */
export function list(definition: number, levels: string, uses: Record<number, string>): string {
  const lists = Object.entries(uses).map(
    ([id, overrides]) =>
      `<w:num w:numId="${id}"><w:abstractNumId w:val="${definition}"/>${overrides}</w:num>`,
  );
  return `<w:abstractNum w:abstractNumId="${definition}">${levels}</w:abstractNum>${lists.join('')}`;
}

/** An override that lets a list begin a level anew. */
export const startAt = (at: number, number: number): string =>
  `<w:lvlOverride w:ilvl="${at}"><w:startOverride w:val="${number}"/></w:lvlOverride>`;

/** A style: paragraph unless said otherwise. */
export function style(id: string, name: string, content: string, type = 'paragraph', more = ''): string {
  return `<w:style w:type="${type}" ${more} w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`;
}

/** A footnote of one paragraph. */
export const note = (id: number, text: string): string =>
  `<w:footnote w:id="${id}">${paragraph(`<w:r><w:footnoteRef/></w:r>${run(` ${text}`)}`)}</w:footnote>`;

/** A cell around paragraphs, or of plain words. */
export function cell(content: string, properties = ''): string {
  const inside = content.startsWith('<') ? content : say(content);
  return `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}${inside}</w:tc>`;
}

export const row = (cells: string, properties = ''): string =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`;

export const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;

/** Merged down: the first cell, and one that goes on. */
export const mergeFrom = '<w:vMerge w:val="restart"/>';
export const mergeOn = '<w:vMerge/>';
export const across = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`;

const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/** A text box as an old Word drew it. */
export const oldBox = (content: string): string =>
  `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;

/** A text box as Word draws it today, with the old drawing beside it unless left out. */
export function box(content: string, hasFallback = true): string {
  const inside = `<w:txbxContent>${content}</w:txbxContent>`;
  const fallback = hasFallback
    ? `<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>${inside}</v:textbox></v:shape></w:pict></mc:Fallback>`
    : '';
  return `<w:r><mc:AlternateContent ${mc}><mc:Choice Requires="wps"><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>${inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>${fallback}</mc:AlternateContent></w:r>`;
}

/** A field of several runs: its code and what it shows. */
export const field = (code: string, shown: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
