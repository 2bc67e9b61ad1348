import { openDesk } from '../../src/detection/baseline/desk';
import {
  type LifeDay,
  learnLife,
  learnUse,
  lifeKeys,
  type Use,
  unlearn,
  useKeys,
} from '../../src/detection/baseline/learn';
import { emptyPlace, type Place } from '../../src/detection/baseline/place';
import { emptyProfile, hourCounts, type Profile } from '../../src/detection/baseline/profile';
import {
  aged,
  draftOf,
  forgottenSince,
  knownBefore,
  type Spans,
  spanOf,
  touch,
} from '../../src/detection/baseline/spans';
import { emptyTenant, type Tenant } from '../../src/detection/baseline/tenant';
import { memoryBaselineStore } from '../../src/detection/memory-baseline-store';

describe('spans', () => {
  it('take a value that is called like what every object has for what it is', () => {
    for (const value of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(spanOf({}, value)).toBeUndefined();
      const spans = touch(touch({}, value, 5), value, 7);
      expect(spanOf(spans, value)).toEqual([5, 7, 2]);
      const draft = draftOf({});
      draft.touch(value, 5);
      draft.touch(value, 7);
      expect(spanOf(draft.done(), value)).toEqual([5, 7, 2]);
      expect(spanOf(JSON.parse(JSON.stringify(draft.done())), value)).toEqual([5, 7, 2]);
    }
  });

  test('first day, last day and how many days', () => {
    let spans: Spans = {};
    for (const day of [5, 5, 7, 9, 3]) spans = touch(spans, 'DE', day);
    expect(spans).toEqual({ DE: [3, 9, 4] });
  });

  test('the same day again is the same object, so that nothing is written', () => {
    const spans = touch({}, 'DE', 5);
    expect(touch(spans, 'DE', 5)).toBe(spans);
  });

  test('what was first seen today is not known today', () => {
    expect(knownBefore([5, 9, 3], 5, 0)).toBeUndefined();
    expect(knownBefore([5, 9, 3], 6, 0)).toEqual([5, 9, 3]);
    expect(knownBefore([5, 9, 3], 200, 100)).toBeUndefined();
  });

  test('ageing and forgetting', () => {
    const spans: Spans = { old: [1, 2, 2], both: [1, 9, 5], late: [8, 9, 2] };
    expect(Object.keys(aged(spans, 5))).toEqual(['both', 'late']);
    expect(forgottenSince(spans, 8)).toEqual({ old: [1, 2, 2], both: [1, 7, 5] });
  });

  test('a feature never grows without end', () => {
    let spans: Spans = {};
    for (let value = 0; value < 2000; value += 1) spans = touch(spans, `v${value}`, value);
    expect(Object.keys(spans).length).toBeLessThanOrEqual(300);
    expect(spans.v1999).toBeDefined();
  });

  test('many days added to one copy give what one copy a day gives, beyond the cap and in the same order', () => {
    const visits = Array.from(
      { length: 3_000 },
      (_, index) => [`v${(index * 7919) % 700}`, (index * 31) % 90] as const,
    );
    let copied: Spans = { v0: [10, 20, 3] };
    const draft = draftOf(copied);
    for (const [value, of] of visits) {
      copied = touch(copied, value, of);
      draft.touch(value, of);
    }
    expect(Object.entries(draft.done())).toEqual(Object.entries(copied));
  });

  test('a draft without news is the very same object', () => {
    const spans = touch({}, 'DE', 5);
    const draft = draftOf(spans);
    draft.touch('DE', 5);
    expect(draft.done()).toBe(spans);
  });
});

const tx = { kind: 'tx' } as const;
const day = 20_000;

async function desk() {
  const store = memoryBaselineStore();
  const opened = openDesk(store, tx);
  return { store, opened };
}

const life: LifeDay = {
  who: 'rob@contoso.com',
  day,
  ip: '198.51.100.7',
  country: 'DE',
  asn: 'AS5607',
  hours: [8, 9],
  machines: ['/vm1'],
  subscriptions: ['s1'],
};

