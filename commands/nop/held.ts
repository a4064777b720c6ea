/** Files waiting for their assignment, kept in the dialogue until the person chooses. */
import type { CommandContext } from '../../src/domain/command.js';
import type { StoredFile } from '../../src/domain/message.js';
import type { Dialogue } from '../../src/domain/person.js';
import { blockedStep } from './kiem-tep.js';

export interface PendingFiles {
  files: StoredFile[];
  /** When the last of them was sent: what is handed in was not whole before. */
  sentAtMs: number;
  note: string | null;
}

/** Most files kept for one hand-in. */
export const mostHeld = 100;

/**
 * Minutes they are kept; the person is reminded of them long before. In a group only what belongs to a running dialogue:
 * while it runs, what its person says there is taken for an answer.
 */
export const waitMinutes = ({ conversation }: Pick<CommandContext, 'conversation'>): number =>
  conversation.kind === 'group' ? 30 : 24 * 60;

/** Files a dialogue keeps for a hand-in; none for those of other commands, and while it is asked whether it is a plan. */
export function filesHeldIn(dialogue: Readonly<Dialogue> | null): StoredFile[] {
  const files = dialogue?.command === 'nop' ? dialogue.data['files'] : null;
  return Array.isArray(files) ? (files as StoredFile[]) : [];
}

/** Files sent this soon after each other are meant together, also when only the last names its assignment. */
const togetherMs = 3 * 60_000;

export interface Gathered extends PendingFiles {
  /** Files kept from before that this message is not about. */
  aside: PendingFiles | null;
  /** How many are more than can be kept. */
  left: number;
}

/**
 * What is kept from earlier messages, and what came with this one.
 * @param isNamed this message names an assignment: what has been waiting for longer is not handed in along with it.
 */
export function gather(context: CommandContext, isNamed: boolean): Gathered {
  const earlier = pendingIn(context);
  const coming = context.prepared.files;
  const isOld = earlier !== null && context.sentAtMs - earlier.sentAtMs > togetherMs;
  const isRepeat = context.dialogue?.data['isRepeat'] === true;
  const isBlocked = context.dialogue?.step === blockedStep;
  // Corrected files take the place of those the office did not take.
  const isCorrected = isBlocked && context.dialogue?.data['isIncomplete'] !== true && coming.length > 0;
  const isApart = !isRepeat && !isBlocked && isNamed && isOld;
  const aside = earlier !== null && coming.length > 0 && isApart ? earlier : null;
  // What was handed in before is offered once more, but never mixed with what comes after it.
  const before = aside !== null || (isRepeat && coming.length > 0) || isCorrected ? null : earlier;
  // A file sent twice in a row is one file.
  const all = [...(before?.files ?? []), ...coming].filter(
    (file, i, files) => files.findIndex((other) => other.sha256 === file.sha256) === i,
  );
  const files = all.slice(0, mostHeld);
  const note = [...new Set([before?.note, captionNote(context)].filter((one) => one != null))].join('\n');
  const isOnlyBefore = coming.length === 0 && before !== null;
  return {
    files,
    sentAtMs: isOnlyBefore ? before.sentAtMs : Math.max(context.sentAtMs, before?.sentAtMs ?? 0),
    note: note === '' ? null : note.slice(0, 2_000),
    aside,
    left: all.length - files.length,
  };
}

function pendingIn({ dialogue, sentAtMs }: CommandContext): PendingFiles | null {
  const files = filesHeldIn(dialogue);
  const data = dialogue?.data ?? {};
  if (files.length === 0) return null;
  const [at, note] = [data['sentAtMs'], data['note']];
  return {
    files,
    sentAtMs: typeof at === 'number' ? at : sentAtMs,
    note: typeof note === 'string' ? note : null,
  };
}

/** Goes on keeping what a message was not about. @returns how many files that are. */
export function keepAside(aside: PendingFiles | null, context: CommandContext): number {
  const { dialogue, tx } = context;
  if (aside === null || dialogue === null) return 0;
  const after = tx.get('dialogues', dialogue.id) ?? null;
  const still = filesHeldIn(after);
  const at = after?.data['sentAtMs'];
  const sentAtMs = still.length > 0 && typeof at === 'number' ? at : aside.sentAtMs;
  keep({ files: [...aside.files, ...still], sentAtMs, note: null }, context);
  return still.length > 0 ? 0 : aside.files.length;
}

/** Keeps files until an assignment is chosen. `isRepeat`: they were handed in already, nobody is reminded of them. */
export function keep(held: PendingFiles, context: CommandContext, isRepeat = false): void {
  if (held.files.length === 0) return;
  const { files, sentAtMs, note } = held;
  context.expect(
    'choose',
    { files, sentAtMs, note, ...(isRepeat ? { isRepeat } : {}) },
    waitMinutes(context),
  );
}

/** Words sent with the files, as the office reads them; a command is none. */
function captionNote(context: CommandContext): string | null {
  const { content } = context.event;
  if (content.kind !== 'files' || !content.caption || content.caption.trim().startsWith('/')) return null;
  return content.caption.trim();
}
