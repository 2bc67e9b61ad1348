import type { Disposition } from '../../src/alerts/alert';
import { openAlert } from '../../src/alerts/grouping';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import type { AlertAction } from '../../src/alerts/transitions';
import { transition } from '../../src/alerts/transitions';
import { verdictsFrom } from '../../src/alerts/verdicts';
import { finding, rob, start } from '../support/findings';

const tx = { kind: 'tx' } as const;
const minute = 60_000;
const by = { objectId: 'mia', name: 'Mia', at: start + 10 * minute };
const resolve = (disposition: Disposition): AlertAction => ({ kind: 'resolve', by, disposition, sentence: 'known' });
const reopen: AlertAction = { kind: 'reopen', by, at: by.at, reason: 'came back' };

async function verdictsAfter(...actions: AlertAction[]) {
  const store = memoryAlertStore();
  let alert = openAlert('A-1', finding({ id: 'session-1' }), start, []);
  for (const action of actions) {
    const moved = transition(alert, action);
    if (!moved.ok) throw new Error(moved.message);
    alert = moved.value;
  }
  await store.insert(tx, alert);
  return verdictsFrom(store);
}

describe('what learning hears of people’s verdicts', () => {
  it.each<[Disposition, string]>([
    ['malicious', 'malicious'],
    ['benign-expected', 'benign'],
    ['false-positive', 'benign'],
    ['misconfiguration', 'undecided'],
  ])('%s is %s', async (disposition, verdict) => {
    const verdicts = await verdictsAfter(resolve(disposition));
    expect(await verdicts(tx, 0)).toEqual([{ sessionId: 'session-1', verdict, at: by.at }]);
  });

  it('a re-opened alert is undecided again, one nobody decided says nothing', async () => {
    expect(await (await verdictsAfter(resolve('benign-expected'), reopen))(tx, 0)).toMatchObject([
      { verdict: 'undecided' },
    ]);
    expect(await (await verdictsAfter())(tx, 0)).toEqual([]);
  });

  it('a denial by whoever must know withholds everything, even after a benign verdict; malicious stays malicious', async () => {
    const to = [{ objectId: rob.objectId, name: 'Rob' }];
    const ask: AlertAction = { kind: 'ask', by, to, question: '', dueAt: by.at + minute };
    const denied = { objectId: rob.objectId, name: 'Rob', at: by.at };
    const no: AlertAction = { kind: 'answer', by: denied, inquiryId: 'Q-1-1', says: 'no', text: '' };
    for (const [actions, verdict] of [
      [[ask, no], 'undecided'],
      [[ask, no, resolve('benign-expected')], 'undecided'],
      [[ask, no, resolve('malicious')], 'malicious'],
    ] as const) {
      expect(await (await verdictsAfter(...actions))(tx, 0)).toMatchObject([{ verdict }]);
    }
  });

  it('looks a minute back, so that a verdict committed late is not missed, and no further', async () => {
    const verdicts = await verdictsAfter(resolve('malicious'));
    expect(await verdicts(tx, by.at + minute)).toHaveLength(1);
    expect(await verdicts(tx, by.at + minute + 1)).toEqual([]);
  });

  it('a drill teaches nothing', async () => {
    const store = memoryAlertStore();
    const alert = openAlert('A-1', { ...finding(), drill: true }, start, []);
    const resolved = transition(alert, resolve('benign-expected'));
    await store.insert(tx, resolved.ok ? resolved.value : alert);
    expect(alert.drill).toBe(true);
    expect(await verdictsFrom(store)(tx, 0)).toEqual([]);
  });
});
