/** Files waiting for their assignment, kept in the dialogue until the person chooses. */
import type { CommandContext } from '../../src/domain/command.js';
import type { StoredFile } from '../../src/domain/message.js';
import type { Dialogue } from '../../src/domain/person.js';

export interface PendingFiles {
  files: StoredFile[];
  /** When the last of them was sent: what is handed in was not whole before. */
  sentAtMs: number;
  note: string | null;
}

/** Most files kept for one hand-in. */
export const mostHeld = 100;

/** Minutes they are kept; the person is reminded of them long before. */
export const heldMinutes = 24 * 60;

/** Files a dialogue keeps for a hand-in; none for those of other commands, and while it is asked whether it is a plan. */
export function filesHeldIn(dialogue: Readonly<Dialogue> | null): StoredFile[] {
  const files = dialogue?.command === 'nop' ? dialogue.data['files'] : null;
  return Array.isArray(files) ? (files as StoredFile[]) : [];
}

/** What is kept from earlier messages, and what came with this one. */
export function gather(context: CommandContext): PendingFiles & { left: number } {
  const data = context.dialogue?.command === 'nop' ? context.dialogue.data : {};
  const earlier = filesHeldIn(context.dialogue);
  const earlierMs = typeof data['sentAtMs'] === 'number' ? data['sentAtMs'] : null;
  const coming = context.prepared.files;
  const isOnlyEarlier = coming.length === 0 && earlier.length > 0;
  // A file sent twice in a row is one file.
  const all = [...new Map([...earlier, ...coming].toReversed().map((file) => [file.sha256, file])).values()];
  const files = all.toReversed().slice(0, mostHeld);
  const notes = [typeof data['note'] === 'string' ? data['note'] : null, captionNote(context)];
  const note = [...new Set(notes.filter((one) => one !== null))].join('\n');
  return {
    files,
    sentAtMs: isOnlyEarlier && earlierMs !== null ? earlierMs : Math.max(context.sentAtMs, earlierMs ?? 0),
    note: note === '' ? null : note.slice(0, 2_000),
    left: all.length - files.length,
  };
}

/** Keeps files until an assignment is chosen. `isRepeat`: they were handed in already, nobody is reminded of them. */
export function keep(held: PendingFiles, context: CommandContext, isRepeat = false): void {
  if (held.files.length === 0) return;
  const { files, sentAtMs, note } = held;
  context.expect('choose', { files, sentAtMs, note, ...(isRepeat ? { isRepeat } : {}) }, heldMinutes);
}

/** Words sent with the files, as the office reads them; a command is none. */
function captionNote(context: CommandContext): string | null {
  const { content } = context.event;
  if (content.kind !== 'files' || !content.caption || content.caption.trim().startsWith('/')) return null;
  return content.caption.trim();
}
