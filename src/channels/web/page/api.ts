/** Talks to the server. Knows requests and their failures, nothing of the page. */

export interface Me {
  id: string;
  name: string;
  /** Unit and role; empty for a newcomer. */
  detail: string;
  isNewcomer: boolean;
}

export interface RosterEntry {
  id: string;
  kind: 'person' | 'group';
  label: string;
  detail: string;
  memberIds: string[];
  received: number;
  last: number;
}

export interface Session {
  mode: 'demo' | 'linked';
  me: Me | null;
  conversations: { id: string; kind: 'private' | 'group'; title: string }[];
  roster: RosterEntry[];
  clock: { now: number } | null;
  maxUploadBytes: number;
  maxTextLength: number;
  maxFiles: number;
}

export interface ShownFile {
  name: string;
  size: number;
  url: string;
}

export interface Choice {
  label: string;
  command: string;
}

export interface Entry {
  id: string;
  conversation: string;
  sequence: number;
  at: string;
  fromPerson: boolean;
  author: string;
  message: {
    heading?: string;
    text: string;
    choices?: Choice[];
    files?: ShownFile[];
    picture?: ShownFile;
  };
}

/** The server's answer was no (`status` 400 and up), or there was none (`status` 0). */
export class Refusal extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(status: number, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Asking the same again later may help. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

function messageIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
      return body.message;
    }
  } catch {
    // An answer of some proxy in between; it has nothing to say to the reader.
  }
  return '';
}

// An answer may be slow on a weak line; one that never comes is asked for again.
const answerMs = 30_000;
const stallMs = 60_000;

async function ask<T>(path: string, body?: object): Promise<T> {
  const request =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, { ...request, signal: AbortSignal.timeout(answerMs) });
    text = await response.text();
  } catch {
    throw new Refusal(0, '');
  }
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after'));
    throw new Refusal(response.status, messageIn(text), seconds > 0 ? seconds * 1000 : null);
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    // A captive portal answers everything with a page of its own.
    throw new Refusal(0, '');
  }
}

/** Address of a request made in the name of `as`. */
function named(path: string, as: string | null, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(as === null ? more : { as, ...more }).toString();
  return query === '' ? path : `${path}?${query}`;
}

export const api = {
  /** @param as whom this tab speaks for; null asks for whoever this browser spoke for last. */
  session: (as: string | null): Promise<Session> => ask(named('/web/session', as)),
  /** Speaks for this person from now on; null makes a newcomer, who may give a name. */
  become: (id: string | null, name: string | null = null): Promise<Session> => ask('/web/as', { id, name }),
  /** Ends the session of this browser. */
  leave: (): Promise<unknown> => ask('/web/leave', {}),
  say: (as: string, message: object): Promise<unknown> => ask(named('/web/messages', as), message),
  history: (
    as: string,
    conversation: string,
    before: number,
  ): Promise<{ entries: Entry[]; hasMore: boolean }> =>
    ask(named('/web/history', as, { conversation, before: String(before) })),
  moveClock: (as: string, move: 'day' | 'next-reminder'): Promise<{ now: number; moved: boolean }> =>
    ask(named('/web/clock', as), { move }),
  /** Address of the stream of events; `cursor` is the mark to go on from. */
  events: (as: string, cursor: string): string =>
    named('/web/events', as, cursor === '' ? {} : { since: cursor }),

  /** Sends files; only this way of asking reports how much has gone out. */
  upload(as: string, form: FormData, onProgress: (percent: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let stall = 0;
      // No limit on the whole: a large file on a weak line takes its time. Only standing still is given up.
      const moving = (): void => {
        clearTimeout(stall);
        stall = window.setTimeout(() => request.abort(), stallMs);
      };
      request.open('POST', named('/web/files', as));
      request.addEventListener('loadend', () => clearTimeout(stall));
      request.upload.addEventListener('progress', (event) => {
        moving();
        if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
      });
      request.addEventListener('load', () => {
        if (request.status >= 200 && request.status < 300) resolve();
        else reject(new Refusal(request.status, messageIn(request.responseText)));
      });
      for (const end of ['error', 'abort', 'timeout'] as const) {
        request.addEventListener(end, () => reject(new Refusal(0, '')));
      }
      moving();
      request.send(form);
    });
  },
};
