/** Records beside the reminders: a reminder put off, a person on leave, a formal letter that urges units. */
import type { StoredFile } from './message.js';

/** A person away; their reminders go to a deputy. Days are `YYYY-MM-DD`, both included. */
export interface Leave {
  from: string;
  until: string;
  /** Another person of the same unit; null when there is none, then the head of the unit and the clerks know. */
  deputyId: string | null;
  at: string;
}

/** One assignment put off by a conversation: it is reminded of again on `until`, whatever steps lie between. */
export interface Snooze {
  /** `<conversationId>/<assignmentId>` */
  id: string;
  conversationId: string;
  assignmentId: string;
  /** Day on which it is reminded of again, `YYYY-MM-DD`. */
  until: string;
  byPersonId: string;
  at: string;
}

/** A draft of the formal letter ("công văn đôn đốc") to units that have not reported. */
export interface UrgingLetter {
  id: string;
  number: number;
  planId: string;
  /** One task of the plan; absent: all. */
  taskId?: string | undefined;
  /** The collecting unit that sends it; absent: the clerks' office. */
  officeUnitId?: string | undefined;
  /** Name of the office that sends it, as it stood then; absent while unknown. */
  office?: string | undefined;
  /** SHA-256 of what it says, by which the same letter is known. */
  basis?: string | undefined;
  /** 1 for the first letter about these units of the plan, 2 for the second, … */
  time: number;
  unitIds: string[];
  assignmentIds: string[];
  /** The date the letter sets, `YYYY-MM-DD`; null when it only recalls the date in force. */
  finalOn: string | null;
  /** Number and date it was sent under ("123/STC-TH ngày 15/6/2026"); null until the office says so. */
  sentAs: string | null;
  file: StoredFile;
  byPersonId: string;
  at: string;
}
