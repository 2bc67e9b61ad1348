import { acknowledge } from './acknowledge';
import { assign } from './assign';
import { escalate } from './escalate';
import { note } from './note';
import type { Press } from './press';
import { refresh } from './refresh';
import { release } from './release';
import { reopen } from './reopen';
import { resolve } from './resolve';
import { open } from './show';

/** Every button the bot understands. */
export const presses: readonly Press[] = [acknowledge, release, assign, escalate, resolve, reopen, note, refresh, open];
