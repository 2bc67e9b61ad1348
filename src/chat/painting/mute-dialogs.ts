import type { Alert } from '../../alerts/alert';
import type { Mute } from '../../alerts/mutes/mute';
import type { MuteChoice } from '../mutes/choices';
import { plain } from '../words/escape';
import { hoursWords, muteLines, scopeWords } from '../words/mute';
import { quiet } from '../words/piece';
import type { Dialog } from './dialogs';
import { choiceInput, textInput } from './inputs';
import { nextStep } from './mute';
import { run, runs } from './runs';
import { expand } from './template';

export const muteHours = [1, 4, 24, 72, 168] as const;

/** Inputs `scope` (a choice's value), `hours` and `reason`. The first choices need nobody else; the wide ones a second person. */
export function muteDialog({ id }: Alert, choices: readonly MuteChoice[]): Dialog {
  const lines = [
    'Silences first notices, escalations and reminders. You see what it would have hidden before anything is muted.',
    quiet('Wider than one person on one machine from one network, or longer than a day: a second person confirms.'),
  ];
  const first = choices[0]?.value ?? '';
  return {
    title: `Mute ${id}`,
    card: expand('dialog', {
      lines: lines.map((line) => ({ inlines: [run(line)] })),
      inputs: [
        {
          ...choiceInput({
            id: 'scope',
            label: 'What',
            choices: choices.map(({ value, scope }) => ({ value, title: scopeWords(scope) })),
            required: 'Choose what to mute.',
          }),
          value: first,
        },
        {
          ...choiceInput({
            id: 'hours',
            label: 'How long',
            choices: muteHours.map((hours) => ({ value: String(hours), title: hoursWords(hours) })),
            required: 'Choose how long.',
          }),
          value: '24',
        },
        textInput({ id: 'reason', label: 'Why', required: 'A mute needs a reason.', lines: true }),
      ],
      actions: [
        { type: 'Action.Submit', title: 'Show what it hides', data: { verb: 'mute', subject: id }, style: 'positive' },
      ],
    }),
  };
}

/** What the mute would have hidden, with the button that does it: the second page of the dialog. */
export function mutePreviewDialog(mute: Mute, now: number): Dialog {
  return {
    title: `${mute.id}: preview`,
    card: expand('dialog', {
      lines: muteLines(mute, now).map((line) => ({ inlines: runs(line) })),
      inputs: [],
      actions: [
        {
          type: 'Action.Submit',
          title: plain(nextStep(mute)),
          data: { verb: 'mute-confirm', subject: mute.id },
          style: 'positive',
        },
        { type: 'Action.Submit', title: 'Cancel', data: { verb: 'unmute', subject: mute.id } },
      ],
    }),
  };
}
