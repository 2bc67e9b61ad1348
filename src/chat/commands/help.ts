import { may } from '../../core/access';
import { helpList } from '../painting/other-lists';
import type { Command } from './command';
import { listCard } from './lists';

/** Kept apart from the table so that it can list the table it is in. Shows only what the asker may use. */
export function helpOf(commands: () => readonly Command[]): Command {
  return {
    id: 'help',
    args: '[command]',
    summary: 'what you can ask, with examples',
    examples: ['help', 'help resolve'],
    needs: 'nothing',
    effect: 'reads',
    menuRank: 12,
    async run({ actor }, args) {
      const wanted = args.trim().toLowerCase();
      const allowed = commands().filter(({ needs }) => needs === 'nothing' || may(actor, needs).ok);
      const chosen = allowed.filter(({ id }) => wanted === '' || id.startsWith(wanted));
      const listed = chosen.length === 0 ? allowed : chosen;
      return listCard(helpList(listed), 'What you can ask');
    },
  };
}
