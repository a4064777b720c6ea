/**
 * The environment, read once into a frozen configuration (contract DESIGN.md 3.1).
 * Nothing else reads the environment; every variable listed here stands in `.env.example`.
 */
import { z } from 'zod';
import type { KeepRules } from './domain/retention.js';

export interface Config {
  telegram: { token: string; apiRoot: string; webhookSecret: string | null } | null;
  zalo: {
    appId: string;
    appSecret: string;
    oaId: string;
    oaSecretKey: string;
    refreshToken: string | null;
    apiRoot: string;
    oauthRoot: string;
    businessRoot: string;
    /** Null for the platform's own. */
    fileHosts: readonly string[] | null;
  } | null;
  http: { host: string; port: number; publicUrl: string | null };
  dataDir: string;
  adminCode: string | null;
  workdayEnd: string;
  /** Largest file taken by any way, in bytes. */
  maxUploadBytes: number;
  beforeMeans: 'strict' | 'lenient';
  webChat: boolean;
  logLevel: string;
  demo: { samples: boolean; clockStart: number | null; clockRate: number } | null;
  /** Life of a link to a file or an archive, in days. */
  fileLinkDays: number;
  keep: KeepRules;
  /** Where clamd listens; null when files are taken without a virus scan. */
  clamd: { host: string; port: number } | { socket: string } | null;
}

/** A fault in the environment: one Vietnamese line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const secrets = new Set([
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'ZALO_APP_SECRET',
  'ZALO_OA_SECRET_KEY',
  'ZALO_REFRESH_TOKEN',
  'ADMIN_CODE',
]);

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const wholeNumber = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
/** Signed links live less than 45 days (contract DESIGN.md 3.6). */
const longestFileLinkDays = 44;
/** A hundred years: what is kept longer is kept for good. */
const longestKeptMonths = 1_200;
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535));
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

/** Every variable, what it accepts, and how that is said to a person. */
export const variables = {
  TELEGRAM_BOT_TOKEN: {
    schema: z.string().regex(/^\d+:[\w-]{3,}$/),
    expected: 'mã bot do BotFather cấp, dạng 123456789:AA…',
  },
  TELEGRAM_API_ROOT: { schema: url, expected: 'địa chỉ http(s), ví dụ https://api.telegram.org' },
  TELEGRAM_WEBHOOK_SECRET: {
    schema: z.string().regex(/^[\w-]{1,256}$/),
    expected: '1 đến 256 ký tự A-Z a-z 0-9 _ -',
  },
  ZALO_APP_ID: { schema: z.string(), expected: 'mã ứng dụng Zalo' },
  ZALO_APP_SECRET: { schema: z.string(), expected: 'khóa bí mật của ứng dụng Zalo' },
  ZALO_OA_ID: { schema: z.string(), expected: 'mã Official Account' },
  ZALO_OA_SECRET_KEY: { schema: z.string(), expected: 'khóa bí mật webhook của Official Account' },
  ZALO_REFRESH_TOKEN: { schema: z.string(), expected: 'refresh token của Official Account' },
  ZALO_API_ROOT: { schema: url, expected: 'địa chỉ http(s)' },
  ZALO_OAUTH_ROOT: { schema: url, expected: 'địa chỉ http(s)' },
  ZALO_BUSINESS_ROOT: { schema: url, expected: 'địa chỉ http(s)' },
  ZALO_FILE_HOSTS: { schema: z.string(), expected: 'danh sách tên máy chủ, cách nhau bằng dấu phẩy' },
  HTTP_HOST: { schema: z.string().min(1), expected: 'tên máy hoặc địa chỉ IP, ví dụ 127.0.0.1' },
  HTTP_PORT: { schema: port, expected: 'số cổng từ 0 đến 65535' },
  PUBLIC_URL: { schema: url, expected: 'địa chỉ http(s) mà người ngoài mở được' },
  DATA_DIR: { schema: z.string().min(1), expected: 'đường dẫn thư mục dữ liệu' },
  ADMIN_CODE: { schema: z.string().regex(/^[\w -]{4,64}$/), expected: '4 đến 64 ký tự chữ, số, gạch nối' },
  MAX_UPLOAD_MB: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().min(1).max(10_000)),
    expected: 'số MB từ 1 đến 10000',
  },
  WORKDAY_END: {
    schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    expected: 'giờ dạng HH:MM, ví dụ 17:00',
  },
  BEFORE_MEANS: { schema: z.enum(['strict', 'lenient']), expected: 'strict hoặc lenient' },
  WEB_CHAT: { schema: flag, expected: '0 hoặc 1' },
  FILE_LINK_DAYS: {
    schema: wholeNumber.pipe(z.number().min(1).max(longestFileLinkDays)),
    expected: `số ngày từ 1 đến ${longestFileLinkDays}`,
  },
  KEEP_MESSAGES_MONTHS: {
    schema: wholeNumber.pipe(z.number().min(1).max(longestKeptMonths)),
    expected: `số tháng từ 1 đến ${longestKeptMonths}`,
  },
  KEEP_CLOSED_PLANS_MONTHS: {
    schema: wholeNumber.pipe(z.number().min(1).max(longestKeptMonths)),
    expected: `số tháng từ 1 đến ${longestKeptMonths}; để trống nếu không xóa`,
  },
  CLAMD_HOST: { schema: z.string().min(1), expected: 'tên máy hoặc địa chỉ IP chạy clamd, ví dụ 127.0.0.1' },
  CLAMD_PORT: { schema: port, expected: 'số cổng của clamd, thường là 3310' },
  CLAMD_SOCKET: { schema: z.string().min(1), expected: 'đường dẫn socket của clamd' },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    expected: 'trace, debug, info, warn, error, fatal hoặc silent',
  },
  DEMO: { schema: flag, expected: '0 hoặc 1' },
  DEMO_SAMPLES: { schema: flag, expected: '0 hoặc 1' },
  CLOCK_START: {
    schema: z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)),
    expected: 'thời điểm ISO có múi giờ, ví dụ 2022-06-20T07:55:00+07:00',
  },
  CLOCK_RATE: {
    schema: z.coerce.number().positive().max(10_000_000),
    expected: 'số dương: số giây ảo trong một giây thật',
  },
} as const satisfies Record<string, { schema: z.ZodType; expected: string }>;

