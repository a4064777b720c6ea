/**
 * What a person decides about addressees of a draft as a whole: names the directory lacks, units in or out of a
 * collective. What is asked about a single task is `draft-questions.ts`.
 */
import type { PlanDraft } from '../plan.js';
import type { Addressee } from './addressees.js';
import { type Editor, edited, replaceMention, settle } from './draft-edit.js';
import type { QuestionTools } from './draft-questions.js';

/** Settles every name the directory lacks as a unit to be made under that name. */
export function settleNewUnits(
  draft: Readonly<PlanDraft>,
  addressees: readonly Addressee[],
  editor: Editor,
): PlanDraft {
  const nameless = addressees.filter(({ kind }) => kind === 'unknown' || kind === 'ambiguous');
  return edited(draft, (copy) => {
    settle(
      copy,
      nameless.map(({ mention, match, kind }) => ({
        task: null,
        doubt: kind === 'ambiguous' ? 'lead-ambiguous' : 'lead-unknown',
        subject: mention,
        answer: match?.name ?? mention,
      })),
      editor,
    );
  });
}

/**
 * Takes a unit out of a collective, or adds one beside it, everywhere the draft names the collective.
 * The words carry it ("… trừ Sở Y tế"), so that tables and the plan say what was decided; where the words would not
 * be understood that way, the units themselves are named.
 */
export function changeCollective(
  draft: Readonly<PlanDraft>,
  addressee: Addressee,
  change: { remove: string } | { add: string },
  tools: QuestionTools,
  editor: Editor,
): PlanDraft {
  const { mention } = addressee;
  const nameOf = (id: string): string[] => tools.units.flatMap((unit) => (unit.id === id ? [unit.name] : []));
  const answer = 'add' in change ? `+${change.add}` : `-${change.remove}`;
  return edited(draft, (copy) => {
    const names = 'add' in change ? [mention, change.add] : without(change.remove);
    for (const task of copy.result.tasks)
      for (const field of ['lead', 'recipients'] as const)
        task[field] = [...new Set(task[field].flatMap((known) => (known === mention ? names : [known])))];
    // The collective itself was looked at, under whatever words it goes now.
    settle(
      copy,
      names.map((subject) => ({ task: null, doubt: 'lead-collective' as const, subject, answer })),
      editor,
    );
  });

  function without(name: string): string[] {
    const wanted = addressee.unitIds.filter((id) => !nameOf(id).includes(name));
    const worded = /\((?:ngoại )?trừ [^()]+\)$/iu.test(mention)
      ? mention.replace(/\)$/, `, ${name})`)
      : `${mention} (trừ ${name})`;
    const { unitIds } = tools.resolve(worded);
    const isUnderstood = unitIds.length === wanted.length && unitIds.every((id) => wanted.includes(id));
    return isUnderstood ? [worded] : wanted.flatMap(nameOf);
  }
}

/** Takes a unit of the directory for an addressee, wherever the draft names it. */
export function chooseUnit(
  draft: Readonly<PlanDraft>,
  addressee: Addressee,
  name: string,
  editor: Editor,
): PlanDraft {
  return edited(draft, (copy) => {
    replaceMention(copy, addressee.mention, name);
    const doubt = addressee.kind === 'ambiguous' ? 'lead-ambiguous' : 'lead-unknown';
    settle(copy, [{ task: null, doubt, subject: addressee.mention, answer: name }], editor);
  });
}

/** A collective is what the directory says it is. */
export function approveCollective(
  draft: Readonly<PlanDraft>,
  addressee: Addressee,
  editor: Editor,
): PlanDraft {
  return edited(draft, (copy) => {
    settle(
      copy,
      [
        {
          task: null,
          doubt: 'lead-collective',
          subject: addressee.mention,
          answer: String(addressee.unitIds.length),
        },
      ],
      editor,
    );
  });
}
