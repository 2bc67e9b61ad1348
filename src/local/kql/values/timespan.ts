import { ticksPerDay, ticksPerHour, ticksPerMillisecond, ticksPerMinute, ticksPerSecond } from './datetime';

const units: Readonly<Record<string, bigint>> = {
  d: ticksPerDay,
  day: ticksPerDay,
  days: ticksPerDay,
  h: ticksPerHour,
  hr: ticksPerHour,
  hrs: ticksPerHour,
  hour: ticksPerHour,
  hours: ticksPerHour,
  m: ticksPerMinute,
  min: ticksPerMinute,
  minute: ticksPerMinute,
  minutes: ticksPerMinute,
  s: ticksPerSecond,
  sec: ticksPerSecond,
  second: ticksPerSecond,
  seconds: ticksPerSecond,
  ms: ticksPerMillisecond,
  milli: ticksPerMillisecond,
  millis: ticksPerMillisecond,
  millisecond: ticksPerMillisecond,
  milliseconds: ticksPerMillisecond,
  micro: 10n,
  micros: 10n,
  microsecond: 10n,
  microseconds: 10n,
  tick: 1n,
  ticks: 1n,
};

/** `1d`, `1.5h`, `2 hours`; undefined in any other shape. */
export function parseUnitTimespan(text: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?\s*([a-z]+)$/i.exec(text.trim());
  const unit = match && units[(match[4] ?? '').toLowerCase()];
  if (!match || !unit) return undefined;
  const fraction = match[3] ?? '';
  const scale = 10n ** BigInt(fraction.length);
  const ticks = (BigInt(`${match[2]}${fraction}`) * unit) / scale;
  return match[1] ? -ticks : ticks;
}

/** `[-][d.]hh:mm[:ss[.fffffff]]`, or a bare number of days; undefined in any other shape. */
export function parseClockTimespan(text: string): bigint | undefined {
  const days = /^(-?)(\d+)$/.exec(text.trim());
  if (days) return BigInt(days[0]) * ticksPerDay;
  const match = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, day = '0', hour = '0', minute = '0', second = '0', fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ticks =
    BigInt(day) * ticksPerDay +
    BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * ticksPerSecond +
    BigInt(fraction.padEnd(7, '0'));
  return sign ? -ticks : ticks;
}

/** A text as `totimespan` reads it. */
export function parseTimespan(text: string): bigint | null {
  return parseClockTimespan(text) ?? parseUnitTimespan(text) ?? null;
}

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const pad = (value: bigint, width: number) => String(value).padStart(width, '0');
  const days = size / ticksPerDay;
  const fraction = size % ticksPerSecond;
  const clock = [(size / ticksPerHour) % 24n, (size / ticksPerMinute) % 60n, (size / ticksPerSecond) % 60n]
    .map((value) => pad(value, 2))
    .join(':');
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${pad(fraction, 7)}` : ''}`;
}
