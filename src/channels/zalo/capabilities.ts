/**
 * What a real Official Account can do, tried one by one: the documentation disagrees with itself, and each account has its
 * own package and kind. Sends only to a person or group that is named; uploads tiny files nobody is sent.
 */
import { z } from 'zod';
import type { ZaloApi } from './api.js';
import { ZaloError, toSendError } from './errors.js';

/** One thing tried. `answer` is short, without secrets; English, as the platform's own words are. */
export interface Finding {
  capability: string;
  works: boolean;
  answer: string;
}

const account = z.looseObject({
  oa_id: z.coerce.string().optional(),
  name: z.string().optional(),
  oa_type: z.coerce.number().optional(),
  is_verified: z.boolean().optional(),
  package_name: z.string().optional(),
  linked_ZCA: z.unknown().optional(),
});
const groups = z.looseObject({
  groups: z.array(z.unknown()).optional(),
  total: z.coerce.number().optional(),
});

/**
 * Tries everything in turn; one failure stops nothing.
 * @param target whom a test message may go to; without one, nothing is sent.
 */
export async function tryCapabilities(
  api: ZaloApi,
  target: { userId: string | null; groupId: string | null; text: string },
): Promise<Finding[]> {
  const found: Finding[] = [];
  const attempt = async (capability: string, work: () => Promise<string>): Promise<void> => {
    try {
      found.push({ capability, works: true, answer: await work() });
    } catch (error) {
      const code = error instanceof ZaloError && error.code !== null ? `${error.code} ` : '';
      const { message } = error instanceof ZaloError ? error : toSendError(error);
      found.push({ capability, works: false, answer: `${code}${message}` });
    }
  };
  const send = (path: string, body: object) => async (): Promise<string> => {
    await api.call({ method: 'POST', path, json: body });
    return 'sent';
  };
  const upload = (name: string, mime: string) => async (): Promise<string> => {
    const path = mime.startsWith('image/') ? '/v2.0/oa/upload/image' : '/v2.0/oa/upload/file';
    await api.call({
      method: 'POST',
      path,
      upload: { name, mime, bytes: Buffer.from(samples[name] ?? 'x') },
    });
    return 'taken';
  };

  await attempt('account', async () => {
    const {
      name,
      oa_type: kind,
      package_name: bought,
      is_verified: isVerified,
      linked_ZCA: money,
    } = account.parse(await api.call({ method: 'GET', path: '/v2.0/oa/getoa' }));
    return `${name ?? ''}, type ${kind ?? '?'}, package ${bought ?? '?'}, verified ${isVerified ?? '?'}, ZCA ${money ? 'linked' : '?'}`;
  });
  await attempt('groups', async () => {
    const data = groups.parse(
      await api.call({
        method: 'GET',
        path: '/v3.0/oa/group/getgroupsofoa',
        query: { offset: '0', count: '50' },
      }),
    );
    return `${data.total ?? data.groups?.length ?? 0} groups`;
  });
  await attempt('upload .pdf', upload('thu.pdf', 'application/pdf'));
  await attempt('upload .csv', upload('thu.csv', 'text/csv'));
  await attempt(
    'upload .xlsx',
    upload('thu.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  );
  const { userId, groupId, text } = target;
  if (userId !== null) {
    const recipient = { user_id: userId };
    await attempt('name of a person', async () => {
      await api.call({
        method: 'GET',
        path: '/v3.0/oa/user/detail',
        query: { data: JSON.stringify(recipient) },
      });
      return 'told';
    });
    await attempt('quota of a person', async () => {
      await api.call({ method: 'POST', path: '/v3.0/oa/quota/message', json: recipient });
      return 'told';
    });
    await attempt('text, v3', send('/v3.0/oa/message/cs', { recipient, message: { text } }));
    await attempt('text, v2', send('/v2.0/oa/message', { recipient, message: { text } }));
    const button = { title: 'Xem việc', type: 'oa.query.show', payload: '/viec' };
    const payload = { template_type: 'button', buttons: [button] };
    await attempt(
      'buttons, v3',
      send('/v3.0/oa/message/cs', {
        recipient,
        message: { text, attachment: { type: 'template', payload } },
      }),
    );
  }
  if (groupId !== null) {
    await attempt(
      'text to a group',
      send('/v3.0/oa/group/message', { recipient: { group_id: groupId }, message: { text } }),
    );
    await attempt('members of a group', async () => {
      await api.call({
        method: 'GET',
        path: '/v3.0/oa/group/listmember',
        query: { group_id: groupId, offset: '0', count: '5' },
      });
      return 'told';
    });
  }
  return found;
}

/** Smallest content the platform could recognise by its kind. */
const samples: Record<string, string> = {
  'thu.pdf':
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  'thu.csv': 'a,b\n1,2\n',
  'thu.xlsx': 'PK',
};
