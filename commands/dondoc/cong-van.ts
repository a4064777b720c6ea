/** `/dondoc K1 congvan`: drafts the formal urging letter, the first time and again; shows those there are. */
import { addWorkingDays, isWorkingDay } from '../../src/domain/calendar.js';
import type { CommandContext } from '../../src/domain/command.js';
import {
  basisOf,
  letterDraft,
  type LetterDraft,
  type LetterRow,
  lettersOf,
  type WantedLetter,
} from '../../src/domain/letter-content.js';
import { officeOf } from '../../src/domain/letterhead.js';
import type { Person } from '../../src/domain/person.js';
import { planLabel } from '../../src/domain/plan.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { fold, foldSpace } from '../../src/domain/text.js';
import { addDays, dayOf, toIso } from '../../src/domain/time.js';
import type { UrgingLetter } from '../../src/domain/urging.js';
import * as texts from '../../src/texts/letters.js';
import { readNewDays } from '../giahan/ngay.js';
import { type Scope, codeOf } from './asked.js';
import { record } from './so-cong-van.js';

export const finalDayStep = 'letter-day';

/** Working days offered for the last day of a letter. */
const offeredOffsets = [3, 5, 10];
/** Above every count of letters, so that all that is overdue is looked at. */
const everyTime = 99;

type Asked =
  | { what: 'show' }
  | { what: 'make'; time: number; day: string | null; isDayUnclear: boolean }
  | { what: 'file'; letter: number | null }
  | { what: 'record'; letter: number | null; text: string }
  | { what: 'unclear' };

/** Reads what follows `congvan`. */
function readLetter(rest: string, nowMs: number): Asked {
  const typed = foldSpace(rest);
  const words = fold(typed);
  if (words === '') return { what: 'show' };
  const verb = /^(so|tep)(?= |$)/.exec(words)?.[1];
  if (verb) {
    const after = typed.split(' ').slice(1).join(' ');
    const code = /^cv\s?(\d{1,9})(?= |$)/i.exec(after);
    const letter = code ? Number(code[1]) : null;
    if (verb === 'tep') return { what: 'file', letter };
    return { what: 'record', letter, text: after.slice(code?.[0].length ?? 0).trim() };
  }
  const make = /^(?:lan )?([1-9])(?: (.*))?$/.exec(words);
  if (!make) return { what: 'unclear' };
  const day = make[2] ? finalDayIn(make[2], nowMs) : null;
  return { what: 'make', time: Number(make[1]), day, isDayUnclear: Boolean(make[2]) && day === null };
}

/** A last day typed by a person: after today, within a year; null when it is none. */
function finalDayIn(typed: string, nowMs: number): string | null {
  const day = readNewDays(typed, nowMs)[0]?.day;
  const today = dayOf(nowMs);
  return day !== undefined && day > today && day <= addDays(today, 366) ? day : null;
}

/** The letter that has to be made before the transaction; null when none has. */
export function letterToMake(
  scope: Scope,
  rest: string,
  parts: { reader: StoreReader; person: Readonly<Person> | null; nowMs: number },
): WantedLetter | null {
  const { reader, person, nowMs } = parts;
  const asked = readLetter(rest, nowMs);
  const taskId = scope.task?.id ?? null;
  const officeUnitId = officeOf(reader, person, scope.plan, dayOf(nowMs));
  const base = { planId: scope.plan.id, taskId, officeUnitId };
  if (asked.what === 'show' && lettersOf(reader, scope.plan.id, taskId).length === 0)
    return { ...base, time: 1, finalOn: null };
  if (asked.what !== 'make' || asked.isDayUnclear) return null;
  return asked.time > 1 && asked.day === null ? null : { ...base, time: asked.time, finalOn: asked.day };
}

/** @param rest what was typed after `congvan`. */
export function onLetter(scope: Scope, rest: string, context: CommandContext): void {
  const { tx, person, nowMs } = context;
  const asked = readLetter(rest, nowMs);
  const about = { code: codeOf(tx, scope), plan: planLabel(scope.plan.document) };
  const letters = lettersOf(tx, scope.plan.id, scope.task?.id ?? null);
  if (asked.what === 'unclear') return context.reply(texts.letterUsage(about));
  if (asked.what === 'record' || asked.what === 'file') {
    const letter =
      asked.letter === null
        ? (letters.findLast(({ sentAs }) => sentAs === null) ?? letters.at(-1))
        : letters.find(({ number }) => number === asked.letter);
    if (!letter) return context.reply(texts.noSuchLetter(about));
    if (asked.what === 'file') return context.reply(texts.letterFile(letter));
    return record(scope.plan, letter, asked.text, context);
  }
  const wanted = letterToMake(scope, rest, { reader: tx, person, nowMs });
  if (wanted) return make(scope, wanted, context);
  if (asked.what === 'show') return show(scope, letters, context);
  // A later letter needs a last day; it is asked for only when there is a letter to write.
  const { time } = asked;
  const taskId = scope.task?.id ?? null;
  const officeUnitId = officeOf(tx, person, scope.plan, dayOf(nowMs));
  const possible = letterDraft(
    tx,
    { planId: scope.plan.id, taskId, officeUnitId, time, finalOn: null },
    nowMs,
    context.rules.calendar,
  );
  if (typeof possible === 'string') return context.reply(texts.noLetter(possible, about, time, letters));
  context.expect(finalDayStep, { code: about.code, time: String(time) });
  if (asked.isDayUnclear) return context.reply({ text: texts.finalDayUnclear });
  context.reply(texts.askFinalDay(about, time, offeredDays(context), possible.runningUntil));
}

