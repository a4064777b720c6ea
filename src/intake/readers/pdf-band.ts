/** Lines of a page by height, and the empty strips between what stands beside each other. */
import type { Line, Word } from './pdf-lines.js';

/** Lines that stand at one height, in whatever columns. */
export interface Band {
  lines: Line[];
  words: Word[];
  top: number;
  bottom: number;
  size: number;
}

/** An empty strip between columns, from the end of one to the start of the next. */
export interface Gutter {
  from: number;
  to: number;
}
