import { splitAlertIds } from '../grammar';
import { open } from '../presses/show';
import { replies } from '../words/replies';
import { type Command, words } from './command';

export const show: Command = {
  id: 'show',
  args: 'A-12',
  summary: 'one alert, as its card stands now',
  examples: ['show A-12'],
  needs: 'read',
  effect: 'reads',
  menuRank: 7,
  async run(ask, args) {
    const [id] = splitAlertIds(args).ids;
    if (id === undefined) return words(replies.needsAlert('show A-12'), true);
    return open.run(ask, id, {});
  },
};
