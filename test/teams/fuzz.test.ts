import fc from 'fast-check';
import type { Answer } from '../../src/chat/ports';
import { fuzzInputs } from '../faults/fuzz/inputs';
import { complaint, createSender, type Sender } from '../faults/fuzz/send';
import { ALERTS, type EdgeRig, PEOPLE, startEdge, TENANT } from './harness';

/** A few hundred of the inputs of which `npm run test:faults` sends 100,000 to the whole bot. */
let rig: EdgeRig;
let sender: Sender;
let token = '';
const rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  process.on('unhandledRejection', note);
  rig = await startEdge();
  token = await rig.token();
  sender = createSender({ port: Number(new URL(rig.url).port), token: () => token });
});
afterAll(async () => {
  sender.close();
  await rig.close();
  process.off('unhandledRejection', note);
});

test('whatever is sent, nothing answers 5xx, nothing of ours fails, and no refusal says more than its fixed words', async () => {
  const answers: readonly Answer[] = [{ kind: 'none' }, { kind: 'words', text: 'ok', private: true }];
  rig.answer = async () => answers[rig.heard.length % 2] ?? { kind: 'none' };
  const inputs = fuzzInputs({
    appId: rig.appId,
    tenantId: TENANT,
    serviceUrl: rig.teams.url,
    conversations: [ALERTS],
    callers: PEOPLE.map(({ objectId }) => objectId),
  });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      rig.clock.advance(60_000);
      const answer = await sender.send(input);
      seen.add(`${input.family} ${answer.status}`);
      expect(complaint(input, answer)).toBeUndefined();
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 300), seed: 20_261_124 },
  );
  expect(rig.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(rejections).toEqual([]);
  // The inputs reach the chat room and are turned away at each door before it.
  expect([...seen].sort()).toEqual(expect.arrayContaining(['press 200', 'no activity 400', 'bad token 401']));
  expect(rig.heard.length).toBeGreaterThan(20);
});
