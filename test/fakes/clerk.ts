/** Trần Thị Hoa, who runs the assistant in the tests of plans: the first to link, so the administrator. */
import type { PlanDraft, TaskCandidate } from '../../src/domain/plan.js';
import { createWorld, type Talker, type World } from './world.js';

export const hoa: Talker = { id: 'hoa', name: 'Trần Thị Hoa' };

/** A world at an instant (ISO, with offset) in which Hoa has linked with the first code. */
export async function worldOfHoa(start: string): Promise<World> {
  const world = await createWorld(start);
  await world.say(hoa, '/start QUAN-TRI-2026');
  return world;
}

/** The first draft there is, as stored now. */
export function draftOf(world: World): PlanDraft {
  const [first] = world.app.store.all('drafts');
  if (!first) throw new Error('no draft');
  return first;
}

/** A task of that draft, counted from 0. */
export function draftTask(world: World, index: number): TaskCandidate {
  const found = draftOf(world).result.tasks[index];
  if (!found) throw new Error(`no task ${index}`);
  return found;
}
