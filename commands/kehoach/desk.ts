/** What every command on one draft works with: the draft, the directory on its date, and the way to store a change. */
import { createAddresseeResolver } from '../../src/domain/acts/addressees.js';
import { addresseesToShow, countDraft, gravelyOpen } from '../../src/domain/acts/draft-doubts.js';
import type { Editor } from '../../src/domain/acts/draft-edit.js';
import type { QuestionTools } from '../../src/domain/acts/draft-questions.js';
import { amendedPlan, amendmentItems } from '../../src/domain/acts/amend.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { PlanDraft, TaskCandidate } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';
import { amendsKnown, amendsUnknown } from '../../src/texts/plan-amend.js';
import {
  draftClosed,
  draftList,
  draftOverview,
  draftTask,
  noSuchDraftTask,
} from '../../src/texts/plan-draft.js';
import { openDoubts } from '../../src/domain/acts/draft-doubts.js';

export interface Desk {
  draft: Readonly<PlanDraft>;
  context: CommandContext;
  tools: QuestionTools;
  editor: Editor;
}

/** The desk of a draft as it stands in this transaction. */
export function deskOf(draft: Readonly<PlanDraft>, context: CommandContext): Desk {
  const { tx, nowMs, person, rules } = context;
  const { issuedOn } = draft.result.document;
  return {
    draft,
    context,
    tools: {
      resolve: createAddresseeResolver(tx, issuedOn),
      units: [...tx.all('units')],
      calendar: rules.calendar,
      issuedOn,
      beforeMeans: rules.beforeMeans,
    },
    editor: { by: person?.id ?? null, nowMs },
  };
}

/** The draft of a number, in whatever state. */
export function draftOfNumber(number: number, context: CommandContext): Readonly<PlanDraft> | undefined {
  return [...context.tx.all('drafts')].find((draft) => draft.number === number);
}

/** Says what became of a draft that is no longer open. */
export function closed(draft: Readonly<PlanDraft>, context: CommandContext): void {
  const plan = draft.planId === null ? undefined : context.tx.get('plans', draft.planId);
  context.reply({ text: draftClosed(draft, plan) });
}

/** Stores a changed draft, says who changed what in the audit trail, and gives a desk for it. */
export function store(desk: Desk, draft: PlanDraft, act: string, subject: string, detail?: string): Desk {
  const { context } = desk;
  context.tx.put('drafts', draft);
  context.audit(act, `D${draft.number}${subject === '' ? '' : `/${subject}`}`, detail);
  return deskOf(draft, context);
}

export function isDoubtful(desk: Desk, task: Readonly<TaskCandidate>): boolean {
  return gravelyOpen(desk.draft, task, desk.tools.resolve).length > 0;
}

export function overview(desk: Desk): void {
  const { draft, context, tools } = desk;
  const addressees = addresseesToShow(draft, tools.resolve);
  const counts = countDraft(draft, tools.resolve);
  context.reply(draftOverview(draft, counts, addressees, amendmentNotes(desk)));
}

function amendmentNotes({ draft, context, tools }: Desk): string[] {
  const { amends } = draft.result.document;
  if (amends === null) return [];
  const plan = amendedPlan(context.tx, draft.result.document);
  if (!plan) return [amendsUnknown(amends)];
  return [amendsKnown(plan, amendmentItems(context.tx, draft, plan, tools.resolve))];
}

export function list(desk: Desk, page: number): void {
  desk.context.reply(draftList(desk.draft, page, (task) => isDoubtful(desk, task)));
}

/** One task in full; the overview when there is none of that number. */
export function card(desk: Desk, index: number): void {
  const { draft, context, tools } = desk;
  const task = draft.result.tasks[index];
  if (!task) return context.reply({ text: noSuchDraftTask(draft) });
  context.reply(draftTask(draft, task, index, openDoubts(draft, task, tools.resolve)));
}

/** Position in the directory, typed as `U12`. */
export function unitNumberOf(desk: Desk, name: string): number {
  return desk.tools.units.findIndex((unit) => unit.name === name) + 1;
}

/** The unit behind `u12`; undefined for anything else. */
export function unitOfCode(desk: Desk, code: string): { id: string; name: string } | undefined {
  const number = /^u(\d{1,6})$/i.exec(code)?.[1];
  return number ? desk.tools.units[Number(number) - 1] : undefined;
}

/** Looks for the longest of `keys` (folded) at the head of what was typed; the rest keeps its letters. */
export function headWord<T>(typed: string, keys: ReadonlyMap<string, T>): { value: T; rest: string } | null {
  const words = typed.split(' ');
  for (let length = Math.min(3, words.length); length > 0; length -= 1) {
    const value = keys.get(fold(words.slice(0, length).join(' ')).replace(/[:,]$/, ''));
    if (value !== undefined) return { value, rest: words.slice(length).join(' ') };
  }
  return null;
}
