import { readFileSync } from 'node:fs';

/** Loaded before the service by `node --require`: its wall clock is off by the milliseconds in the file `SHIFT_FILE`, its timers are not. */
const file = process.env.SHIFT_FILE ?? '';
const RealDate = Date;
let offset = read();

setInterval(() => {
  offset = read();
}, 50).unref();

class ShiftedDate extends RealDate {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(RealDate.now() + offset);
    else super(...(parts as [number]));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;

function read(): number {
  return Number(readFileSync(file, 'utf8')) || 0;
}
