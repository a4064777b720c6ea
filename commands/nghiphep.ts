/** `/nghiphep`: days of leave, in which a colleague of the same unit gets one's reminders. */
import { endLeave, leaveFault, takeLeave } from '../src/domain/acts/leave.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { type Deputies, deputiesFor, standsInFor } from '../src/domain/leave.js';
import { heldText, type Person } from '../src/domain/person.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { addDays, dayOf, weekdayOf } from '../src/domain/time.js';
import type { Leave } from '../src/domain/urging.js';
import * as texts from '../src/texts/leave.js';
import { tellDeputy, tellReleased, tellThoseWithoutDeputy, tellUncovered } from './nghiphep/bao-tin.js';
import { readLeave } from './nghiphep/ngay.js';

type Days = Pick<Leave, 'from' | 'until'>;

/** Buttons for deputies; more are chosen by typing a name. */
const offeredDeputies = 8;
/** A day without its year that lies further ahead than this has passed. */
const yearlessDays = 300;

export const nghiphep: Command = {
  name: 'nghiphep',
  aliases: ['vangmat'],
  summary: 'Ghi ngày nghỉ phép, người thay nhận tin nhắc',
  usage: '[ngày đầu] [ngày cuối] [tên người thay] | bo',
  examples: ['/nghiphep', '/nghiphep 01/12 05/12', '/nghiphep 01/12 05/12 Lê Thu Hà', '/nghiphep bo'],
  allowed: ['officer'],
  where: 'private',
  run(args, context) {
    if (context.dialogue?.command === 'nghiphep') context.settle();
    const { person } = context;
    if (!person) return;
    const typed = foldSpace(args);
    if (typed === '') return show(person, context);
    if (/^(?:bo|huy|thoi|khong nghi)(?: nghi(?: phep)?| nua)?$/.test(fold(typed)))
      return end(person, context);
    onDays(person, typed, context);
  },
  resume(step, input, context) {
    const [from, until] = [heldText(context.dialogue, 'from'), heldText(context.dialogue, 'until')];
    context.settle();
    const { person } = context;
    if (!person) return;
    const typed = foldSpace(input.text);
    if (step === 'deputy' && readLeave(typed, context.nowMs) === null)
      return onDeputy(person, { from, until }, typed, context);
    onDays(person, typed, context);
  },
};

function show(person: Readonly<Person>, context: CommandContext): void {
  const { tx, nowMs } = context;
  const today = dayOf(nowMs);
  const others = standsInFor(tx, person, today).flatMap(({ name, leave }) =>
    leave ? [texts.standInLine(name, leave)] : [],
  );
  const { leave } = person;
  if (leave && leave.until >= today) {
    const deputy = leave.deputyId === null ? null : (tx.get('persons', leave.deputyId)?.name ?? null);
    return context.reply(texts.currentLeave(leave, deputy, others));
  }
  const monday = addDays(today, 8 - weekdayOf(today));
  context.expect('days', {});
  const asked = texts.askLeave([
    { label: 'Hôm nay', from: today, until: today },
    { label: 'Ngày mai', from: addDays(today, 1), until: addDays(today, 1) },
    { label: 'Tuần sau', from: monday, until: addDays(monday, 4) },
  ]);
  context.reply({ ...asked, text: [asked.text, ...others].join('\n') });
}

function onDays(person: Readonly<Person>, typed: string, context: CommandContext): void {
  const today = dayOf(context.nowMs);
  const read = readLeave(typed, context.nowMs);
  if (!read) {
    context.expect('days', {});
    return context.reply({ text: texts.leaveUnclear });
  }
  const isPast = !read.hasYear && read.from > addDays(today, yearlessDays);
  const fault = isPast ? 'over' : leaveFault(read, today);
  if (fault) {
    context.expect('days', {});
    return context.reply({ text: texts.leaveFaultWords[fault] });
  }
  onDeputy(person, { from: read.from, until: read.until }, read.rest, context);
}

