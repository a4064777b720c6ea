/**
 * What a reader of marked-up files (Word, web pages) finds, before it becomes blocks: paragraphs, and tables whose cells
 * hold paragraphs and tables again. Only shapes; `flow-blocks.ts` and `flow-table.ts` say what becomes of them.
 */

/** A paragraph as the page shows it. */
export interface FlowParagraph {
  kind: 'paragraph';
  /** Line breaks as "\n", tabs as "\t"; other white space as it came. */
  text: string;
  /** The number or bullet the program drew before it ("2.1.", "-"), or null. */
  marker: string | null;
  /** 1 for the highest heading, or null. */
  heading: number | null;
  /** Depth of the list it stands in, from 1, or null. */
  depth: number | null;
}

/** A cell, or the part of a merged cell that reaches into a later row. */
export interface FlowCell {
  content: Flow[];
  /** Columns it spans. */
  span: number;
  /** Rows it spans; 1 where the rows below say themselves that they go on. */
  rows: number;
  /** True where it only goes on with the cell above. */
  goesOn: boolean;
}

/** A row; `before` counts the empty columns left of its first cell. */
export interface FlowRow {
  before: number;
  cells: FlowCell[];
}

export interface FlowTable {
  kind: 'table';
  rows: FlowRow[];
}

export type Flow = FlowParagraph | FlowTable;

/** Most cells of all tables together; a tracking table of 5,000 rows and 20 columns has as many. */
export const mostCells = 100_000;
