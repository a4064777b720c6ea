/** The register as a file of a chat: made before the transaction, from the state as it is then. */
import { Readable } from 'node:stream';
import type { Prepared, Rules } from '../domain/command.js';
import { takenOutAt } from '../domain/collecting.js';
import { documentStem } from '../domain/export-name.js';
import type { Clock, StoreReader, Vault } from '../domain/ports.js';
import { dayOf } from '../domain/time.js';
import { registerOf } from '../exports/register.js';

/** Largest register, in bytes; one of ten thousand rows has about two megabytes. */
const largestBytes = 50_000_000;

/** @returns what makes the register of a plan, or of one task; null when there is no such plan. */
export function createRegisterMaker(deps: {
  vault: Pick<Vault, 'put'>;
  clock: Clock;
  rules: Rules;
}): (planId: string, taskId: string | null, reader: StoreReader) => Promise<Prepared['register']> {
  return async (planId, taskId, reader) => {
    const atMs = deps.clock.now();
    const taken = takenOutAt(reader, { planId, taskId, atMs, allVersions: false });
    if (!taken) return null;
    const bytes = await registerOf(reader, taken, deps.rules.calendar);
    const part = taken.task === null ? '' : `_nhiem-vu-${positionOf(reader, planId, taken.task.id)}`;
    const day = dayOf(atMs).replaceAll('-', '');
    const name = `${documentStem(taken.plan.document)}_bang-theo-doi${part}_${day}.xlsx`;
    const file = await deps.vault.put(Readable.from([bytes]), { name, maxBytes: largestBytes });
    return { file, planId, taskId };
  };
}

function positionOf(reader: StoreReader, planId: string, taskId: string): number {
  return reader.find('tasks', 'byPlan', planId).findIndex((task) => task.id === taskId) + 1;
}
