/**
 * The Telegram channel: the `Channel` port over the Bot API, by long polling or webhook.
 * It keeps no state that matters, decides nothing about people or tasks, and paces nothing: the outbox does.
 */
import type { BotCommand, Update } from 'grammy/types';
import type { StoredFile } from '../../domain/message.js';
import type { Channel, ChannelHealth, InboundSink, Log, MenuEntry } from '../../domain/ports.js';
import { CALL_MS, createClient } from './client.js';
import { createDownload, LARGEST_DOWNLOAD } from './download.js';
import { createRedact, toSendError } from './errors.js';
import type { Identity } from './inbound.js';
import { createSender, LARGEST_UPLOAD, planSteps } from './outbound.js';
import { confirm, pollUntilFailure } from './poll.js';
import { ALLOWED_UPDATES, createReceiver } from './receive.js';
import { mountWebhook, WEBHOOK_PATH } from './webhook.js';

/** Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const LIMITS = {
  overall: { count: 30, perMs: 1_000 },
  perChat: { count: 1, perMs: 1_000 },
  perGroup: { count: 20, perMs: 60_000 },
};
/** Limit of the question whether the platform answers. */
const PROBE_MS = 10_000;

export interface TelegramConfig {
  /** Bot token, `123456:ABC…`; a secret. */
  token: string;
  /** Base of the Bot API, e.g. `https://api.telegram.org`; file downloads use it too. */
  apiRoot: string;
  /** With `publicUrl`: receive by webhook. Without either of them: by long polling. The secret is 1-256 of `A-Za-z0-9_-`. */
  webhook: { secret: string } | null;
  /** Address under which the platform reaches this server. */
  publicUrl: string | null;
  log: Log;
  /** Path of a stored file, for reading. */
  openFile: (file: StoredFile) => Promise<{ path: string }>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** First pause after a failure, in milliseconds; later ones grow. Default 3000. */
  pollRetryMs?: number;
}

/**
 * Makes the channel; nothing happens before `mount` and `start`.
 * @throws Error (English, without secrets) when the token or the webhook secret cannot be one.
 */
