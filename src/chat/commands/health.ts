import { healthList } from '../painting/other-lists';
import type { Command } from './command';
import { listCard } from './lists';

export const health: Command = {
  id: 'health',
  args: '',
  summary: 'whether the bot sees, writes and reaches everything',
  examples: ['health'],
  needs: 'read',
  effect: 'reads',
  menuRank: 11,
  async run({ room }) {
    const lines = await room.health();
    const bad = lines.filter(({ state }) => state === 'bad').length;
    return listCard(healthList(lines), bad === 0 ? 'Health: no fault' : `Health: ${bad} at fault`);
  },
};
