import type { Person } from '../ports';
import { personName } from './names';
import { stamp } from './time';

export const newcomerWords = {
  seen: ({ name }: Person, role: string, votesFrom: number) =>
    `${personName(name)} is ${role} of this bot, seen for the first time. Votes count from ${stamp(votesFrom).slice(0, 16)} UTC. Not expected? Look at who changed the group or the configuration.`,
} as const;
