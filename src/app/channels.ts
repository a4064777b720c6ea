/** Which channels there are, and what each is given. A new one is a line here. */
import { createTelegramChannel } from '../channels/telegram/index.js';
import type { Config } from '../config.js';
import type { Rules } from '../domain/command.js';
import type { Channel, Clock, Log, Store, Vault } from '../domain/ports.js';
import type { Gate } from './gate.js';
import type { Signer } from './sign.js';
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
  if (config.hasZaloSettings) {
    log.warn({}, 'Zalo settings are present, but the Zalo channel is not part of this version');
  }
}
