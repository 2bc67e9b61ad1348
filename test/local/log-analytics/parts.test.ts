import { faultQueue } from '../../../src/local/log-analytics/faults';
import { parsePreferences, parseRequest } from '../../../src/local/log-analytics/request';
import { parseTimespan } from '../../../src/local/log-analytics/timespan';

const now = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;

describe('the timespan of a request', () => {
  it.each([
    ['PT1H', now - hour, now],
    ['P1DT30M', now - 24.5 * hour, now],
    ['2026-03-01T00:00:00Z/2026-03-01T06:00:00Z', now - 12 * hour, now - 6 * hour],
    ['2026-03-01T00:00:00Z/PT2H', now - 12 * hour, now - 10 * hour],
    ['PT2H/2026-03-01T12:00:00Z', now - 2 * hour, now],
  ])('%s', (text, from, to) => expect(parseTimespan(text, now)).toEqual({ from, to }));

  it.each(['yesterday', 'P', 'PT', 'a/b', 'PT1H/PT1H/PT1H'])('refuses %s', (text) => {
    expect(parseTimespan(text, now)).toBeUndefined();
  });
});

describe('the request', () => {
  it('reads preferences', () => {
    expect(parsePreferences('wait=60,include-statistics=true')).toEqual({
      waitSeconds: 60,
      statistics: true,
      render: false,
    });
    expect(parsePreferences(undefined)).toEqual({ waitSeconds: 180, statistics: false, render: false });
  });

  it('says what is wrong with a body', () => {
    expect(parseRequest('{"query":"T","workspaces":["b"]}')).toEqual({ query: 'T', workspaces: ['b'] });
    expect(parseRequest('{')).toMatch(/not valid JSON/);
    expect(parseRequest('{"query":5}')).toMatch(/query/);
  });
});

describe('faults', () => {
  it('befall as many requests as ordered, in order, and only matching ones', () => {
    const faults = faultQueue();
    faults.next({ kind: 'timeout', times: 2, matching: 'Sign' });
    faults.next({ kind: 'no-content' });
    expect(
      ['AzureActivity', 'SigninLogs', 'SigninLogs', 'SigninLogs'].map((query) => faults.take(query)?.kind),
    ).toEqual(['no-content', 'timeout', 'timeout', undefined]);
    faults.next({ kind: 'forbidden' });
    faults.clear();
    expect(faults.pending()).toBe(0);
  });
});
