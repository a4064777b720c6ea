/** The slow work before the transaction: fetching files into the vault, reading plans and directory files. */
import { Readable } from 'node:stream';
import type { Command, CommandInput, Prepared } from '../domain/command.js';
import { UserError } from '../domain/errors.js';
import type { WantedLetter } from '../domain/letter-content.js';
import type { InboundFile, StoredFile } from '../domain/message.js';
import type { PlanDraft, ReadResult } from '../domain/plan.js';
import type { Channel, DocumentOptions, DocumentReader, Log, StoreReader, Vault } from '../domain/ports.js';
import type { UnitRow } from '../domain/unit-directory.js';
import type { CalendarMaker } from './calendar-maker.js';
import { type Gate, type IncomingFile, isPassing } from './gate.js';
import { inspectFiles } from './inspections.js';
import { makePreview } from './preview.js';
import { joinPhotos } from './photos.js';

export const nothingPrepared: Prepared = {
  files: [],
  inspections: new Map(),
  refused: [],
  plan: null,
  units: null,
  sheet: null,
  made: null,
  register: null,
  letter: null,
  preview: null,
  joined: null,
  calendar: null,
  problem: null,
};

/** A `ref` for a file already in the vault (large uploads, the web chat): `vault:<sha256>`. */
export const vaultRef = 'vault:';

/** Largest table of a draft, in bytes; one of a thousand tasks has about half a megabyte. */
const largestSheetBytes = 20_000_000;

/** What goes with the files of a message. */
export type Sent = Pick<IncomingFile, 'caption' | 'sender'>;

export interface PrepareDeps {
  vault: Vault;
  log: Log;
  documents: DocumentReader;
  parseUnits: (bytes: Uint8Array, name: string) => UnitRow[];
  beforeMeans: 'strict' | 'lenient';
  gate: Gate;
  makeCalendar: CalendarMaker;
  /** The table of a draft, as the bytes of a workbook. */
  makeDraftSheet: (draft: Readonly<PlanDraft>, reader: StoreReader) => Promise<Uint8Array>;
  /** The register of a plan or of one task of it, in the vault; null when there is no such plan. */
  makeRegister: (planId: string, taskId: string | null, reader: StoreReader) => Promise<Prepared['register']>;
  /** A formal urging letter, in the vault; null when there is none to write, or it is there already. */
  makeLetter: (wanted: WantedLetter, reader: StoreReader) => Promise<Prepared['letter']>;
  /** Told how far recognising a scan has come. */
  onProgress?: DocumentOptions['onProgress'];
}

/**
 * Does what a command asks for. What the person can mend is returned; what may work later (no connection,
 * a full disk, a virus scanner that is down) is thrown.
 * @param held files kept from an earlier message of the same dialogue.
 */
