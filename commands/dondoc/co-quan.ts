/** `/dondoc coquan`: what the office's letters need to know of it, asked once, one thing after the other. */
import type { CommandContext } from '../../src/domain/command.js';
import {
  type LetterheadField,
  letterheadFields,
  letterheadOf,
  longestLetterheadValue,
  officeOf,
  setLetterhead,
} from '../../src/domain/letterhead.js';
import { heldText } from '../../src/domain/person.js';
import { fold, foldSpace } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import { plain } from '../../src/texts/letter-parts.js';
import * as texts from '../../src/texts/letterhead.js';

export const letterheadStep = 'letterhead';

/** Minutes a question is open to typed answers. */
const questionMinutes = 60;

/** @param rest nothing, `nhap`, `tiep 2`, or a field and its value. */
export function onLetterhead(rest: string, context: CommandContext): void {
  const [verb = '', ...values] = rest.split(' ');
  const head = letterheadOf(context.tx, own(context));
  const word = fold(verb);
  if (word === '' && letterheadFields.some((field) => head[field] !== null && field !== 'office'))
    return context.reply(texts.letterheadShown(head));
  if (word === '' || word === 'nhap') return ask(0, context);
  if (word === 'tiep') return ask(Number(values[0] ?? 0), context);
  const field = letterheadFields.find((one) => texts.letterheadWords[one].typed === word);
  if (!field || values.length === 0) return context.reply({ text: texts.letterheadUsage });
  const refusal = keep(field, values.join(' '), context);
  context.reply(
    refusal === null ? texts.letterheadShown(letterheadOf(context.tx, own(context))) : { text: refusal },
  );
}

/** The answer to a question; the next one follows. */
export function onLetterheadAnswer(typed: string, context: CommandContext): void {
  const field = letterheadFields.find((one) => one === heldText(context.dialogue, 'field'));
  if (!field) return context.settle();
  const refusal = keep(field, typed, context);
  if (refusal !== null) {
    context.expect(letterheadStep, { field }, questionMinutes);
    return context.reply({ text: refusal });
  }
  ask(letterheadFields.indexOf(field) + 1, context);
}

function ask(index: number, context: CommandContext): void {
  const head = letterheadOf(context.tx, own(context));
  const field = Number.isInteger(index) ? letterheadFields[index] : undefined;
  if (!field) {
    context.settle();
    return context.reply(texts.letterheadShown(head));
  }
  context.expect(letterheadStep, { field }, questionMinutes);
  context.reply(texts.askLetterhead(field, head));
}

/** Keeps a value. @returns why it cannot be kept, in words; null when it is. */
function keep(field: LetterheadField, typed: string, context: CommandContext): string | null {
  const said = foldSpace(typed);
  if (said.length > longestLetterheadValue) return texts.letterheadTooLong;
  const isNone = /^(?:-|khong|khong co|khong ghi)$/.test(fold(said));
  const value = isNone ? '' : plain(said, longestLetterheadValue);
  if (!isNone && value === '') return texts.letterheadUsage;
  const isSymbol = /^[\p{L}\d&]+(?:-[\p{L}\d&]+)*$/u.test(value);
  if (field === 'symbol' && value !== '' && !isSymbol) return texts.symbolUnclear;
  setLetterhead(context.tx, own(context), field, value);
  context.audit('letterhead', field, value);
  return null;
}

function own({ tx, person, nowMs }: CommandContext): string | null {
  return officeOf(tx, person, null, dayOf(nowMs));
}