type VariableName = keyof typeof variables;
type Values = { [K in VariableName]?: z.output<(typeof variables)[K]['schema']> };

/**
 * Reads the environment. An empty value counts as unset.
 * @throws ConfigError with one line per fault: name, what was given (never a secret), what is expected.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, expected }] of Object.entries(variables)) {
    const given = environment[name]?.trim();
    if (given === undefined || given === '') continue;
    const parsed = schema.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(fault(name, given, expected));
  }
  const read = values as Values;
  if (read.TELEGRAM_WEBHOOK_SECRET && !read.PUBLIC_URL) {
    faults.push('PUBLIC_URL: chưa đặt; cần địa chỉ công khai khi dùng TELEGRAM_WEBHOOK_SECRET');
  }
  if (read.TELEGRAM_WEBHOOK_SECRET && !read.TELEGRAM_BOT_TOKEN) {
    faults.push('TELEGRAM_BOT_TOKEN: chưa đặt; cần mã bot khi dùng TELEGRAM_WEBHOOK_SECRET');
  }
  const zalo = zaloOf(read, faults);
  const hasChannel = read.TELEGRAM_BOT_TOKEN !== undefined || zalo !== null || read.WEB_CHAT === true;
  const isDemo = read.DEMO ?? !hasChannel;
  for (const name of ['CLOCK_START', 'CLOCK_RATE'] as const) {
    if (read[name] !== undefined && !isDemo) {
      faults.push(`${name}: chỉ dùng cùng DEMO=1; đặt DEMO=1 hoặc bỏ biến này`);
    }
  }
  if (read.CLAMD_SOCKET !== undefined && (read.CLAMD_HOST ?? read.CLAMD_PORT) !== undefined) {
    faults.push('CLAMD_SOCKET: chỉ dùng khi không đặt CLAMD_HOST, CLAMD_PORT; bỏ một trong hai');
  } else if (read.CLAMD_PORT !== undefined && read.CLAMD_HOST === undefined) {
    faults.push('CLAMD_HOST: chưa đặt; cần tên máy chạy clamd khi đặt CLAMD_PORT');
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze<Config>({
    telegram: read.TELEGRAM_BOT_TOKEN
      ? {
          token: read.TELEGRAM_BOT_TOKEN,
          apiRoot: read.TELEGRAM_API_ROOT ?? 'https://api.telegram.org',
          webhookSecret: read.TELEGRAM_WEBHOOK_SECRET ?? null,
        }
      : null,
    zalo,
    http: {
      host: read.HTTP_HOST ?? '127.0.0.1',
      port: read.HTTP_PORT ?? 3000,
      publicUrl: read.PUBLIC_URL ?? null,
    },
    dataDir: read.DATA_DIR ?? './data',
    adminCode: read.ADMIN_CODE ?? null,
    workdayEnd: read.WORKDAY_END ?? '17:00',
    maxUploadBytes: (read.MAX_UPLOAD_MB ?? 200) * 1024 * 1024,
    beforeMeans: read.BEFORE_MEANS ?? 'strict',
    webChat: read.WEB_CHAT ?? false,
    logLevel: read.LOG_LEVEL ?? 'info',
    demo: isDemo
      ? {
          samples: read.DEMO_SAMPLES ?? true,
          clockStart: read.CLOCK_START ?? null,
          clockRate: read.CLOCK_RATE ?? 1,
        }
      : null,
    fileLinkDays: read.FILE_LINK_DAYS ?? 3,
    keep: {
      messageMonths: read.KEEP_MESSAGES_MONTHS ?? 12,
      closedPlanMonths: read.KEEP_CLOSED_PLANS_MONTHS ?? null,
    },
    clamd: clamdOf(read),
  });
}

const zaloNeeds = {
  ZALO_APP_ID: 'mã ứng dụng Zalo',
  ZALO_APP_SECRET: 'khóa bí mật của ứng dụng Zalo',
  ZALO_OA_ID: 'mã Official Account',
  ZALO_OA_SECRET_KEY: 'khóa bí mật webhook của Official Account',
} as const;

/** The channel needs its four facts together; the refresh token may come later, through `/zalo/connect`. */
function zaloOf(read: Values, faults: string[]): Config['zalo'] {
  const names = Object.keys(zaloNeeds) as (keyof typeof zaloNeeds)[];
  if ([...names, 'ZALO_REFRESH_TOKEN' as const].every((name) => read[name] === undefined)) return null;
  for (const name of names)
    if (read[name] === undefined) faults.push(`${name}: chưa đặt; cần ${zaloNeeds[name]} khi dùng kênh Zalo`);
  return {
    appId: read.ZALO_APP_ID ?? '',
    appSecret: read.ZALO_APP_SECRET ?? '',
    oaId: read.ZALO_OA_ID ?? '',
    oaSecretKey: read.ZALO_OA_SECRET_KEY ?? '',
    refreshToken: read.ZALO_REFRESH_TOKEN ?? null,
    apiRoot: read.ZALO_API_ROOT ?? 'https://openapi.zalo.me',
    oauthRoot: read.ZALO_OAUTH_ROOT ?? 'https://oauth.zaloapp.com',
    businessRoot: read.ZALO_BUSINESS_ROOT ?? 'https://business.openapi.zalo.me',
    fileHosts:
      read.ZALO_FILE_HOSTS?.split(',')
        .map((host) => host.trim())
        .filter((host) => host !== '') ?? null,
  };
}

/** clamd's usual port is 3310 (clamd.conf(5), TCPSocket). */
function clamdOf(read: Values): Config['clamd'] {
  if (read.CLAMD_SOCKET !== undefined) return { socket: read.CLAMD_SOCKET };
  return read.CLAMD_HOST === undefined ? null : { host: read.CLAMD_HOST, port: read.CLAMD_PORT ?? 3310 };
}

function fault(name: string, given: string, expected: string): string {
  const shown = secrets.has(name) ? 'giá trị đã cho (không in ra vì là bí mật)' : `“${given.slice(0, 60)}”`;
  return `${name}: ${shown} không hợp lệ; cần ${expected}`;
}
