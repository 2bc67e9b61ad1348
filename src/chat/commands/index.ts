import { ack, assign, escalate, note, release, reopen, resolve } from './alert-moves';
import { subscribe, unsubscribe } from './channel';
import type { Command } from './command';
import { helpOf } from './help';

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  ack,
  release,
  assign,
  escalate,
  resolve,
  reopen,
  note,
  subscribe,
  unsubscribe,
  helpOf(() => commands),
];
