/** `/nop`, or simply sending a file: hand in a report; asks which assignment when that is not certain. */
import type { Command, CommandContext } from '../src/domain/command.js';
import { readHandInWords, saysMistake } from '../src/domain/hand-in-words.js';
import { heldText, unitsOf } from '../src/domain/person.js';
import { type AssignmentView, assignmentCode } from '../src/domain/queries.js';
import { shorten } from '../src/domain/text.js';
import { errorSentence } from '../src/texts/errors.js';
import { size } from '../src/texts/format.js';
import * as texts from '../src/texts/handing-in.js';
import { notUnderstood } from '../src/texts/people.js';
import * as sending from '../src/texts/sending.js';
import { titleOf } from '../src/texts/tasks.js';
import { resumeElsewhere } from './nop/elsewhere.js';
import { filesHeldIn, gather, keepAside, mostHeld, waitMinutes } from './nop/held.js';
import { blockedStep, preparationsFor } from './nop/kiem-tep.js';
import { isOutsideGroup, ownByNumber, ownUnitName, owedViews, refusalOf } from './nop/own.js';
import { take, takeBack } from './nop/take.js';

export { owedViews } from './nop/own.js';
export { submit } from './nop/submit.js';

export const nop: Command = {
  name: 'nop',
  aliases: ['nopbaocao', 'gui'],
  summary: 'Nộp báo cáo (hoặc gửi thẳng tệp)',
  usage: '[mã việc]',
  examples: ['/nop', '/nop V12', '/nop V12 da gui 123/BC-SYT 15/6/2026', '/nop chuyen TN-00012-7KQ2MX V15'],
  allowed: ['officer'],
  where: 'both',
  remembers: ['more'],
  prepares: preparationsFor,
  run(args, context) {
    tellRefused(context);
    const { content } = context.event;
    const caption = content.kind === 'files' ? (content.caption ?? '') : '';
    const isNamed = [readHandInWords(args, true), readHandInWords(caption, false)].some(
      ({ codes }) => codes.length > 0,
    );
    const held = gather(context, isNamed);
    if (held.left > 0) context.reply({ text: sending.tooManyHeld(mostHeld) });
    if (held.files.length === 0 && context.prepared.refused.length > 0) return;
    if (unitsOf(context.person ?? undefined).length === 0) return context.reply({ text: texts.notOfficer });
    if (isOutsideGroup(context)) return context.reply({ text: sending.notInThisGroup });
    finish(take(args.trim(), held, context), context);
    const aside = keepAside(held.aside, context);
    if (aside > 0) context.reply(sending.keptAside(aside));
  },
  resume(step, input, context) {
    if (input.hasFiles)
      return nop.run(
        step === 'file' || step === blockedStep ? heldText(context.dialogue, 'code') : '',
        context,
      );
    const text = input.text.trim();
    const held = gather(context, false);
    const named = readHandInWords(heldText(context.dialogue, 'code'), true).codes[0];
    const view = named === undefined ? null : ownByNumber(named, context);
    if (step === 'paper' && view) return resumeElsewhere(view, text, held, context);
    if (saysMistake(text)) return takeBack(held, context);
    // Words instead of a choice: the person names the assignment.
    if (step === 'choose' && text !== '') return finish(take(text, held, context), context);
    if (step === 'file' && view) return askForFile(view, context);
    context.reply({ text: notUnderstood });
  },
  dropped(dialogue) {
    const files =
      dialogue.step === 'which' || dialogue.data['isRepeat'] === true ? [] : filesHeldIn(dialogue);
    return files.length > 0 ? sending.droppedFiles(files.length) : null;
  },
};

/** What is left to be asked for. */
function finish(left: ReturnType<typeof take>, context: CommandContext): void {
  if (left) askForFile(left.askFor, context);
}

function askForFile(target: AssignmentView | null, context: CommandContext): void {
  const { services, person, address, conversation } = context;
  const max = services.maxFileBytes(address.channel);
  if (target) {
    const refusal = refusalOf(target);
    if (refusal !== null) return context.reply({ text: refusal });
    const isPrivate = conversation.kind === 'private';
    // Where the chat takes as much as the page, there is nothing to be had there.
    const link =
      person && isPrivate && max < services.maxUploadBytes
        ? services.uploadLink(target.facts.assignment.id, person.id)
        : null;
    context.expect('file', { code: assignmentCode(target.facts.assignment) }, waitMinutes(context));
    return context.reply({ text: texts.sendFileFor(target, max, link) }, 'reply', [
      target.facts.assignment.id,
    ]);
  }
  const owed = owedViews(context);
  if (owed.length === 0) return context.reply({ text: texts.nothingToHandIn(ownUnitName(context)) });
  const shown = owed.slice(0, 8);
  context.reply({
    text: `${texts.chooseTask(0)}\n${shown.map((view, i) => `${i + 1}. ${titleOf(view, 90)}`).join('\n')}`,
    choices: shown.map((view, i) => ({
      label: `${i + 1}. ${shorten(view.task.action, 44)}`,
      command: `/nop ${assignmentCode(view.facts.assignment)}`,
    })),
  });
}

/** Says what could not be taken, with a link for files over the channel's limit. */
function tellRefused(context: CommandContext): void {
  const { prepared, services, person, address } = context;
  for (const { name, error } of prepared.refused) {
    if (error.code !== 'file-too-big') {
      context.reply({ text: errorSentence(error, shorten(name, 60)) });
      continue;
    }
    const limit = error.detail ?? size(services.maxFileBytes(address.channel));
    const owed = owedViews(context);
    const only = owed.length === 1 ? owed[0] : undefined;
    const link = only && person ? services.uploadLink(only.facts.assignment.id, person.id) : null;
    if (link || owed.length === 0) {
      context.reply({ text: texts.fileTooBig(name, limit, link) });
      continue;
    }
    context.reply({
      text: `${texts.fileTooBig(name, limit, null)}\n${texts.chooseForLink}`,
      choices: owed.slice(0, 8).map((view, i) => ({
        label: `${i + 1}. ${shorten(view.task.action, 44)}`,
        command: `/nop ${assignmentCode(view.facts.assignment)}`,
      })),
    });
  }
}
