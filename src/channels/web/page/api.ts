/** Talks to the server. Knows requests and their failures, nothing of the page. */

export interface Me {
  id: string;
  name: string;
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
}

export interface ShownFile {
  name: string;
  size: number;
  isPicture: boolean;
  url: string;
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
    choices?: { label: string; command: string }[];
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

async function ask<T>(path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(
      path,
      body === undefined
        ? { signal: AbortSignal.timeout(30_000) }
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(30_000),
          },
    );
  } catch {
    throw new Refusal(0, '');
  }
  const text = await response.text().catch(() => '');
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after'));
    throw new Refusal(response.status, messageIn(text), seconds > 0 ? seconds * 1000 : null);
  }
  return JSON.parse(text) as T;
}

export const api = {
  session: (): Promise<Session> => ask('/web/session'),
  /** Speaks for this person from now on; null makes a newcomer. */
  become: (id: string | null): Promise<Session> => ask('/web/as', { id }),
  say: (as: string, message: object): Promise<unknown> =>
    ask(`/web/messages?as=${encodeURIComponent(as)}`, message),
  history: (
    as: string,
    conversation: string,
    before: number,
  ): Promise<{ entries: Entry[]; hasMore: boolean }> =>
    ask(`/web/history?as=${encodeURIComponent(as)}&conversation=${conversation}&before=${before}`),
  moveClock: (as: string, move: 'day' | 'next-reminder'): Promise<{ now: number; moved: boolean }> =>
    ask(`/web/clock?as=${encodeURIComponent(as)}`, { move }),

  /** Sends files; only this way of asking reports how much has gone out. */
  upload(as: string, form: FormData, onProgress: (percent: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `/web/files?as=${encodeURIComponent(as)}`);
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
      });
      request.addEventListener('load', () => {
        if (request.status >= 200 && request.status < 300) resolve();
        else reject(new Refusal(request.status, messageIn(request.responseText)));
      });
      for (const end of ['error', 'abort', 'timeout'] as const) {
        request.addEventListener(end, () => reject(new Refusal(0, '')));
      }
      request.send(form);
    });
  },
};
