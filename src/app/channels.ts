/** Which channels there are, and what each is given. A new one is a line here. */
import { createTelegramChannel } from '../channels/telegram/index.js';
import { createZaloChannel } from '../channels/zalo/index.js';
import type { ZaloMemory } from '../channels/zalo/config.js';
import type { Config } from '../config.js';
import type { Rules } from '../domain/command.js';
import type { Channel, Clock, Log, Store, Vault } from '../domain/ports.js';
import type { Gate } from './gate.js';
import type { Signer } from './sign.js';
import { connectPage, unnamedPerson } from '../texts/zalo.js';
import { createWeb } from './web.js';

/** Adds the channels that are configured to `channels`, by name, and those given beside them. */
export function addChannels(
  channels: Map<string, Channel>,
  more: readonly Channel[],
  parts: {
    config: Config;
    log: Log;
    store: Store;
    vault: Vault;
    gate: Gate;
    clock: Clock;
    signer: Signer;
    rules: Rules;
    moved: () => Promise<void>;
  },
): void {
  const { config, log, vault, clock } = parts;
  if (config.telegram) {
    const { token, apiRoot, webhookSecret } = config.telegram;
    const channel = createTelegramChannel({
      token,
      apiRoot,
      webhook: webhookSecret === null ? null : { secret: webhookSecret },
      publicUrl: config.http.publicUrl,
      log,
      openFile: async (file) => ({ path: await vault.pathOf(file.sha256) }),
      now: clock.now,
    });
    channels.set(channel.name, channel);
  }
  if (config.zalo) {
    const channel = createZaloChannel({
      ...config.zalo,
      publicUrl: config.http.publicUrl,
      memory: storeMemory(parts.store),
      log,
      openFile: async (file) => ({ path: await vault.pathOf(file.sha256) }),
      now: clock.now,
      maxFileBytes: config.maxUploadBytes,
      pages: connectPage,
      unnamed: unnamedPerson,
    });
    channels.set(channel.name, channel);
  }
  if (config.demo || config.webChat) {
    const channel = createWeb({
      ...parts,
      isDemo: config.demo !== null,
      publicUrl: config.http.publicUrl,
      maxBytes: config.maxUploadBytes,
    });
    channels.set(channel.name, channel);
  }
  for (const channel of more) channels.set(channel.name, channel);
}

/** What the Zalo channel has to remember, among the settings. */
export function storeMemory(store: Store): ZaloMemory {
  return {
    get: (name) => store.get('settings', `zalo-${name}`)?.value,
    put: (name, value) => store.transaction((tx) => tx.put('settings', { id: `zalo-${name}`, value })),
  };
}
