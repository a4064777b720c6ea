/**
 * The label file of a sample document (`NAME.gold.json`) and the files it labels.
 * Reads a folder; compares nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A labelled deadline. `due` is the day named, whatever "trước" means; `before` is true for "trước …". */
export interface LabelDeadline {
  text: string;
  kind: string;
  due: string | null;
  recurrence: string | null;
  before?: boolean;
}

/** A labelled assignment; the quote is an exact passage of the text. */
export interface Label {
  quote: string;
  deadline_quote?: string;
  lead: string[];
  lead_alternatives?: string[];
  coordinating?: string[];
  recipient?: string[];
  via?: string[] | string | null;
  deadline?: LabelDeadline;
  /** Positions of labels in the same list that say the same thing. */
  same_as?: number[];
  /** Vague: good to find, no error when missed. */
  weak?: boolean;
}

/** Labelled facts about the document; those a label file does not mention are not judged. */
export interface LabelDocument {
  type?: string | null;
  number?: string | null;
  issuer?: string | null;
  date?: string | null;
  title?: string | null;
  period?: { from: string; to: string } | null;
  urgency?: string | null;
  amends?: string | null;
}

/** One label file. `undated_tasks` is never complete: what it lacks is no error. */
export interface Labels {
  document: LabelDocument;
  tasks: Label[];
  undated_tasks?: Label[];
}

/** One file to read and its labels; several files may share one label file. */
export interface Sample {
  /** The file's name, e.g. `348.docx`. */
  name: string;
  path: string;
  labels: Labels;
}

/** File kinds looked for beside a label file. */
const kinds = [
  'txt',
  'docx',
  'doc',
  'pdf',
  'xlsx',
  'xls',
  'html',
  'htm',
  'png',
  'jpg',
  'jpeg',
  'tif',
  'tiff',
];

/**
 * The samples of a folder: every NAME.gold.json with every NAME.KIND beside it (also NAME.scan.pdf and the like).
 * @throws Error naming a label file that is no JSON or that labels nothing.
 */
export function samplesOf(folder: string, prefix: string): Sample[] {
  const files = readdirSync(folder).sort();
  const samples: Sample[] = [];
  for (const file of files) {
    if (!file.endsWith('.gold.json') || !file.startsWith(prefix)) continue;
    const name = file.slice(0, -'.gold.json'.length);
    const labels = labelsIn(join(folder, file));
    const own = files.filter(
      (other) => other.startsWith(`${name}.`) && kinds.includes(other.split('.').at(-1)?.toLowerCase() ?? ''),
    );
    if (own.length === 0) throw new Error(`${file}: no document beside it`);
    for (const other of own) samples.push({ name: other, path: join(folder, other), labels });
  }
  return samples;
}

function labelsIn(path: string): Labels {
  const labels = JSON.parse(readFileSync(path, 'utf8')) as Labels;
  if (!Array.isArray(labels.tasks)) throw new Error(`${path}: "tasks" is missing`);
  return labels;
}
