/** Text as a cell of a workbook may hold it. */

/** Characters XML cannot hold make a workbook unreadable; 32,767 is Excel's limit for a cell. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_767);
  // write-excel-file 4.1 numbers its strings in a plain object, so "constructor" would be taken as already there.
  return clean in {} ? `${clean} ` : clean;
}
