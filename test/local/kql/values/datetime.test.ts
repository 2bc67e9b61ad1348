import {
  epochMsFromTicks,
  formatDatetime,
  inCalendar,
  lastDatetime,
  parseDatetime,
  ticksFromEpochMs,
} from '../../../../src/local/kql/values/datetime';

describe('datetimes', () => {
  it.each([
    ['2026-03-01T02:14:05Z', '2026-03-01T02:14:05.0000000Z'],
    ['2026-03-01T02:14:05.1234567Z', '2026-03-01T02:14:05.1234567Z'],
    ['2026-03-01T02:14:05.12Z', '2026-03-01T02:14:05.1200000Z'],
    ['2024-02-29T23:59:59.9999999Z', '2024-02-29T23:59:59.9999999Z'],
    ['2026-01-31T00:00:00Z', '2026-01-31T00:00:00.0000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000Z'],
    ['9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.9999999Z'],
    ['2026-03-01', '2026-03-01T00:00:00.0000000Z'],
    ['2026-03-01 08:30', '2026-03-01T08:30:00.0000000Z'],
    ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00.0000000Z'],
  ])('reads %s', (text, expected) => {
    const ticks = parseDatetime(text);
    expect(ticks === null ? null : formatDatetime(ticks)).toBe(expected);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01',
    'soon',
    '',
  ])('reads no datetime in %j', (text) => {
    expect(parseDatetime(text)).toBeNull();
  });

  it('refuses shapes the service might read differently', () => {
    expect(() => parseDatetime('03/01/2026')).toThrow('not ISO 8601');
  });

  it('tells ticks apart that a millisecond clock cannot', () => {
    const [a, b] = [parseDatetime('2026-03-01T00:00:00.0000001Z'), parseDatetime('2026-03-01T00:00:00.0000002Z')];
    expect(a !== null && b !== null && b - a).toBe(1n);
  });

  it('goes to epoch milliseconds and back, before 1970 too', () => {
    for (const ms of [0, -1, 1_772_331_245_123]) expect(epochMsFromTicks(ticksFromEpochMs(ms))).toBe(ms);
  });

  it('ends with the calendar', () => {
    expect([inCalendar(-1n), inCalendar(lastDatetime), inCalendar(lastDatetime + 1n)]).toEqual([
      null,
      lastDatetime,
      null,
    ]);
  });
});
