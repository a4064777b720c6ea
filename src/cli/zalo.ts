/** `dondoc zalo check`: what the configured Official Account can really do. The assistant must be stopped meanwhile. */
import type { Command } from 'commander';
import { storeMemory } from '../app/channels.js';
import { createLog } from '../app/log.js';
import { createZaloApi } from '../channels/zalo/api.js';
import { tryCapabilities } from '../channels/zalo/capabilities.js';
import { createRedact } from '../channels/zalo/errors.js';
import { createTokenKeeper } from '../channels/zalo/tokens.js';
import * as texts from '../texts/zalo.js';
import { Refusal, printJson, withData } from './shared.js';

interface Options {
  user?: string;
  group?: string;
  json?: boolean;
}

export function zaloCommand(program: Command): void {
  const zalo = program.command('zalo').description('kênh Zalo Official Account');
  zalo
    .command('check')
    .description('thử từng khả năng của Official Account (dừng trợ lý trước khi thử)')
    .option('--user <id>', 'mã người nhận tin thử, ví dụ quản trị viên đã nhắn cho Official Account')
    .option('--group <id>', 'mã nhóm GMF nhận tin thử')
    .option('--json', 'in JSON')
    .action(async (options: Options) => {
      await withData(async ({ config, store }) => {
        if (config.zalo === null) throw new Refusal(texts.notConfigured);
        const { refreshToken, oaSecretKey, apiRoot } = config.zalo;
        const memory = storeMemory(store);
        const tokens = createTokenKeeper({
          ...config.zalo,
          seed: refreshToken,
          memory,
          log: createLog('silent'),
        });
        const redact = createRedact(() => [...tokens.secrets(), oaSecretKey]);
        const found = await tryCapabilities(createZaloApi({ root: apiRoot, tokens, redact }), {
          userId: options.user ?? null,
          groupId: options.group ?? null,
          text: texts.trialMessage,
        });
        if (options.json) printJson(found);
        else for (const line of texts.checkLines(found)) console.log(line);
        if (found.every(({ works }) => !works)) process.exitCode = 1;
      });
    });
}
