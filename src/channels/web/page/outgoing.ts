/**
 * Messages on their way to the server: one after the other per conversation, tried again with the same id
 * until the server has an answer. The server makes one event of however many tries.
 */
import { Refusal, api } from './api.js';
import { memory } from './memory.js';

export interface Outgoing {
  readonly clientId: string;
  readonly me: string;
  readonly conversation: string;
  readonly text: string;
  /** The command a pressed button stands for; null for typed text. */
  readonly press: string | null;
  readonly files: File[];
  readonly replyTo: string | null;
  state: 'sending' | 'waiting' | 'refused' | 'sent';
  percent: number;
  reason: string;
  /** The file itself was refused: sending it once more would end the same way. */
  isFinal: boolean;
  attempts: number;
}

const delaysMs = [1000, 2000, 4000, 8000, 15_000, 30_000];

export interface Outbox {
  add(message: Pick<Outgoing, 'me' | 'conversation' | 'text' | 'press' | 'files' | 'replyTo'>): void;
  /** Puts back what an earlier page could not send. */
  restore(me: string): void;
  /** Unconfirmed messages of this person in this conversation, oldest first. */
  of(me: string, conversation: string): Outgoing[];
  /** Tries now, whatever the wait. */
  retry(clientId: string): void;
  retryAll(): void;
  /** The message has come back in the stream, or its writer gave it up. */
  drop(clientId: string): void;
  /** Files still on their way; they do not outlive the page. */
  hasFiles(): boolean;
}

/**
 * @param speaksFor whom the page speaks for now; others' messages wait until they are back.
 * @param renew gets a lost session back; true when it did.
 */
export function createOutbox(
  speaksFor: () => string | null,
  renew: () => Promise<boolean>,
  onChange: (message: Outgoing) => void,
): Outbox {
  let messages: Outgoing[] = [];
  const busy = new Set<string>();

  function set(message: Outgoing, state: Outgoing['state'], reason = ''): void {
    message.state = state;
    message.reason = reason;
    onChange(message);
  }

  async function post(message: Outgoing): Promise<void> {
    const { clientId, conversation, replyTo, text, press, files } = message;
    if (files.length === 0) {
      await api.say(message.me, {
        clientId,
        conversation,
        replyTo,
        ...(press === null ? { text } : { press }),
      });
      return;
    }
    const form = new FormData();
    // The server checks the fields before it takes the files, so they go first.
    form.append('conversation', conversation);
    form.append('clientId', clientId);
    form.append('caption', text);
    if (replyTo !== null) form.append('replyTo', replyTo);
    for (const file of files) form.append('file', file, file.name);
    await api.upload(message.me, form, (percent) => {
      message.percent = percent;
      onChange(message);
    });
  }

  function next(conversation: string): Outgoing | undefined {
    return messages.find(
      (one) =>
        one.conversation === conversation &&
        one.me === speaksFor() &&
        one.state !== 'sent' &&
        one.state !== 'refused',
    );
  }

  async function run(conversation: string): Promise<void> {
    if (busy.has(conversation)) return;
    busy.add(conversation);
    try {
      for (let message = next(conversation); message !== undefined; message = next(conversation)) {
        if (!(await attempt(message))) return;
      }
    } finally {
      busy.delete(conversation);
    }
  }

  /** True when the message needs no further try. */
  async function attempt(message: Outgoing): Promise<boolean> {
    message.attempts += 1;
    set(message, 'sending');
    try {
      await post(message);
      memory.dropUnsent(message.clientId);
      set(message, 'sent');
      return true;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(0, '');
      const isRenewed = refusal.status === 401 && message.attempts < 4 && (await renew());
      if (!isRenewed && !refusal.isPassing) {
        memory.dropUnsent(message.clientId);
        message.isFinal = message.files.length > 0 && [413, 422].includes(refusal.status);
        set(message, 'refused', refusal.message);
        return true;
      }
      set(message, 'waiting');
      const delay = isRenewed
        ? 0
        : (refusal.retryAfterMs ?? delaysMs[Math.min(message.attempts, delaysMs.length) - 1] ?? 30_000);
      setTimeout(() => void run(message.conversation), delay);
      return false;
    }
  }

  function put(message: Outgoing): void {
    messages.push(message);
    if (message.files.length === 0) {
      const { clientId, me, conversation, text, press, replyTo } = message;
      memory.keepUnsent({ clientId, me, conversation, text, press, replyTo });
    }
    onChange(message);
    void run(message.conversation);
  }

  const fresh = { state: 'sending' as const, percent: 0, reason: '', isFinal: false, attempts: 0 };

  return {
    add(message) {
      put({ ...message, ...fresh, clientId: newId() });
    },
    restore(me) {
      for (const kept of memory.unsent()) {
        if (kept.me !== me || messages.some((one) => one.clientId === kept.clientId)) continue;
        put({ ...kept, ...fresh, files: [] });
      }
      for (const message of messages) if (message.me === me) void run(message.conversation);
    },
    of: (me, conversation) => messages.filter((one) => one.me === me && one.conversation === conversation),
    retry(clientId) {
      const message = messages.find((one) => one.clientId === clientId);
      if (message === undefined) return;
      message.attempts = 0;
      set(message, 'sending');
      void run(message.conversation);
    },
    retryAll() {
      for (const conversation of new Set(messages.map((one) => one.conversation))) void run(conversation);
    },
    drop(clientId) {
      messages = messages.filter((one) => one.clientId !== clientId);
      memory.dropUnsent(clientId);
    },
    hasFiles: () => messages.some((one) => one.files.length > 0 && one.state !== 'sent'),
  };
}

/** A random UUID; `crypto.randomUUID` is missing on plain http addresses other than localhost. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
