/** Photographs of one paper made one PDF in the vault. A failure loses nothing: the photographs are there already. */
import type { JoinedPhotos, JoinPhotos } from '../domain/command.js';
import { UserError } from '../domain/errors.js';
import type { Log, Vault } from '../domain/ports.js';
import { CannotJoin, photoLimits, photosAsPdf } from '../exports/photo-pdf.js';
import { joinedName } from '../texts/sending.js';

/**
 * Joins photographs, in order.
 * @returns a null `file` when they are too many, too large or of a kind that cannot be put on a page.
 * @throws UserError `store-busy`: it may work later.
 */
export async function joinPhotos(
  { photos, sentAtMs }: Omit<JoinPhotos, 'make'>,
  { vault, log }: { vault: Vault; log: Log },
): Promise<JoinedPhotos> {
  const of = photos.map((photo) => photo.sha256);
  const total = photos.reduce((sum, photo) => sum + photo.size, 0);
  if (photos.length > photoLimits.count || total > photoLimits.totalBytes) return { of, file: null };
  try {
    const pages = photos.map(({ name, sha256 }) => ({ name, sha256, read: () => vault.read(sha256) }));
    const name = joinedName(photos.length);
    const file = await vault.put(photosAsPdf(pages, { title: name, sentAtMs }), {
      name,
      maxBytes: photoLimits.totalBytes * 2,
    });
    return { of, file };
  } catch (error) {
    if (error instanceof UserError && error.code === 'store-busy') throw error;
    log[error instanceof CannotJoin ? 'info' : 'warn'](
      { error, photos: photos.length },
      'Photographs could not be joined',
    );
    return { of, file: null };
  }
}
