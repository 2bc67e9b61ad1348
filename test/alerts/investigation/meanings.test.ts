import { meaningOf } from '../../../src/alerts/investigation/meanings';
import { meaningOf as meaningToDetection } from '../../../src/detection/operations';

const snapshot = 'Microsoft.Compute/snapshots/write';

test.each([
  ['the investigation', meaningOf],
  ['detection', meaningToDetection],
])('to %s an operation means something in any case, and a name that every object answers to means nothing', (_, means) => {
  expect(means(snapshot)).toEqual(means(snapshot.toUpperCase()));
  expect(means(snapshot)).toBeDefined();
  for (const name of ['constructor', 'toString', '__proto__', 'Microsoft.Compute/virtualMachines/read'])
    expect(means(name)).toBeUndefined();
});
