/**
 * One plan as one archive that outlives the system: every version of every file in folders per unit, the register, the
 * documents of the plan, its records as JSON, a list of contents and hashes. Making it reads every byte and refuses
 * what is not whole; reading it again is `verify-archive.ts`.
 */
import { stat } from 'node:fs/promises';
import type { WorkCalendar } from '../domain/calendar.js';
import { takenOutAt } from '../domain/collecting.js';
import { UserError } from '../domain/errors.js';
import { createNamer, documentStem, extensionOf, longestFileName, slug } from '../domain/export-name.js';
import type { StoredFile } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { auditOf, namesIn, type PlanRecords, recordsOf } from '../domain/plan-records.js';
import type { StoreReader, Vault } from '../domain/ports.js';
import { storedFilesIn } from '../domain/stored-files.js';
import { dayOf, toIso } from '../domain/time.js';
import { archiveNames, archiveRefusals } from '../texts/archive.js';
import { listBundle } from './bundle-list.js';
import { packedFiles } from './bundle.js';
import { locate, pack, type Packed, type PackedFile, sha256Hex, sumsOf } from './pack.js';
import { registerToXlsx } from './register.js';

export const archiveFormat = 'dondoc-plan-archive';
export const archiveVersion = 1;

/** `muc-luc.json`: what an archive holds. */
export interface ArchiveContents {
  format: typeof archiveFormat;
  version: number;
  plan: { id: string; number: number; key: string; label: string; title: string | null };
  status: 'active' | 'closed';
  closedAt: string | null;
  madeAt: string;
  /** Receipts in the records. */
  receipts: number;
  /** Every file but this one and the list of hashes. */
  files: { path: string; size: number; sha256: string }[];
}

/** `ho-so.json`: the records, tables by their names. */
export interface ArchiveRecords {
  format: typeof archiveFormat;
  version: number;
  records: PlanRecords & ReturnType<typeof namesIn> & { audit: unknown[] };
}

export interface PlanArchive extends Packed {
  name: string;
  /** Files in it, the texts made for it included. */
  files: number;
}

/**
 * Starts the archive of a plan.
 * @throws UserError `file-not-found` with the reason when a file of the plan is not in the vault. The stream breaks off
 *   with UserError `file-damaged` when one is no longer what its hash says.
 */
export async function startPlanArchive(
  reader: StoreReader,
  plan: Readonly<Plan>,
  deps: { vault: Pick<Vault, 'pathOf'>; calendar: WorkCalendar; nowMs: number },
): Promise<PlanArchive> {
  const { vault, calendar, nowMs } = deps;
  const records = recordsOf(reader, plan);
  const taken = takenOutAt(reader, { planId: plan.id, taskId: null, atMs: nowMs, allVersions: true });
  if (!taken) throw new UserError('bad-input', 'plan-gone');
  const list = listBundle(reader, taken, calendar);
  const besides = await besidesOf(records, plan, vault);
  const places = await locate(
    [...list.files.map(({ file }) => file), ...besides.map(({ file }) => file)],
    vault,
  );
  const missing = [...list.files, ...besides].filter(({ file }) => !places.has(file.sha256));
  if (missing.length > 0)
    throw new UserError('file-not-found', archiveRefusals.missing(missing.map(({ path }) => path)));
  const files: PackedFile[] = [
    ...packedFiles(list.files, places).map((file) => ({
      ...file,
      path: `${archiveNames.reports}/${file.path}`,
    })),
    ...besides.map(({ path, file: { sha256, size, mime } }) => ({
      path,
      place: places.get(sha256) ?? '',
      sha256,
      size,
      mime,
      modifiedAt: new Date(nowMs),
    })),
  ];
  const audit = auditOf(reader, records);
  const told: ArchiveRecords = {
    format: archiveFormat,
    version: archiveVersion,
    records: { ...records, ...namesIn(reader, [records, audit]), audit },
  };
  const made = [
    { path: archiveNames.register, bytes: await registerToXlsx(reader, list, new Set()) },
    { path: archiveNames.records, bytes: json(told) },
  ];
  const summed = [
    ...made.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256Hex(bytes) })),
    ...files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
  ];
  const contents = { path: archiveNames.contents, bytes: json(contentsOf(plan, records, nowMs, summed)) };
  const sums = sumsOf([...summed, { path: contents.path, sha256: sha256Hex(contents.bytes) }]);
  const packed = pack([contents, { path: archiveNames.sums, bytes: sums }, ...made], files, ({ path }) => {
    throw new UserError('file-damaged', archiveRefusals.damaged(path));
  });
  const day = dayOf(nowMs).replaceAll('-', '');
  return {
    ...packed,
    name: `${documentStem(plan.document)}_ho-so-luu-tru_${day}.zip`,
    files: summed.length + 2,
  };
}

function contentsOf(
  plan: Readonly<Plan>,
  records: PlanRecords,
  nowMs: number,
  files: ArchiveContents['files'],
): ArchiveContents {
  const { id, number, key, document, status, closedAt } = plan;
  return {
    format: archiveFormat,
    version: archiveVersion,
    plan: { id, number, key, label: planLabel(document), title: document.title },
    status,
    closedAt: closedAt ?? null,
    madeAt: toIso(nowMs),
    receipts: records.submissions.length,
    files,
  };
}

interface Beside {
  path: string;
  file: StoredFile;
}

/** The plan's own documents, and every other file its records name that is no report (proofs, photographs). */
async function besidesOf(
  records: PlanRecords,
  plan: Readonly<Plan>,
  vault: Pick<Vault, 'pathOf'>,
): Promise<Beside[]> {
  const namer = createNamer();
  const besides: Beside[] = [];
  const drafted = new Map(records.drafts.map(({ fileSha256, fileName }) => [fileSha256, fileName]));
  const documents = [
    { sha256: plan.fileSha256, name: plan.fileName, document: plan.document },
    ...(plan.amendments ?? []).map(({ fileSha256, document }) => ({
      sha256: fileSha256,
      name: drafted.get(fileSha256) ?? null,
      document,
    })),
  ];
  for (const { sha256, name, document } of documents) {
    if (sha256 === null) continue;
    const mime = 'application/octet-stream';
    const wanted = `${documentStem(document)}.${extensionOf(name ?? '', mime)}`;
    const path = `${archiveNames.documents}/${namer(archiveNames.documents, wanted, longestFileName)}`;
    // A document that is gone has no size; it is named as missing by the caller.
    const size = await sizeOf(sha256, vault);
    besides.push({ path, file: { sha256, name: name ?? wanted, size, mime } });
  }
  const known = new Set([
    ...besides.map(({ file }) => file.sha256),
    ...records.submissions.flatMap(({ files }) => files.map(({ sha256 }) => sha256)),
    // What the plan's own archive of an earlier closing held is in this one as well.
    ...(plan.archive ? [plan.archive.sha256] : []),
  ]);
  for (const file of storedFilesIn(records)) {
    if (known.has(file.sha256)) continue;
    known.add(file.sha256);
    const extension = extensionOf(file.name, file.mime);
    const stem = slug(file.name.replace(/\.[A-Za-z0-9]{1,8}$/, ''), longestFileName - extension.length - 1);
    const path = `${archiveNames.others}/${namer(archiveNames.others, `${stem}.${extension}`, longestFileName)}`;
    besides.push({ path, file });
  }
  return besides;
}

async function sizeOf(sha256: string, vault: Pick<Vault, 'pathOf'>): Promise<number> {
  const place = await vault.pathOf(sha256).catch(() => null);
  return place === null ? 0 : (await stat(place)).size;
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`, 'utf8');
}
