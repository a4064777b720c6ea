/**
 * All files of a plan, or of one task, for whoever compiles the common report: a folder per unit, the register, and
 * hashes anyone can check with `sha256sum -c`.
 */
import type { WorkCalendar } from '../domain/calendar.js';
import type { TakenOut } from '../domain/collecting.js';
import type { StoreReader, Vault } from '../domain/ports.js';
import { absentFile, absentText, registerFile, sumsFile } from '../texts/register.js';
import { type BundleFile, type BundleList, listBundle } from './bundle-list.js';
import { locate, pack, type Packed, type PackedFile, type PackedText, sha256Hex, sumsOf } from './pack.js';
import { registerToXlsx } from './register.js';

/** An archive that is being sent, and the name it is saved under. */
export interface Bundle extends Packed {
  name: string;
}

/**
 * Starts the archive of a fixed set of versions. Files the vault no longer has are named in it, in words.
 * @param onDamaged told of a file whose bytes have changed on the disk.
 */
export async function startBundle(
  reader: StoreReader,
  taken: TakenOut,
  deps: {
    vault: Pick<Vault, 'pathOf'>;
    calendar: WorkCalendar;
    onDamaged: (file: PackedFile) => void;
  },
): Promise<Bundle> {
  const list = listBundle(reader, taken, deps.calendar);
  const places = await locate(
    list.files.map(({ file }) => file),
    deps.vault,
  );
  const absent = new Set(list.files.flatMap(({ file: { sha256 } }) => (places.has(sha256) ? [] : [sha256])));
  const files = packedFiles(list.files, places);
  const texts = await besides(reader, list, absent);
  const sums = sumsOf([...texts.map(({ path, bytes }) => ({ path, sha256: sha256Hex(bytes) })), ...files]);
  const packed = pack([...texts, { path: sumsFile, bytes: sums }], files, deps.onDamaged);
  return { ...packed, name: list.name };
}

/** What lies beside the folders of the units: the register, and what could not be read. */
async function besides(
  reader: StoreReader,
  list: BundleList,
  absent: ReadonlySet<string>,
): Promise<PackedText[]> {
  const register = { path: registerFile, bytes: await registerToXlsx(reader, list, absent) };
  if (absent.size === 0) return [register];
  const lines = list.files
    .filter(({ file }) => absent.has(file.sha256))
    .map(({ path, file, submission }) => `${submission.receiptCode}  ${path}  ${file.name}  ${file.sha256}`);
  return [register, { path: absentFile, bytes: Buffer.from(absentText(lines), 'utf8') }];
}

/** Handed-in files as an archive holds them; those without a place are left out. */
export function packedFiles(files: readonly BundleFile[], places: ReadonlyMap<string, string>): PackedFile[] {
  return files.flatMap(({ path, file: { sha256, size, mime }, submission }) => {
    const place = places.get(sha256);
    return place === undefined
      ? []
      : [{ path, place, sha256, size, mime, modifiedAt: new Date(submission.sentAt) }];
  });
}
