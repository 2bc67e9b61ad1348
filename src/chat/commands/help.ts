import { type Command, words } from './command';

/** Kept apart from the table so that it can list the table it is in. */
export function helpOf(commands: () => readonly Command[]): Command {
  return {
    id: 'help',
    args: '[command]',
    summary: 'what you can ask, with examples',
    examples: ['help', 'help resolve'],
    needs: 'nothing',
    effect: 'reads',
    menuRank: 12,
    async run(_ask, args) {
      const wanted = args.trim().toLowerCase();
      const chosen = commands().filter(({ id }) => wanted === '' || id.startsWith(wanted));
      const listed = chosen.length === 0 ? commands() : chosen;
      return words(
        listed
          .map(({ id, args: given, summary, examples }) => `**${id}** ${given} — ${summary}: \`${examples[0]}\``)
          .join('\n\n'),
        true,
      );
    },
  };
}