/** Hands over the letter that was made, or the same one made before; a double tap gives the same letter. */
function make(scope: Scope, wanted: WantedLetter, context: CommandContext): void {
  const { tx, nowMs, rules, prepared, services } = context;
  const about = { code: codeOf(tx, scope), plan: planLabel(scope.plan.document) };
  context.settle();
  const draft = letterDraft(tx, wanted, nowMs, rules.calendar);
  if (typeof draft === 'string') {
    const letters = lettersOf(tx, wanted.planId, wanted.taskId);
    return context.reply(texts.noLetter(draft, about, wanted.time, letters));
  }
  const basis = services.sha256(basisOf(draft.content));
  const isSame = draft.replaces?.basis === basis;
  if (!isSame && prepared.letter?.basis !== basis)
    return context.reply(texts.letterChanged(about, wanted.time, wanted.finalOn));
  const letter = isSame ? draft.replaces : keep(wanted, draft, basis, context);
  if (!letter) return;
  const isFinalOff = wanted.finalOn !== null && !isWorkingDay(wanted.finalOn, rules.calendar);
  context.reply(texts.letterReady(about, letter, draft, offeredDays(context), isFinalOff));
}

/** Records the letter, in the place of the unsent one before it. */
function keep(
  wanted: WantedLetter,
  { content, replaces }: LetterDraft,
  basis: string,
  context: CommandContext,
): UrgingLetter | null {
  const { tx, nowMs, person, prepared, services } = context;
  if (!prepared.letter || !person) return null;
  const ids = (of: (row: LetterRow) => string): string[] => [...new Set(content.rows.map(of))];
  const letter: UrgingLetter = {
    id: replaces?.id ?? services.newId(),
    number: replaces?.number ?? tx.next('letter'),
    planId: wanted.planId,
    ...(wanted.taskId === null ? {} : { taskId: wanted.taskId }),
    ...(wanted.officeUnitId === null ? {} : { officeUnitId: wanted.officeUnitId }),
    ...(content.head.office ? { office: content.head.office } : {}),
    basis,
    time: wanted.time,
    unitIds: ids((row) => row.unitId),
    assignmentIds: ids((row) => row.assignmentId),
    finalOn: wanted.finalOn,
    sentAs: null,
    file: prepared.letter.file,
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('letters', letter);
  const plan = tx.get('plans', wanted.planId);
  context.audit('letter', `K${plan?.number ?? ''}`, `CV${letter.number} lan ${letter.time}`);
  return letter;
}

/** Letters there are, and how things stand with the units now. */
function show(scope: Scope, letters: readonly Readonly<UrgingLetter>[], context: CommandContext): void {
  const { tx, nowMs, person, rules } = context;
  const about = { code: codeOf(tx, scope), plan: planLabel(scope.plan.document) };
  const officeUnitId = officeOf(tx, person, scope.plan, dayOf(nowMs));
  const rows = [everyTime, 1].flatMap((time) => {
    const wanted = {
      planId: scope.plan.id,
      taskId: scope.task?.id ?? null,
      time,
      finalOn: null,
      officeUnitId,
    };
    const draft = letterDraft(tx, wanted, nowMs, rules.calendar);
    return typeof draft === 'string' || (time === 1 && draft.content.rows.some(({ urged }) => urged > 0))
      ? []
      : [draft.content.rows];
  })[0];
  const urged = (rows ?? []).filter((row) => row.urged > 0);
  const fresh = (rows ?? []).filter((row) => row.urged === 0);
  const units = (some: readonly LetterRow[]): number => new Set(some.map(({ unitId }) => unitId)).size;
  const next = Math.min(9, 1 + Math.max(1, ...urged.map((row) => row.urged)));
  const unsent = letters.findLast(({ sentAs }) => sentAs === null);
  const task = unsent?.taskId === undefined ? null : (tx.get('tasks', unsent.taskId) ?? null);
  const isOwn = unsent !== undefined && (unsent.officeUnitId ?? null) === officeUnitId;
  context.reply(
    texts.letterList(
      about,
      letters,
      { urged: units(urged), fresh: units(fresh), next, today: dayOf(nowMs) },
      unsent ? { letter: unsent, remake: isOwn ? codeOf(tx, { plan: scope.plan, task }) : null } : null,
    ),
  );
}

function offeredDays({ nowMs, rules }: CommandContext): texts.OfferedDay[] {
  return offeredOffsets.map((workingDays) => ({
    workingDays,
    day: addWorkingDays(dayOf(nowMs), workingDays, rules.calendar),
  }));
}
