import { codePoints } from '../../../../src/channels/split.js';
import { channelContract, type ChannelWorld, type Failure } from '../../../contracts/channel.js';
import type { ZaloFailure } from '../../../fakes/zalo-server.js';
import { createZaloWorld } from './world.js';

const person = '9007199254740993123';

const failures: Partial<Record<Failure, ZaloFailure>> = {
  'no connection': { kind: 'cut' },
  'answer lost': { kind: 'answer-lost' },
  'platform broken': { kind: 'bad-gateway' },
  'too fast': { kind: 'code', code: -32 },
  'message refused': { kind: 'code', code: -248 },
  'person gone': { kind: 'code', code: -217 },
  'credentials wrong': { kind: 'code', code: -223 },
  'window closed': { kind: 'code', code: -230 },
};

channelContract({
  name: 'src/channels/zalo/index.ts',
  textLimit: { max: 2_000, measure: codePoints },
  skips: { 'conversation moved': 'Zalo gives conversations no new ids' },
  async create() {
    const made = await createZaloWorld();
    const { zalo, channel, store, logged, close } = made;
    zalo.lastSeen(person, 0);
    /** The platform's first retry comes after 30 s; here it comes at once. */
    const again = async (status: number): Promise<void> => {
      if (status !== 200) await zalo.redeliver();
    };
    const world: ChannelWorld = {
      person: { externalId: person, topicId: null, kind: 'private' },
      personSends: async (text) => again(await zalo.says(person, text)),
      personSendsFile: async (file) => again(await zalo.sendsFile(person, file)),
      redeliver: async () => void (await zalo.redeliver()),
      async sendUnknownEvents() {
        const to = { recipient: { id: zalo.credentials.oaId }, sender: { id: person } };
        await zalo.posts({ event_name: 'user_seen_message', ...to, message: { msg_ids: ['m-1'] } });
        await zalo.posts({ event_name: 'user_reacted_message', ...to, message: { msg_id: 'm-1' } });
        await zalo.posts({ event_name: 'something_new', at: 1 });
        await zalo.posts({
          event_name: 'oa_send_text',
          sender: { id: zalo.credentials.oaId },
          recipient: { id: person },
          message: { msg_id: 'm-9', text: 'x' },
        });
        await zalo.posts({
          event_name: 'user_send_text',
          sender: { id: zalo.credentials.oaId },
          recipient: { id: person },
          message: { msg_id: 'm-10', text: 'vọng' },
        });
        await zalo.posts({ event_name: 'user_send_text', ...to });
        await zalo.posts({ event_name: 'user_join_group', group_id: '12', users: [{ id: person }] });
        await zalo.posts(
          { event_name: 'user_send_text', ...to, message: { msg_id: 'm-11', text: 'giả' } },
          { isSigned: false },
        );
        await zalo.posts(
          { event_name: 'user_send_text', ...to, message: { msg_id: 'm-12', text: 'giả' } },
          { mac: '0'.repeat(64) },
        );
      },
      delivered: async () =>
        Promise.resolve(zalo.sentTo(person).map(({ text, files }) => ({ text, buttons: [], files }))),
      fail(failure) {
        const plan = failures[failure];
        if (plan !== undefined) zalo.fail(plan);
      },
      store,
      get secrets() {
        return zalo.secrets();
      },
      logged,
      close,
    };
    return { channel, world };
  },
});
