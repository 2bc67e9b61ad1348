import type { StandingStore } from '../standing';
import type { Mute } from './mute';

/** Where mutes are kept: drafts, asked and active ones stand. */
export type MuteStore = StandingStore<Mute>;

export const standingMutes: readonly Mute['state'][] = ['draft', 'asked', 'active'];
