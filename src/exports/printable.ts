/** Text as a cell of a workbook may hold it. */
import { withoutControls } from '../domain/draft-sheet.js';

/** Characters XML cannot hold make a workbook unreadable; 32,767 is Excel's limit for a cell. */
export function printable(text: string): string {
  const clean = withoutControls(text)
    // "_x000D_" is how a workbook writes a control character: words that look like it are written so as well.
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .slice(0, 32_767);
  // write-excel-file 4.1 numbers its strings in a plain object, so "constructor" would be taken as already there.
  return clean in {} ? `${clean} ` : clean;
}
