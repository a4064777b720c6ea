/** `/dondoc K1 congvan so 123/STC-TH 15/6/2026`: under which number and date a letter was sent. */
import type { CommandContext } from '../../src/domain/command.js';
import { heldText } from '../../src/domain/person.js';
import type { Plan } from '../../src/domain/plan.js';
import { foldSpace } from '../../src/domain/text.js';
import { dayFrom, dayOf } from '../../src/domain/time.js';
import type { UrgingLetter } from '../../src/domain/urging.js';
import * as texts from '../../src/texts/letters.js';

export const sentStep = 'letter-sent';

/** Keeps number and date; asks for them when nothing was typed. */
export function record(
  plan: Readonly<Plan>,
  letter: Readonly<UrgingLetter>,
  typed: string,
  context: CommandContext,
): void {
  const held = { letter: letter.id };
  if (foldSpace(typed) === '') {
    context.expect(sentStep, held);
    return context.reply(texts.askSentAs(letter));
  }
  const sent = readSent(typed);
  const today = dayOf(context.nowMs);
  if (!sent || sent.on > today || sent.on < (plan.document.issuedOn ?? '')) {
    context.expect(sentStep, held);
    return context.reply({ text: texts.sentAsUnclear });
  }
  context.settle();
  const [year, month, day] = sent.on.split('-').map(Number);
  const sentAs = `${sent.number} ngày ${day}/${month}/${year}`;
  if (letter.sentAs !== sentAs) {
    context.tx.put('letters', { ...structuredClone(letter), sentAs });
    context.audit('letter-sent', `K${plan.number}`, `CV${letter.number}: ${sentAs}`);
  }
  context.reply(texts.sentAsKept(letter, sentAs, letter.sentAs));
}

/** The letter a person was asked about; undefined when it is gone. */
export function heldLetter({ tx, dialogue }: CommandContext): Readonly<UrgingLetter> | undefined {
  return tx.get('letters', heldText(dialogue, 'letter'));
}

/** Number, symbol and day as people type them: `123/STC-TH 15/6/2026`, `số 123/STC-TH ngày 15 tháng 6 năm 2026`. */
export function readSent(typed: string): { number: string; on: string } | null {
  const text = foldSpace(typed);
  // State letters "123/STC-TH", party ones "123-CV/TU" (domain.md 1.2).
  const number =
    /(?<![\p{L}\d/])(\d{1,5}[a-z]?)\s?([/-])\s?(\p{L}[\p{L}\d&]*(?:\s?[-/]\s?\p{L}[\p{L}\d&]*)*)/u.exec(text);
  if (!number) return null;
  const rest = `${text.slice(0, number.index)} ${text.slice(number.index + number[0].length)}`;
  const date = /(\d{1,2})\s?(?:[/.-]|tháng|thang)\s?(\d{1,2})\s?(?:[/.-]|năm|nam)\s?(\d{4})(?!\d)/iu.exec(
    rest,
  );
  const on = date && dayFrom(Number(date[3]), Number(date[2]), Number(date[1]));
  return on ? { number: number[0].replace(/\s/g, ''), on } : null;
}
