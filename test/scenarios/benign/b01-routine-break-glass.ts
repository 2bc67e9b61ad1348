import type { Scenario } from '../scenario';

export const routineBreakGlass: Scenario = {
  id: 'B1',
  title: 'the person on call, in the policy and with twelve earlier sessions, repairs an unhealthy machine',
  policy: {
    expectedPrincipals: [{ objectId: '1c2d3e4f-0000-4000-8000-00000000b001', reason: 'on call' }],
  },
  act({ book, people: { lee }, machines: { web1 }, at, office }) {
    const onCall = {
      ...lee,
      objectId: '1c2d3e4f-0000-4000-8000-00000000b001',
      upn: 'oncall@contoso.com',
      name: 'On Call',
    };
    for (let week = 1; week <= 10; week++) {
      book.perform('tagWrite', web1, { at: at('09:00', -7 * week), by: onCall, from: office });
      book.connect(web1, { at: at('10:00', -7 * week), by: onCall, from: office });
    }
    book.perform('machineRestart', web1, { at: at('10:00'), by: onCall, from: office });
    return [book.connect(web1, { at: at('10:05'), by: onCall, from: office })];
  },
  expect: { severity: ['none', 'informational'], pages: 0 },
};