export async function prepare(
  command: Command,
  input: CommandInput,
  inbound: readonly InboundFile[],
  held: readonly StoredFile[],
  from: Sent,
  channel: Channel,
  reader: StoreReader,
  deps: PrepareDeps,
): Promise<Prepared> {
  const wanted = command.prepares?.(input, reader) ?? [];
  if (wanted.length === 0) return nothingPrepared;
  const prepared: Prepared = { ...nothingPrepared, files: [], refused: [] };
  if (wanted.includes('files')) await fetchFiles(inbound, from, channel, deps, prepared);
  for (const one of wanted) {
    if (typeof one === 'string') continue;
    if ('take' in one) await takeText(one, from, deps, prepared);
    else if (one.make === 'reminder-calendar') Object.assign(prepared, await deps.makeCalendar(one, reader));
    else if (one.make === 'preview') prepared.preview = await makePreview(one, deps);
    else if (one.make === 'joined-photos') prepared.joined = await joinPhotos(one, deps);
    else if (one.make === 'draft-sheet') await makeSheet(one.draftId, reader, deps, prepared);
    else if (one.make === 'urging-letter') prepared.letter = await deps.makeLetter(one.wanted, reader);
    else prepared.register = await deps.makeRegister(one.planId, one.taskId, reader);
  }
  if (wanted.includes('inspection'))
    prepared.inspections = await inspectFiles([...held, ...prepared.files], deps);
  const files = prepared.files.length > 0 ? prepared.files : held;
  const file = files[0];
  if (!file) return prepared;
  try {
    if (wanted.includes('sheet')) {
      const sheet = await deps.documents.readSheet(await deps.vault.read(file.sha256));
      if (sheet) {
        prepared.sheet = { sheet, file };
        return prepared;
      }
    }
    if (wanted.includes('plan')) {
      const { beforeMeans, onProgress } = deps;
      const options = { issuedOn: null, beforeMeans, onProgress };
      const result = await readPlan(files, options, deps);
      if (result.tasks.length === 0) throw new UserError('document-without-tasks');
      prepared.plan = { result, file };
    }
    if (wanted.includes('units')) {
      prepared.units = deps.parseUnits(await deps.vault.read(file.sha256), file.name);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    prepared.problem = error;
    if (error.code === 'file-secret') {
      // Reading looks into every part of a document; one found marked only then is not kept either (domain.md 1.10).
      for (const marked of files) await deps.vault.remove(marked.sha256);
      prepared.files = [];
    }
  }
  return prepared;
}

/** The first file as a plan; an album of photographs is one document. */
async function readPlan(
  files: readonly StoredFile[],
  options: DocumentOptions,
  { documents, vault }: PrepareDeps,
): Promise<ReadResult> {
  const isAlbum = files.length > 1 && files.every((file) => /^image\/(?:jpeg|png)$/.test(file.mime));
  const read = await Promise.all(
    (isAlbum ? files : files.slice(0, 1)).map(async ({ sha256, name }) => ({
      bytes: await vault.read(sha256),
      name,
    })),
  );
  const [first] = read;
  if (first === undefined) throw new UserError('file-not-found');
  return isAlbum ? documents.readPictures(read, options) : documents.read(first, options);
}

async function fetchFiles(
  inbound: readonly InboundFile[],
  from: Sent,
  channel: Channel,
  deps: PrepareDeps,
  prepared: Prepared,
): Promise<void> {
  for (const file of inbound) {
    const name = file.name ?? (file.isPhoto ? 'anh-chup.jpg' : 'tep-khong-ten');
    try {
      if (file.ref.startsWith(vaultRef)) {
        // It came through the gate when it was uploaded.
        const sha256 = file.ref.slice(vaultRef.length);
        await deps.vault.pathOf(sha256);
        const mime = file.mime ?? 'application/octet-stream';
        prepared.files.push({ sha256, name, size: file.size ?? 0, mime });
        continue;
      }
      await deps.gate.ready();
      const source = await channel.download(file);
      prepared.files.push(await deps.gate.take({ source, name, ...from }));
    } catch (error) {
      if (!(error instanceof UserError) || isPassing(error)) throw error;
      prepared.refused.push({ name, error });
    }
  }
}

/** A text people pasted, taken as the file it might have been; a marked one is never written. */
async function takeText(
  text: { take: string; name: string },
  from: Sent,
  deps: PrepareDeps,
  prepared: Prepared,
): Promise<void> {
  const bytes = Buffer.from(text.take, 'utf8');
  try {
    const source = Readable.from([bytes]);
    prepared.files.push(await deps.gate.take({ source, name: text.name, ...from }));
  } catch (error) {
    if (!(error instanceof UserError) || isPassing(error)) throw error;
    prepared.problem = error;
  }
}

async function makeSheet(
  draftId: string,
  reader: StoreReader,
  deps: PrepareDeps,
  prepared: Prepared,
): Promise<void> {
  const draft = reader.get('drafts', draftId);
  if (!draft) return;
  const source = Readable.from([await deps.makeDraftSheet(draft, reader)]);
  const name = `du-thao-D${draft.number}-ban-${draft.revision}.xlsx`;
  const file = await deps.vault.put(source, { name, maxBytes: largestSheetBytes });
  prepared.made = { file, draftId, revision: draft.revision };
}
