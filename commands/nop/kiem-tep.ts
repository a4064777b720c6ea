/** The pre-check of a hand-in: what is noticed, and whether the office takes nothing because of it. */
import { noticesFor } from '../../src/domain/acts/precheck.js';
import type { SubmittedFile } from '../../src/domain/assignment.js';
import type { CommandContext, CommandInput, Preparation } from '../../src/domain/command.js';
import type { FileNotice } from '../../src/domain/inspection.js';
import { blocking, sorted } from '../../src/domain/precheck/index.js';
import { type AssignmentView, assignmentCode } from '../../src/domain/queries.js';
import { blocked } from '../../src/texts/precheck.js';

/** Minutes files that were not taken are held. */
const heldMinutes = 120;
/** The step in which files are held that the office does not take. */
export const blockedStep = 'blocked';

/** Files are fetched when there are any, and looked into; those held from before are looked into as well. */
export function preparationsFor(input: CommandInput): Preparation[] {
  if (input.hasFiles) return ['files', 'inspection'];
  return Array.isArray(input.dialogue?.data['files']) ? ['inspection'] : [];
}

/**
 * Notices for the submission; null when the hand-in is not to be recorded: then the person was told why, and the files
 * are held for another task or until corrected ones come.
 */
export function noticesUnlessBlocked(
  context: CommandContext,
  view: AssignmentView,
  what: {
    files: SubmittedFile[];
    sentAtMs: number;
    note: string | null;
    missing?: string[] | undefined;
    jointId?: string | undefined;
  },
): FileNotice[] | null {
  if (what.files.length === 0) return [];
  const isMissing = (what.missing?.length ?? 0) > 0 && view.plan.blocks?.includes('items-missing') === true;
  const notices = sorted([
    // A joint paper bears the head of one of its units.
    ...noticesFor(context, view, what.files).filter(
      ({ code }) => what.jointId === undefined || code !== 'other-unit',
    ),
    ...(isMissing ? [missingNotice(what.missing ?? [])] : []),
  ]);
  const stopping = blocking(notices, view.plan.blocks);
  if (stopping.length === 0) return notices;
  const { sentAtMs, note } = what;
  const isIncomplete = stopping.every(({ code }) => code === 'items-missing');
  // What an earlier version had is there anyway.
  const files = what.files.filter((file) => file.since === undefined);
  context.expect(
    blockedStep,
    { files, sentAtMs, note, code: assignmentCode(view.facts.assignment), isIncomplete },
    heldMinutes,
  );
  context.reply(blocked(stopping, what.files, view), 'reply', [view.facts.assignment.id]);
  return null;
}

/** Where the plan takes nothing incomplete, what is missing is said like everything else that stops a hand-in. */
const missingNotice = (missing: readonly string[]): FileNotice => ({
  code: 'items-missing',
  file: null,
  detail: missing.join('; '),
});
