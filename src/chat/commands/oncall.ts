import { onDuty } from '../../core/rotation';
import { replies } from '../words/replies';
import { type Command, words } from './command';

export const oncall: Command = {
  id: 'oncall',
  args: '',
  summary: 'who is called at which level',
  examples: ['oncall'],
  needs: 'read',
  effect: 'reads',
  menuRank: 10,
  async run({ room, now }) {
    const lines = await room.uow.run((tx) =>
      Promise.all(
        room.levels().map(async (level) => {
          const people = await room.mentionsOf(tx, level);
          return replies.levelLine(
            level,
            people.map(({ name }) => name),
            level.rotation && onDuty(level.rotation, now)?.until,
          );
        }),
      ),
    );
    return words(lines.join('\n\n'), true);
  },
};
