import type { Principal } from '../../core/principal';
import { atLeast, type Severity } from '../../core/severity';
import { listed, personName } from './names';
import { alarm, type Fact, facts, quiet } from './piece';

interface Words {
  readonly title: string;
  readonly lines: readonly Fact[];
  readonly button: string;
}

/** Titles, explanations and buttons of the dialogs. */
export const dialogWords = {
  resolve: {
    title: 'Resolve',
    lines: [quiet('The sentence stays with the alert and is shown the next time this principal or machine comes up.')],
    button: 'Resolve',
  },
  escalate(levelName: string | undefined, people: readonly string[]): Words {
    const who = people.length === 0 ? 'nobody is named in it' : listed(people.map(personName), 5);
    const line =
      levelName === undefined
        ? alarm('No escalation level is configured: nobody will be mentioned.')
        : `Goes to ${personName(levelName)}: ${who}.`;
    return { title: 'Escalate', lines: [line], button: 'Escalate' };
  },
  assign(holder: string | undefined): Words {
    const line = holder === undefined ? 'Nobody has it.' : `${holder} has it now and is told.`;
    return { title: 'Assign', lines: [line], button: 'Assign' };
  },
  note: { title: 'Note on', lines: [quiet('Stays with the alert, with your name and the time.')], button: 'Add note' },
  ask(who: string, type: Principal['type'], severity: Severity, minutes: number): Words {
    const person = type === 'user';
    return {
      title: 'Ask the principal of',
      lines: facts(
        person
          ? `${who} gets “Was this you?” in person and has ${minutes} min.`
          : `The owners of ${who} are asked; they have ${minutes} min.`,
        alarm(
          person
            ? 'Asking tips off an insider, and reaches whoever holds a stolen account.'
            : 'Asking tips off an insider among them.',
        ),
        atLeast(severity, 'high') && alarm('Better: phone them, on a number you know.'),
        quiet('A yes closes and mutes nothing. Silence is posted.'),
      ),
      button: atLeast(severity, 'high') ? 'Ask anyway' : 'Ask',
    };
  },
  consult: {
    title: 'Consult on',
    lines: [quiet('The answer lands in the thread and in the record.')],
    button: 'Ask them',
  },
} as const;
