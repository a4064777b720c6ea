/** `/duyet TN-… ghichu`: a remark without a decision, for the office alone or for the unit as well. */
import { noteSubmission } from '../../src/domain/acts/review.js';
import type { CommandContext } from '../../src/domain/command.js';
import { heldText } from '../../src/domain/person.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/review-decisions.js';
import { tellUnit } from './bao-don-vi.js';
import { type Found, nameOf } from './tim.js';

/** Longest remark kept, in UTF-16 units. */
const longestNote = 2_000;

/** `ghichu`, `ghichu <words>`, `ghichu noibo|gui [words]`; the words may have been given a message before. */
export function note(found: Found, typed: string, context: CommandContext): void {
  const code = found.submission.receiptCode;
  const { dialogue } = context;
  const held =
    dialogue?.step === 'note' && heldText(dialogue, 'code') === code ? heldText(dialogue, 'text') : '';
  const chosen = /^(noi ?bo|gui)(?: |$)/.exec(fold(typed))?.[1];
  const words = chosen === undefined ? typed : typed.split(' ').slice(chosen.split(' ').length).join(' ');
  const text = words.slice(0, longestNote) || (chosen === undefined ? '' : held);
  if (text === '') {
    context.expect('note', { code });
    return context.reply({ text: texts.askNote(code) });
  }
  if (chosen === undefined) {
    context.expect('note', { code, text });
    return context.reply(texts.askNoteShared(code, text));
  }
  write(found, text, chosen === 'gui', context);
}

function write(found: Found, text: string, isShared: boolean, context: CommandContext): void {
  const { submission, view } = found;
  const written = noteSubmission(context, submission, { text, isShared });
  context.settle();
  if (!isShared) return context.reply({ text: texts.noteKept(submission.receiptCode) });
  const untold = tellUnit(
    view,
    texts.noteNotice(written, submission, view, nameOf(written.byPersonId, context)),
    `note/${written.id}`,
    texts.untoldNote(submission),
    context,
  );
  context.reply({ text: texts.noteSent(submission.receiptCode, view.unit.name, untold) });
}
