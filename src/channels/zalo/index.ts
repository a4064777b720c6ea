/**
 * The Zalo Official Account channel: the `Channel` port over the OA OpenAPI, receiving by webhook.
 * It decides nothing about people or tasks, and paces nothing: the outbox does.
 */
import { z } from 'zod';
import type { Channel, ChannelHealth, InboundSink } from '../../domain/ports.js';
import { foldSpace, normalize } from '../../domain/text.js';
import { createZaloApi } from './api.js';
import type { ZaloConfig } from './config.js';
import { mountZaloConnect } from './connect.js';
import { createZaloDownload } from './download.js';
import { createRedact, toSendError } from './errors.js';
import { createZaloSender } from './outbound.js';
import { createSignatureCheck } from './signature.js';
import { createTaker } from './take.js';
import { createTokenKeeper } from './tokens.js';
import {
  createUploads,
  largestSentFile,
  largestSentPicture,
  sendableFiles,
  sendablePictures,
} from './uploads.js';
import { mountZaloWebhook } from './webhook.js';

/** Requests an account may make in a minute on the usual package, with room for everything but messages. */
const perMinute = 80;
/** How often the tokens' age is looked at. */
const freshMs = 15 * 60_000;
/** Longest wait for somebody's name before their message is taken without it. */
const nameMs = 1_000;
const mostNames = 5_000;

const accountSchema = z.looseObject({ name: z.string().optional() });
const userSchema = z.looseObject({ display_name: z.string().optional(), user_alias: z.string().optional() });

/** Makes the channel; nothing happens before `mount` and `start`. @param pages what `/zalo/connect` ends with. */
export function createZaloChannel(
  config: ZaloConfig & { pages: (kind: 'done' | 'failed' | 'other-account') => string; unnamed: string },
): Channel {
  const { appId, oaId, log, memory } = config;
  const tokens = createTokenKeeper({ ...config, seed: config.refreshToken });
  const redact = createRedact(() => [...tokens.secrets(), config.oaSecretKey]);
  const api = createZaloApi({ root: config.apiRoot, tokens, redact });
  const uploads = createUploads({ api, openFile: config.openFile });
  const sender = createZaloSender({
    api,
    uploads,
    memory,
    now: config.now,
    onNote: (fields, message) => log.warn(fields, message),
  });
  const signature = createSignatureCheck({
    appId,
    oaId,
    secret: config.oaSecretKey,
    onLearned: (which) => log.info({ which }, 'Zalo signs its events with this id'),
  });

  let sink: InboundSink | null = null;
  let account: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isRevoked = false;
  let sendingProblem: string | null = null;
  const names = new Map<string, string>();

  const taker = createTaker({
    identity: () => ({ oaId, name: account }),
    nameOf,
    sink: () => sink,
    now: config.now,
    log,
    onRevoked: () => void (isRevoked = true),
  });

  /** The name a person shows, asked for once; a name that does not come in time comes with a later message. */
  async function nameOf(userId: string): Promise<string> {
    const known = names.get(userId);
    if (known !== undefined) return known;
    const asked = api
      .call({
        method: 'GET',
        path: '/v3.0/oa/user/detail',
        query: { data: JSON.stringify({ user_id: userId }) },
      })
      .then((data) => {
        const { user_alias: alias, display_name: shown } = userSchema.parse(data);
        const name = foldSpace(normalize(alias || shown || ''));
        if (names.size >= mostNames) names.clear();
        if (name !== '') names.set(userId, name);
        return name;
      })
      .catch(() => '');
    const name = await Promise.race([
      asked,
      new Promise<string>((resolve) => setTimeout(() => resolve(''), nameMs).unref()),
    ]);
    return name === '' ? config.unnamed : name;
  }

  async function learnAccount(): Promise<void> {
    try {
      account = accountSchema.parse(await api.call({ method: 'GET', path: '/v2.0/oa/getoa' })).name ?? null;
    } catch (error) {
      log.warn({ reason: toSendError(error).message }, 'Zalo did not describe the account');
    }
  }

  return {
    name: 'zalo',
    capabilities: {
      hasButtons: false,
      maxInboundFileBytes: config.maxFileBytes,
      maxOutboundFileBytes: largestSentFile,
      maxOutboundPictureBytes: largestSentPicture,
      outboundFileTypes: [...sendableFiles, ...sendablePictures],
      // Seven days after the last interaction nothing is taken any more (-230); two are left to answer.
      window: { closesAfterMs: 7 * 86_400_000, askAfterMs: 5 * 86_400_000 },
      limits: { overall: { count: perMinute, perMs: 60_000 } },
    },
    async mount(server) {
      await mountZaloWebhook(server, { signature, log, take: (event) => taker.take(event) });
      if (config.publicUrl === null) return;
      await mountZaloConnect(server, {
        ...config,
        publicUrl: config.publicUrl,
        tokens,
        page: config.pages,
        onConnected() {
          isRevoked = false;
          sendingProblem = null;
          void learnAccount();
        },
      });
    },
    async start(newSink) {
      sink = newSink;
      await tokens.keepFresh();
      if (tokens.health().ok) void learnAccount();
      timer = setInterval(() => void tokens.keepFresh(), freshMs).unref();
    },
    async stop() {
      sink = null;
      if (timer) clearInterval(timer);
      await taker.idle();
    },
    async send(to, message) {
      try {
        const ids = await sender.send(to, message);
        sendingProblem = null;
        return ids;
      } catch (error) {
        const problem = toSendError(error);
        if (problem.kind === 'config') sendingProblem = problem.message;
        throw problem;
      }
    },
    download: createZaloDownload({
      hosts: config.fileHosts,
      maxBytes: config.maxFileBytes,
      agent: config.agent,
    }),
    async probe() {
      try {
        await api.call({ method: 'GET', path: '/v2.0/oa/getoa' });
      } catch (error) {
        throw toSendError(error);
      }
    },
    health(): ChannelHealth {
      if (isRevoked)
        return { ok: false, detail: 'the account has withdrawn its consent; open /zalo/connect' };
      const state = tokens.health();
      if (!state.ok) return state;
      if (sendingProblem !== null) return { ok: false, detail: sendingProblem };
      return { ok: true, detail: `account ${oaId}, receiving by webhook` };
    },
  };
}
