/**
 * A container of Word (body, cell, text box, note, header) → paragraphs and tables as the page shows them: numbers written
 * out, deleted and hidden paragraph marks joining what they parted, deleted rows gone, text boxes beside their paragraph.
 */
import { UserError } from '../../domain/errors.js';
import type { Numbering } from './docx-numbering.js';
import { chosen, insideOf } from './docx-run.js';
import { numberingOf, type Styles } from './docx-styles.js';
import { attribute, child, elements, isOn, numberAt, type XmlElement } from './docx-xml.js';
import { type Flow, type FlowCell, type FlowRow, type FlowTable, mostCells } from './flow.js';

/** Widest span; Word itself allows 63 columns. */
const widestSpan = 63;

/** What a walk needs to know, and what it brings back. */
export interface StoryContext {
  styles: Styles;
  /** Counts as it is asked, so each container is walked once and in order. */
  numbering: Numbering;
  /** Text of another format that a paragraph's place names (`w:altChunk`), by its relation. */
  chunk: (id: string) => Flow[];
  /** Also what Word hides. */
  everything: boolean;
  /** Notes met, in order. */
  notes: string[];
  /** Cells met so far. */
  cells: number;
}

/**
 * Walks a container.
 * @throws UserError `document-unreadable` past `mostCells`.
 */
export function storyOf(container: XmlElement, context: StoryContext): Flow[] {
  const flow: Flow[] = [];
  /** Words of paragraphs whose mark is gone; they stand before those of the next. */
  let held = '';

  const paragraph = (node: XmlElement): void => {
    const properties = child(node, 'w:pPr');
    const styleId = attribute(child(properties, 'w:pStyle'), 'val');
    const style = context.styles.ofParagraph(styleId);
    if (style.isContents) return;
    const inside = insideOf(node, style, context.styles, context.everything);
    context.notes.push(...inside.notes);
    for (const box of inside.boxesBefore) flow.push(...storyOf(box, context));
    const text = held + inside.text;
    const mark = child(properties, 'w:rPr');
    const isGone =
      child(mark, 'w:del') !== null ||
      child(mark, 'w:moveFrom') !== null ||
      (isOn(mark, 'w:vanish') === true && !context.everything) ||
      child(properties, 'w:framePr')?.attributes['w:dropCap'] === 'drop';
    held = isGone ? text : '';
    if (!isGone) {
      const own = numberingOf(properties);
      const reference = {
        numId: own.numId ?? style.numbering.numId,
        level: own.level ?? style.numbering.level,
      };
      const marker = context.numbering.markerOf(reference, styleId);
      const outline = numberAt(properties, 'w:outlineLvl') ?? style.outlineLevel;
      const heading = outline === null || outline > 5 ? null : outline + 1;
      const depth = marker === null ? null : (reference.level ?? 0) + 1;
      flow.push({ kind: 'paragraph', text, marker, heading, depth });
    }
    for (const box of inside.boxesAfter) flow.push(...storyOf(box, context));
  };

  const walk = (parent: XmlElement | null): void => {
    for (const node of parent === null ? [] : elements(parent)) {
      switch (node.name) {
        case 'w:p':
          paragraph(node);
          break;
        case 'w:tbl':
          flow.push(tableOf(node, context));
          break;
        case 'w:altChunk':
          flow.push(...context.chunk(node.attributes['r:id'] ?? ''));
          break;
        default:
          walk(inner(node, context));
      }
    }
  };
  walk(container);
  if (held !== '') flow.push({ kind: 'paragraph', text: held, marker: null, heading: null, depth: null });
  return flow;
}

/** What a wrapper holds, or null when nothing of it is shown. */
function inner(node: XmlElement, { everything }: StoryContext): XmlElement | null {
  switch (node.name) {
    case 'w:ins':
    case 'w:moveTo':
    case 'w:customXml':
    case 'w:smartTag':
      return node;
    case 'mc:AlternateContent':
      return chosen(node);
    case 'w:sdt': {
      const properties = child(node, 'w:sdtPr');
      const gallery = attribute(child(child(properties, 'w:docPartObj'), 'w:docPartGallery'), 'val');
      const isFiller = isOn(properties, 'w:showingPlcHdr') === true;
      const isLeftOut = gallery === 'Table of Contents' || (isFiller && !everything);
      return isLeftOut ? null : child(node, 'w:sdtContent');
    }
    default:
      return null;
  }
}

/** The elements of one name in a table or row, those in wrappers too. */
function wrapped(parent: XmlElement, name: string, context: StoryContext): XmlElement[] {
  return elements(parent).flatMap((node) => {
    if (node.name === name) return [node];
    const within = inner(node, context);
    return within === null ? [] : wrapped(within, name, context);
  });
}

function tableOf(table: XmlElement, context: StoryContext): FlowTable {
  const rows: FlowRow[] = [];
  for (const row of wrapped(table, 'w:tr', context)) {
    const properties = child(row, 'w:trPr');
    if (child(properties, 'w:del') !== null) continue;
    if (isOn(properties, 'w:hidden') === true && !context.everything) continue;
    const cells: FlowCell[] = [];
    for (const cell of wrapped(row, 'w:tc', context)) {
      context.cells += 1;
      if (context.cells > mostCells) throw new UserError('document-unreadable', null);
      const own = child(cell, 'w:tcPr');
      if (child(own, 'w:cellDel') !== null) continue;
      const span = Math.min(Math.max(1, numberAt(own, 'w:gridSpan') ?? 1), widestSpan);
      const last = cells.at(-1);
      const sideways = child(own, 'w:hMerge');
      if (sideways !== null && attribute(sideways, 'val') !== 'restart' && last !== undefined) {
        last.span = Math.min(last.span + span, widestSpan);
        continue;
      }
      const down = child(own, 'w:vMerge');
      const goesOn = down !== null && attribute(down, 'val') !== 'restart';
      // Word keeps, and does not show, what stands in a cell that goes on.
      const isShown = !goesOn || rows.length === 0 || context.everything;
      cells.push({ content: isShown ? storyOf(cell, context) : [], span, rows: 1, goesOn });
    }
    const before = Math.min(numberAt(properties, 'w:gridBefore') ?? 0, widestSpan);
    if (cells.length > 0) rows.push({ before, cells });
  }
  return { kind: 'table', rows };
}
