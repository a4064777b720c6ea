/**
 * What a table of an office needs and the workbook library does not write: filters over the headings, one page wide on
 * A4 landscape, the headings again on every page, page numbers.
 */
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';

/** One sheet of the workbook that is a table. */
export interface PrintedTable {
  /** Its name, as given to the library. */
  sheet: string;
  /** Row of the headings, counted from 1. */
  headingRow: number;
  /** Last row with data; at least the row of the headings. */
  lastRow: number;
  columns: number;
  /** Columns that are printed, from the first; those after them are for the screen. */
  printedColumns: number;
}

/** What a workbook library's features are made for. */
type Content = Stream | Buffer | Blob;

/**
 * Sets all tables of a workbook up for filtering and printing; sheets count as they are given to the library.
 * Source: ECMA-376 part 1, 18.3.1.2 (autoFilter), 18.3.1.63 (pageSetup), 18.2.5 (definedName).
 */
export function printedTables(tables: readonly PrintedTable[]): Feature<Content> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const table = tables[sheetIndex];
            return table ? setUp(xml, table) : xml;
          },
        },
        'xl/workbook.xml': {
          transform: (xml) => xml.replace('<definedNames/>', `<definedNames>${names(tables)}</definedNames>`),
        },
      },
    },
  };
}

/** The order of a sheet's parts is fixed: properties first, the filter right after the cells. */
function setUp(xml: string, table: PrintedTable): string {
  return xml
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('</sheetData>', `</sheetData><autoFilter ref="${range(table)}"/>`)
    .replace(
      /<pageMargins[^>]*\/>/,
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    )
    .replace(
      /<pageSetup[^>]*\/>/,
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter>',
    );
}

function names(tables: readonly PrintedTable[]): string {
  const filters = tables.map(
    (table, index) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(table.sheet)}!${range(table, '$')}</definedName>`,
  );
  const areas = tables.map(
    ({ sheet, lastRow, printedColumns }, index) =>
      `<definedName name="_xlnm.Print_Area" localSheetId="${index}">${quoted(sheet)}!$A$1:$${letterOf(printedColumns)}$${lastRow}</definedName>`,
  );
  const titles = tables.map(
    ({ sheet, headingRow }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(sheet)}!$${headingRow}:$${headingRow}</definedName>`,
  );
  return [...filters, ...areas, ...titles].join('');
}

function range({ headingRow, lastRow, columns }: PrintedTable, fixed: '' | '$' = ''): string {
  const last = letterOf(columns);
  return `${fixed}A${fixed}${headingRow}:${fixed}${last}${fixed}${lastRow}`;
}

/** No table here has more than 26 columns. */
function letterOf(column: number): string {
  return String.fromCodePoint(64 + column);
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}