export function createTelegramChannel(config: TelegramConfig): Channel {
  const { token, log, now } = config;
  if (!/^\d{1,20}:[\w-]{1,200}$/.test(token))
    throw new Error('the Telegram bot token does not look like one');
  if (config.webhook !== null && !/^[\w-]{1,256}$/.test(config.webhook.secret)) {
    throw new Error('the Telegram webhook secret must be 1-256 characters of A-Z, a-z, 0-9, _ and -');
  }
  const apiRoot = config.apiRoot.replace(/\/+$/, '');
  const retryMs = config.pollRetryMs ?? 3_000;
  const hook =
    config.webhook === null || config.publicUrl === null
      ? null
      : { secret: config.webhook.secret, url: config.publicUrl.replace(/\/+$/, '') + WEBHOOK_PATH };
  const redact = createRedact(token);
  const client = createClient(token, apiRoot);
  const receiver = createReceiver({ client, log, now });
  const sender = createSender({
    client,
    redact,
    openFile: config.openFile,
    now,
    onNote: (fields, message) => log.warn(fields, message),
  });

  let me: Identity | null = null;
  let menu: { private: MenuEntry[]; group: MenuEntry[] } | null = null;
  let isMenuShown = false;
  let status: ChannelHealth = { ok: false, detail: 'not started' };
  let sendingProblem: string | null = null;
  let sink: InboundSink | null = null;
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const position = { offset: 0 };

  /** Waits, but not past `stop`. */
  function pause(ms: number): Promise<void> {
    const { signal } = stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });
  }

  async function take(update: Update): Promise<void> {
    // Refused, so that it comes again: before `getMe` mentions cannot be told apart, after `stop` nobody listens.
    if (sink === null || me === null) throw new Error('not receiving');
    await receiver.receive(update, me, sink);
  }

  /** Learns who we are and points the platform at the chosen way of receiving. */
  async function setUp(stop: AbortSignal): Promise<void> {
    const found = await client.call(CALL_MS, (api, signal) => api.getMe(signal), stop);
    me = { id: found.id, username: found.username };
    await client.call(
      CALL_MS,
      (api, signal) =>
        hook === null
          ? api.deleteWebhook({}, signal)
          : api.setWebhook(hook.url, { secret_token: hook.secret, allowed_updates: ALLOWED_UPDATES }, signal),
      stop,
    );
    if (menu !== null && !isMenuShown) await sendMenu();
    log.info({ username: me.username, isWebhook: hook !== null }, 'Telegram channel is set up');
  }

  /** Sets up and receives until stopped; every failure is noted, waited out and tried again. */
  async function run(onFirstTry: () => void): Promise<void> {
    const stop = stopping.signal;
    let failures = 0;
    let isSetUp = false;
    while (!stop.aborted) {
      try {
        if (!isSetUp) await setUp(stop);
        isSetUp = true;
        if (hook !== null) {
          status = { ok: true, detail: `@${me?.username ?? ''}, receiving by webhook` };
          return;
        }
        await pollUntilFailure({
          client,
          log,
          take,
          pause,
          retryMs,
          stop,
          onAlive(isProbe) {
            // Against a second instance every probe works and every held poll fails; that must not look like success.
            if (!isProbe) failures = 0;
            status = { ok: true, detail: `@${me?.username ?? ''}, receiving by long polling` };
            onFirstTry();
          },
          position,
        });
      } catch (error) {
        if (stop.aborted) return;
        const problem = toSendError(error, redact);
        failures += 1;
        // An answer of no (second instance, foreign webhook, revoked token) is met by setting up anew, and slowly.
        const isNetwork = problem.kind === 'connection';
        if (!isNetwork && problem.kind !== 'throttled') isSetUp = false;
        const growth = Math.min(2 ** (failures - 1), isNetwork ? 5 : 20);
        const waitMs = problem.retryAfterMs ?? retryMs * growth;
        status = { ok: false, detail: problem.message };
        log.warn(
          { kind: problem.kind, reason: problem.message, waitMs },
          'Telegram cannot be reached; trying again',
        );
        onFirstTry();
        await pause(waitMs);
      }
    }
  }

  async function sendMenu(): Promise<void> {
    if (menu === null) return;
    try {
      const { private: forPrivate, group } = menu;
      // Without a language, so that every client shows the one list there is.
      await client.call(CALL_MS, (api, signal) =>
        api.setMyCommands(botCommands(forPrivate), { scope: { type: 'all_private_chats' } }, signal),
      );
      await client.call(CALL_MS, (api, signal) =>
        api.setMyCommands(botCommands(group), { scope: { type: 'all_group_chats' } }, signal),
      );
      isMenuShown = true;
    } catch (error) {
      log.warn({ reason: toSendError(error, redact).message }, 'The command menu could not be set');
    }
  }

  const channel: Channel = {
    name: 'telegram',
    capabilities: {
      hasButtons: true,
      maxInboundFileBytes: LARGEST_DOWNLOAD,
      maxOutboundFileBytes: LARGEST_UPLOAD,
      limits: LIMITS,
    },
    // Every part is a message of its own, and an album would count each of its items.
    countsAs: (message) => planSteps(message).length,
    async start(newSink) {
      sink = newSink;
      stopping = new AbortController();
      status = { ok: false, detail: 'starting' };
      await new Promise<void>((onFirstTry) => {
        running = run(onFirstTry).finally(onFirstTry);
      });
    },
    async stop() {
      stopping.abort();
      await running;
      sink = null;
      await receiver.idle();
      if (hook === null && me !== null) await confirm(client, position.offset);
      status = { ok: false, detail: 'stopped' };
    },
    async send(to, message) {
      try {
        const ids = await sender.send(to, message);
        sendingProblem = null;
        return ids;
      } catch (error) {
        const problem = toSendError(error, redact);
        // Under a webhook nothing else would notice that the token was revoked.
        if (problem.kind === 'config') sendingProblem = problem.message;
        throw problem;
      }
    },
    async probe() {
      try {
        await client.call(PROBE_MS, (api, signal) => api.getMe(signal));
      } catch (error) {
        throw toSendError(error, redact);
      }
    },
    download: createDownload({ client, redact, token, apiRoot }),
    async showMenu(entries) {
      menu = entries;
      isMenuShown = false;
      await sendMenu();
    },
    startLink(code, kind) {
      // Source: https://core.telegram.org/bots/features#deep-linking
      if (me === null || !/^[\w-]{1,64}$/.test(code)) return null;
      return `https://t.me/${me.username}?${kind === 'group' ? 'startgroup' : 'start'}=${code}`;
    },
    health: () => (sendingProblem === null ? status : { ok: false, detail: sendingProblem }),
  };
  if (hook !== null) {
    channel.mount = (server) => mountWebhook(server, hook.secret, take);
  }
  return channel;
}

/** Menu entries as the platform takes them; names it would refuse are left out rather than losing the whole list. */
function botCommands(entries: readonly MenuEntry[]): BotCommand[] {
  return entries
    .map(({ command, description }) => ({
      command: command.replace(/^\//, '').toLowerCase(),
      description: description.normalize('NFC').slice(0, 256),
    }))
    .filter(({ command, description }) => /^[a-z0-9_]{1,32}$/.test(command) && description !== '')
    .slice(0, 100);
}
