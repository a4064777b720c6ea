import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretsIn } from '../../../contracts/channel.js';
import { runCommand } from '../../../fakes/program.js';
import { createZaloServer, type ZaloServer } from '../../../fakes/zalo-server.js';

const person = '9007199254740993123';

describe('dondoc zalo check', () => {
  let zalo: ZaloServer;
  let dir: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    zalo = await createZaloServer();
    zalo.lastSeen(person, 0);
    dir = await mkdtemp(join(tmpdir(), 'dondoc-zalo-check-'));
    const { appId, appSecret, oaId, oaSecretKey, refreshToken } = zalo.credentials;
    env = {
      DATA_DIR: dir,
      ZALO_APP_ID: appId,
      ZALO_APP_SECRET: appSecret,
      ZALO_OA_ID: oaId,
      ZALO_OA_SECRET_KEY: oaSecretKey,
      ZALO_REFRESH_TOKEN: refreshToken,
      ZALO_API_ROOT: zalo.root,
      ZALO_OAUTH_ROOT: zalo.root,
    };
  });
  afterEach(async () => {
    await zalo.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('says of each capability whether the account has it, with the code of the refusal', async () => {
    zalo.oaType = 4;

    const { code, stdout } = await runCommand(['zalo', 'check', '--user', person], env);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Được +Thông tin Official Account: Văn phòng Lam Giang, type 4,/m);
    expect(stdout).toMatch(/^Được +Tải lên tệp PDF: taken$/m);
    expect(stdout).toMatch(/^Không được +Tải lên tệp Excel: -201 /m);
    expect(stdout).toMatch(/^Không được +Gửi tin \(v3\): -235 /m);
    expect(stdout).toMatch(/^Được +Gửi tin \(v2, cơ quan nhà nước\): sent$/m);
    expect(secretsIn(stdout, zalo.secrets())).toEqual([]);
    // The pair it got is kept: the refresh token works once.
    expect((await runCommand(['zalo', 'check'], env)).code).toBe(0);
    expect(zalo.refreshes).toEqual({ given: 1, refused: 0 });
    expect(zalo.sentTo(person)).toHaveLength(1);
  });

  it('ends with 1 when nothing works, and says what is missing when nothing is configured', async () => {
    zalo.revoke();
    expect((await runCommand(['zalo', 'check'], env)).code).toBe(1);
    const nothing = await runCommand(['zalo', 'check'], { DATA_DIR: dir });
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('ZALO_APP_ID')]);
  });
});
