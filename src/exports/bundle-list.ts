/**
 * What an archive of handed-in files holds: where each file lies in it, and the rows of its register.
 * Lists only; nothing is read from the vault here.
 */
import type { Submission, SubmittedFile } from '../domain/assignment.js';
import type { WorkCalendar } from '../domain/calendar.js';
import { type TakenOut, type TakenView, viewsOfTaken } from '../domain/collecting.js';
import {
  createNamer,
  documentStem,
  exportFileName,
  extensionOf,
  folderName,
  longestArchiveName,
  longestFileName,
  longestFolderName,
  slug,
} from '../domain/export-name.js';
import type { StoreReader } from '../domain/ports.js';
import { dayOf } from '../domain/time.js';
import { earlierFolder } from '../texts/register.js';

/** One file of an archive. */
export interface BundleFile {
  /** Place in the archive: ASCII, folders separated by `/`. */
  path: string;
  file: SubmittedFile;
  submission: Submission;
  view: TakenView;
}

/** One assignment and the files of the version that counts. */
export interface BundleRow {
  view: TakenView;
  files: BundleFile[];
}

export interface BundleList {
  taken: TakenOut;
  /** Name of the archive itself, with its ending. */
  name: string;
  rows: BundleRow[];
  /** All files, those of earlier versions included, in the order they lie in the archive. */
  files: BundleFile[];
}

/**
 * Lays an archive out: a folder per unit, in it the latest of the versions taken; earlier ones in a folder below.
 * Two files never get one name.
 */
export function listBundle(reader: StoreReader, taken: TakenOut, calendar: WorkCalendar): BundleList {
  const name = createNamer();
  const folders = new Map<string, string>();
  const folderOf = (view: TakenView): string => {
    const known = folders.get(view.unit.id);
    if (known !== undefined) return known;
    const fresh = name('', folderName(view.unit.name), longestFolderName);
    folders.set(view.unit.id, fresh);
    return fresh;
  };

  function place(view: TakenView, submission: Submission, isLatest: boolean): BundleFile[] {
    const unitFolder = folderOf(view);
    const folder = isLatest ? unitFolder : `${unitFolder}/${earlierFolder}`;
    return submission.files.map((file) => {
      const wanted = exportFileName({
        document: taken.plan.document,
        assignment: view.facts.assignment,
        unitName: view.unit.name,
        sentAtMs: Date.parse(submission.sentAt),
        version: submission.version,
        extension: extensionOf(file.name, file.mime),
      });
      return { path: `${folder}/${name(folder, wanted, longestFileName)}`, file, submission, view };
    });
  }

  const rows: BundleRow[] = [];
  const files: BundleFile[] = [];
  for (const view of viewsOfTaken(reader, taken, calendar)) {
    const latest = view.latest?.submission;
    const current = latest ? place(view, latest, true) : [];
    rows.push({ view, files: current });
    files.push(...current);
    for (const earlier of view.facts.submissions) {
      if (earlier.id !== latest?.id) files.push(...place(view, earlier, false));
    }
  }
  return { taken, name: archiveName(taken), rows, files };
}

/** @returns e.g. `62-KH-UBND_tat-ca_20260701.zip`, or the task's words in place of `tat-ca`. */
function archiveName({ plan, task, atMs }: TakenOut): string {
  const stem = documentStem(plan.document);
  const tail = `_${dayOf(atMs).replaceAll('-', '')}.zip`;
  const what =
    task === null ? 'tat-ca' : slug(task.action, longestArchiveName - stem.length - tail.length - 1);
  return `${stem}_${what}${tail}`;
}
