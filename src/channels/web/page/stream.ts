/** The stream of events from the server: opens again by itself and resumes where it stopped. */
import { api, type Entry } from './api.js';

export interface Stream {
  /** Listens for this person from now on; forgets what was seen. */
  open(as: string): void;
  close(): void;
}

/** @param hooks.lost called when the server refuses the stream; may open it anew for the same or another person. */
export function createStream(hooks: {
  entry(entry: Entry): void;
  elsewhere(conversation: string): void;
  clock(now: number): void;
  ready(isAgain: boolean): void;
  down(): void;
  lost(): Promise<unknown>;
}): Stream {
  let source: EventSource | null = null;
  let as = '';
  let cursor = '';
  let wasReady = false;
  let timer = 0;

  function connect(): void {
    clearTimeout(timer);
    source?.close();
    const opened = new EventSource(api.events(as, cursor));
    source = opened;
    const hear = (name: string, use: (data: string) => void): void => {
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        if (source !== opened) return;
        if (event.lastEventId !== '') cursor = event.lastEventId;
        use(event.data);
      });
    };
    hear('entry', (data) => hooks.entry(JSON.parse(data) as Entry));
    hear('elsewhere', (data) => hooks.elsewhere((JSON.parse(data) as { conversation: string }).conversation));
    hear('clock', (data) => hooks.clock((JSON.parse(data) as { now: number }).now));
    hear('ready', () => {
      hooks.ready(wasReady);
      wasReady = true;
    });
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      hooks.down();
      // After a plain break the browser tries again; after a refusal it gives up, and we take over.
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(() => void reconnect(opened), 2000);
    });
  }

  async function reconnect(broken: EventSource): Promise<void> {
    await hooks.lost();
    if (source === broken) connect();
  }

  return {
    open(person) {
      as = person;
      cursor = '';
      wasReady = false;
      connect();
    },
    close() {
      clearTimeout(timer);
      source?.close();
      source = null;
    },
  };
}
