import { type Role, roles, verbs } from '../../core/access';
import type { Command } from './command';

/** `docs/commands.md`: every command with its arguments, who may and examples. A test keeps the file equal to this. */
export function commandsPage(commands: readonly Command[]): string {
  return `${[
    '# Commands',
    'Write a command after the mention of the bot (`@Serial Console Watch open`), as a slash command (`/open`, or `/serialconsole open`), or alone in a personal chat with the bot. Lists and refusals are answered to you alone; what changes something is said where you wrote it. A slash command and its answer are seen by nobody else.',
    'This page comes out of the code: `UPDATE_GENERATED=1 npx jest test/docs` writes it anew.',
    '| Command | What it does | Who may |',
    ...commands.map((command) =>
      row([`[${cell(called(command))}](#${anchor(command)})`, command.summary, who(command)]),
    ),
    ...commands.map(section),
  ]
    .join('\n\n')
    // Rows of one table stand without blank lines between them.
    .replace(/\|\n\n\|/g, '|\n|')
    .replace('| Who may |', '| Who may |\n| --- | --- | --- |')}\n`;
}

const called = ({ id, args }: Command) => (args === '' ? id : `${id} ${args}`);

const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

/** A bar would end the cell, and angle brackets would be markup; both occur in arguments. */
const cell = (text: string) =>
  text
    .replace(/(?<!\\)\|/g, '\\|')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

const anchor = ({ id }: Command) => id.replace(/ /g, '-');

function who({ needs }: Command): string {
  if (needs === 'nothing') return 'everybody';
  const allowed: readonly Role[] = verbs[needs];
  return roles.filter((role) => allowed.includes(role)).join(', ');
}

function section(command: Command): string {
  const { id, examples, effect, summary } = command;
  return [
    `## ${id}`,
    `\`${called(command)}\` — ${summary}. ${effect === 'changes' ? 'Changes something' : 'Reads only'}; for ${who(command)}.`,
    ['```', ...examples, '```'].join('\n'),
  ].join('\n\n');
}