/** @param typed the deputy: a name, the mark of a button, "khong"; empty while it is open. */
function onDeputy(person: Readonly<Person>, days: Days, typed: string, context: CommandContext): void {
  const deputies = deputiesFor(context.tx, person, days, dayOf(context.nowMs));
  const { free } = deputies;
  const word = fold(typed);
  if (
    /^(?:khong|khong co|khong ai|khong co nguoi thay|chua co)$/.test(word) ||
    (word === '' && free.length === 0)
  )
    return take(person, days, null, deputies, context);
  const isYes = /^(?:dong y|co|duoc|ok|vang|dung)$/.test(word);
  if (isYes && free.length === 1 && free[0]) return take(person, days, free[0], deputies, context);
  if (word === '' || isYes) return ask(days, deputies, null, context);
  const named = (people: readonly Readonly<Person>[]): Readonly<Person>[] =>
    people.filter((one) => typed === markOf(one, context) || isNamed(one.name, word));
  const found = named(free);
  if (found.length === 1 && found[0]) return take(person, days, found[0], deputies, context);
  if (found.length > 1) return ask(days, { ...deputies, free: found }, texts.severalDeputies(typed), context);
  for (const why of ['away', 'unreachable'] as const) {
    const [kept] = named(deputies[why]);
    if (kept) return ask(days, deputies, texts.cannotStandIn(kept.name, why), context);
  }
  ask(days, deputies, texts.noSuchDeputy(typed.startsWith('#') ? '' : typed), context);
}

/** Whole words of a name, in any order of writing: "hà", "thu ha", "Lê Thu Hà". */
function isNamed(name: string, words: string): boolean {
  return ` ${fold(name)} `.includes(` ${words} `);
}

/** Names a person in a button without their id, which is too long for one. */
function markOf(person: Readonly<Person>, { services }: CommandContext): string {
  return `#${services.sha256(person.id).slice(0, 8)}`;
}

function ask(days: Days, deputies: Deputies, remark: string | null, context: CommandContext): void {
  const candidates = deputies.free
    .slice(0, offeredDeputies)
    .map((one) => ({ name: one.name, mark: markOf(one, context) }));
  context.expect('deputy', { ...days });
  context.reply(texts.askDeputy(days, candidates, keptFrom(deputies), remark));
}

function keptFrom({ away, unreachable }: Deputies): { name: string; why: 'away' | 'unreachable' }[] {
  return [
    ...away.map(({ name }) => ({ name, why: 'away' as const })),
    ...unreachable.map(({ name }) => ({ name, why: 'unreachable' as const })),
  ];
}

function take(
  person: Readonly<Person>,
  days: Days,
  deputy: Readonly<Person> | null,
  deputies: Deputies,
  context: CommandContext,
): void {
  const before = person.leave;
  const deputyId = deputy?.id ?? null;
  const isSame = before?.from === days.from && before.until === days.until && before.deputyId === deputyId;
  if (isSame) return show(person, context);
  const changed = takeLeave(context, person, { ...days, deputyId });
  const { leave } = changed;
  if (!leave) return;
  if (before && before.deputyId !== deputyId) tellReleased(person, before, context);
  const told = deputy ? { name: deputy.name, tasks: tellDeputy(changed, leave, deputy, context) } : null;
  const uncovered = tellUncovered(changed, leave, deputy, context);
  tellThoseWithoutDeputy(changed, leave, context);
  context.reply(texts.leaveTaken(leave, told, uncovered.units, uncovered.isTold, keptFrom(deputies)));
}

function end(person: Readonly<Person>, context: CommandContext): void {
  const leave = endLeave(context, person);
  if (!leave) return context.reply({ text: texts.noLeave });
  const isTold = tellReleased(person, leave, context);
  const deputy = leave.deputyId === null ? undefined : context.tx.get('persons', leave.deputyId);
  context.reply({ text: texts.leaveEnded(leave, isTold ? (deputy?.name ?? null) : null) });
}
