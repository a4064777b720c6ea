/** The fields of a task in a draft that a person can change. */

/** Fields that hold words. */
export type TextField = 'action' | 'via' | 'deliverable' | 'volume' | 'quota';

/** Fields that hold names of units. */
export type UnitField = 'lead' | 'coordinating' | 'recipients';

/** Any of them; `until` is the last day of a recurring task. */
export type DraftField = TextField | UnitField | 'deadline' | 'until';
