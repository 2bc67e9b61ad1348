import { acknowledge } from './acknowledge';
import type { Press } from './press';
import { refresh } from './refresh';
import { release } from './release';
import { reopen } from './reopen';
import { open } from './show';

/** Every button the bot understands. */
export const presses: readonly Press[] = [acknowledge, release, reopen, refresh, open];