describe('ordinary life', () => {
  test('is remembered with the principal, at its places and in the tenant', async () => {
    const { opened } = await desk();
    await opened.load(lifeKeys(life));
    learnLife(opened, [life], day - 90);
    const profile = opened.read<Profile>('who:rob@contoso.com', emptyProfile);
    expect(profile.life.network).toEqual({ '198.51.0.0/16': [day, day, 1], AS5607: [day, day, 1] });
    expect(profile.life.machine).toEqual({ '/vm1': [day, day, 1] });
    expect(hourCounts(profile, day + 1)[8]).toBe(1);
    expect(hourCounts(profile, day)[8]).toBe(0);
    expect(opened.read<Place>('site:198.51.100.0/24', emptyPlace)).toMatchObject({ asn: 'AS5607' });
    expect(opened.read<Tenant>('tenant', emptyTenant)).toMatchObject({ firstDay: day, life: { [life.who]: day } });
  });

  test('merged twice is merged once', async () => {
    const { opened } = await desk();
    await opened.load(lifeKeys(life));
    learnLife(opened, [life], day - 90);
    const once = JSON.stringify(opened.read('who:rob@contoso.com', emptyProfile));
    learnLife(opened, [life], day - 90);
    expect(JSON.stringify(opened.read('who:rob@contoso.com', emptyProfile))).toBe(once);
  });
});

test('the tenant’s document forgets whom nobody saw for a whole baseline: its size stays flat over the years', async () => {
  const { opened } = await desk();
  await opened.load(['tenant']);
  const sizes: number[] = [];
  for (let month = 0; month < 24; month += 1) {
    // Ten new people a month, each gone after it.
    for (let person = 0; person < 10; person += 1) {
      const who = `guest${month}-${person}@contoso.com`;
      const lived = { ...life, who, day: day + month * 30 };
      const used: Use = { ...lived, at: lived.day * 86_400_000, mfa: 'yes', target: '/vm1', subscriptionId: 's1' };
      await opened.load([...lifeKeys(lived), ...useKeys(used)]);
      learnLife(opened, [lived], lived.day - 90);
      learnUse(opened, used, lived.day - 90);
    }
    const tenant = opened.read<Tenant>('tenant', emptyTenant);
    sizes.push(Object.keys(tenant.life).length, Object.keys(tenant.use).length);
  }
  expect(Math.max(...sizes)).toBe(40);
  expect(sizes.slice(-2)).toEqual([40, 40]);
  expect(opened.read<Tenant>('tenant', emptyTenant)).toMatchObject({ firstDay: day, activity: { days: 240 } });
});

describe('console use', () => {
  const use: Use = {
    who: 'rob@contoso.com',
    at: day * 86_400_000,
    mfa: 'no',
    ip: '198.51.100.7',
    country: 'DE',
    target: '/VM1',
    subscriptionId: 's1',
  };

  test('counts sessions and distinct machines of a day', async () => {
    const { opened } = await desk();
    for (const target of ['/vm1', '/VM1', '/vm2']) {
      await opened.load(useKeys({ ...use, target }));
      learnUse(opened, { ...use, target }, day - 90);
    }
    const profile = opened.read<Profile>('who:rob@contoso.com', emptyProfile);
    expect(profile.useDays[day]).toEqual([3, 2]);
    expect(profile.singleFactor).toEqual([3, 3]);
    expect(opened.read<Tenant>('tenant', emptyTenant).activity).toEqual({ days: 1, sessions: 3, machines: 2 });
  });

  test('a malicious verdict takes back principal and places from that day on', async () => {
    const { opened, store } = await desk();
    const earlier = { ...use, at: use.at - 10 * 86_400_000, ip: '203.0.113.9', country: 'NL' };
    for (const each of [earlier, use]) {
      await opened.load(useKeys(each));
      learnUse(opened, each, day - 90);
    }
    await unlearn(opened, use.who, use.at);
    await opened.save(() => undefined);
    const found = await store.documents(tx, ['who:rob@contoso.com', 'country:DE', 'country:NL']);
    expect(Object.keys((found.get('who:rob@contoso.com') as Profile).use.country)).toEqual(['NL']);
    expect((found.get('country:DE') as Place).use).toEqual({});
    expect((found.get('country:NL') as Place).use).toHaveProperty(['rob@contoso.com']);
  });
});

test('a document must be loaded before it is read', async () => {
  const { opened } = await desk();
  expect(() => opened.read('who:x', null)).toThrow('before it was loaded');
});
