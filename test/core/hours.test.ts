import { hoursEnd, isWithinHours, localTime } from '../../src/core/hours';
import type { WorkingHours } from '../../src/core/policy';
import { onDuty } from '../../src/core/rotation';

const at = (iso: string) => Date.parse(iso);
const night: WorkingHours = {
  timeZone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '22:00',
  end: '07:00',
};

describe('hours of a place', () => {
  it('knows day, weekday and minutes on the wall', () => {
    expect(localTime('Europe/Berlin', at('2026-03-01T23:30:00Z'))).toEqual({
      day: Date.UTC(2026, 2, 2) / 86_400_000,
      weekday: 'mon',
      minutes: 30,
    });
    expect(localTime('Asia/Kolkata', at('1969-12-31T18:30:00Z'))).toEqual({ day: 0, weekday: 'thu', minutes: 0 });
  });

  it.each([
    ['a Monday evening', '2026-03-02T21:00:00Z', true],
    ['the Saturday morning that Friday night ends in', '2026-03-07T05:59:00Z', true],
    ['its end', '2026-03-07T06:00:00Z', false],
    ['the Sunday evening, which is no listed day', '2026-03-08T22:00:00Z', false],
    ['noon', '2026-03-03T11:00:00Z', false],
  ])('%s', (_what, iso, within) => expect(isWithinHours(night, at(iso))).toBe(within));

  it('end in the morning, also of the night in which the clocks change', () => {
    expect(hoursEnd(night, at('2026-03-02T21:00:30Z'))).toBe(at('2026-03-03T06:00:00Z'));
    const everyNight: WorkingHours = { ...night, days: ['sat', 'sun'] };
    // 29 March 2026: 02:00 becomes 03:00, so that 07:00 is 05:00 UTC.
    expect(hoursEnd(everyNight, at('2026-03-28T22:00:00Z'))).toBe(at('2026-03-29T05:00:00Z'));
    expect(hoursEnd(night, at('2026-03-03T11:00:00Z'))).toBe(at('2026-03-03T11:00:00Z'));
  });
});

describe('a weekly rotation', () => {
  const rotation = {
    people: ['mia', 'ken', 'ana'],
    timeZone: 'Europe/Berlin',
    handover: { day: 'mon', time: '09:00' },
    firstWeek: '2026-03-02',
  } as const;
  const who = (iso: string) => onDuty(rotation, at(iso))?.objectId;

  it('hands over at the local hour, in the order of the list, and starts again', () => {
    expect(who('2026-03-02T07:59:00Z')).toBe('ana');
    expect(who('2026-03-02T08:00:00Z')).toBe('mia');
    expect(who('2026-03-09T07:59:00Z')).toBe('mia');
    expect(who('2026-03-09T08:00:00Z')).toBe('ken');
    expect(who('2026-03-16T08:00:00Z')).toBe('ana');
    expect(who('2026-03-23T08:00:00Z')).toBe('mia');
  });

  it('keeps the local hour over summer time, and says until when', () => {
    expect(onDuty(rotation, at('2026-03-24T08:00:00Z'))).toEqual({
      objectId: 'mia',
      until: at('2026-03-30T07:00:00Z'),
    });
    expect(who('2026-03-30T06:59:00Z')).toBe('mia');
    expect(who('2026-03-30T07:00:00Z')).toBe('ken');
  });

  it('holds before its first week too', () => expect(who('2026-02-16T12:00:00Z')).toBe('ken'));
});
