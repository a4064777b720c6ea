/**
 * What looking into a handed-in file tells about it, before anyone reads it as a plan. Facts only: whether a fact
 * matters is decided against the assignment (`precheck`), and nothing here is shown to people.
 */

/** What a file is by its content, whatever its name says. */
export type FileKind =
  | 'docx'
  | 'doc'
  | 'pdf'
  | 'picture'
  | 'xlsx'
  | 'xls'
  | 'pptx'
  | 'ppt'
  | 'odf' // OpenDocument
  | 'rtf'
  | 'html'
  | 'text'
  | 'archive'
  | 'other';

/** Facts about one file. */
export interface FileInspection {
  sha256: string;
  kind: FileKind;
  /** False when it is damaged, or locked with a password. */
  opens: boolean;
  /** Printed pages: counted in a PDF, as the program that saved it says in an office file; null when unknown. */
  pages: number | null;
  /** Words of the first page, line by line, NFC, at most 4,000 characters; empty where there is no text. */
  firstPage: string;
  /** The body in capitals at the head of the first page ("Sở Y tế"), as it would be written; null or absent when none is told. */
  issuer?: string | null | undefined;
  /** Headings in their order, at most 100; empty where there are none to be told. */
  headings: string[];
  /** Every page is a picture: nothing can be read without recognition. */
  isScan: boolean;
  /** A scan or picture with nothing on it. */
  isBlank: boolean;
  /** Carries a digital signature; null when that cannot be told, as of a picture of a signed page. */
  isSigned: boolean | null;
  /** Says of itself that it is a draft ("DỰ THẢO") at its head or in a water mark. */
  isDraft: boolean;
}

/** What a pre-check noticed about a file; a closed list, sentences live in `texts`. */
export type NoticeCode =
  | 'not-a-document' // a film, a sound, something nobody can file
  | 'does-not-open' // damaged or locked
  | 'blank-scan' // pages with nothing on them
  | 'too-short' // fewer pages than the plan asks for
  | 'too-long' // more pages than the plan asks for
  | 'other-unit' // the first page names another unit as its author
  | 'other-plan' // the first page cites another plan
  | 'other-year' // the first page speaks of another year or round
  | 'headings-missing' // the outline the plan asks for is not all there
  | 'draft' // marked as a draft
  | 'unsigned' // an editable file where a signed copy is asked for
  | 'same-as-before' // byte for byte what was handed in before
  | 'items-missing' // some of what the task asks for is not there yet
  | 'no-virus-scan'; // no scanner is configured, or it could not be asked

/** One thing noticed. `detail` is data for its sentence: numbers, a name, a receipt code. */
export interface FileNotice {
  code: NoticeCode;
  /** Position of the file in the submission, from 0; null when it concerns the submission as a whole. */
  file: number | null;
  detail: string | null;
}
