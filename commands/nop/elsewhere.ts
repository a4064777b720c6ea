/** "Already sent through the document system": number and day of the paper, registered as met until the office has checked. */
import type { CommandContext } from '../../src/domain/command.js';
import { heldText } from '../../src/domain/person.js';
import { type AssignmentView, assignmentCode } from '../../src/domain/queries.js';
import { readPaperDay, readPaperNumber, type SentElsewhere } from '../../src/domain/sent-elsewhere.js';
import { needsHandIn } from '../../src/domain/state.js';
import { dayOf } from '../../src/domain/time.js';
import { chooseTask } from '../../src/texts/handing-in.js';
import * as texts from '../../src/texts/sending-joint.js';
import { choiceLabel, choiceLine } from '../../src/texts/sending.js';
import type { PendingFiles } from './held.js';
import { handInTo } from './into.js';
import { allOffered } from './choosing.js';
import { refusalOf } from './own.js';

/** Choices shown when the task is not named. */
const shown = 8;

/** Registers it when number and day are known and possible; asks for what is missing. Files sent along are kept with it. */
export function registerElsewhere(
  view: AssignmentView,
  said: SentElsewhere,
  held: PendingFiles,
  context: CommandContext,
  lines: readonly string[] = [],
): void {
  const refusal = refusalOf(view);
  if (refusal !== null) return context.reply({ text: refusal });
  const { number, on } = said;
  const today = dayOf(context.nowMs);
  const { issuedOn } = view.plan.document;
  const askAgain = (text: string): void => {
    const code = assignmentCode(view.facts.assignment);
    const { files, sentAtMs, note } = held;
    context.expect('paper', { code, ...(number ? { number } : {}), files, sentAtMs, note });
    context.reply({ text });
  };
  if (number === null) return askAgain(texts.askPaper(view));
  if (on === null) return askAgain(texts.askPaperDay(number));
  if (on > today) return askAgain(texts.paperDayAhead(on));
  if (issuedOn !== null && on < issuedOn) return askAgain(texts.paperDayBefore(on, issuedOn));
  const as = { kind: 'elsewhere', reference: texts.reference(number, on), statedOn: on } as const;
  handInTo(view, held, { as, lines: [texts.statedBySender(on), ...lines] }, context);
}

/** The answer to the question for number and day. */
export function resumeElsewhere(
  view: AssignmentView,
  text: string,
  held: PendingFiles,
  context: CommandContext,
): void {
  const known = heldText(context.dialogue, 'number') || null;
  const today = dayOf(context.nowMs);
  registerElsewhere(
    view,
    { number: readPaperNumber(text) ?? known, on: readPaperDay(text, today) },
    held,
    context,
  );
}

/** Asks which task was sent, when words did not tell; choosing one repeats what is known of the paper. */
export function askWhichElsewhere(
  said: SentElsewhere,
  views: readonly AssignmentView[],
  context: CommandContext,
): void {
  const all = views.length > 0 ? views : allOffered(context);
  const owed = all.filter((view) => needsHandIn(view.state));
  const offered = [...owed, ...all.filter((view) => !owed.includes(view))].slice(0, shown);
  if (offered.length === 0) return context.reply({ text: chooseTask(0) });
  const withUnit = new Set(offered.map((view) => view.unit.id)).size > 1;
  // A choice carries at most 64 bytes; the number is held in the dialogue.
  context.expect('which-paper', { ...said });
  context.reply({
    text: [
      texts.chooseElsewhere,
      ...offered.map((view, i) => choiceLine(i + 1, view, { isRecent: false, withUnit })),
    ].join('\n'),
    choices: offered.map((view, i) => ({
      label: choiceLabel(i + 1, view, false),
      command: `/nop ${assignmentCode(view.facts.assignment)} da gui`,
    })),
  });
}

/** What was said of a paper before its task was chosen. */
export function saidBefore(context: CommandContext): SentElsewhere | null {
  const { dialogue } = context;
  if (dialogue?.command !== 'nop' || dialogue.step !== 'which-paper') return null;
  return { number: heldText(dialogue, 'number') || null, on: heldText(dialogue, 'on') || null };
}
