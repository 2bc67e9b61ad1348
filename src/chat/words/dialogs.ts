import { fullStop } from '../../core/full-stop';
import { atLeast, type Severity } from '../../core/severity';
import { outside } from './escape';
import { capital, listed, personName } from './names';
import { alarm, type Fact, facts, quiet } from './piece';
import { duration } from './time';

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
    const who =
      people.length === 0
        ? 'nobody besides you is named in it, so whoever comes next is called'
        : listed(people.map(personName), 5);
    const line =
      levelName === undefined
        ? alarm('No escalation level is configured: nobody will be mentioned.')
        : fullStop(`Goes to ${personName(levelName)}: ${who}`);
    return { title: 'Escalate', lines: [line], button: 'Escalate' };
  },
  assign(holder: string | undefined): Words {
    const line = holder === undefined ? 'Nobody has it.' : `${holder} has it now and is told.`;
    return { title: 'Assign', lines: [line], button: 'Assign' };
  },
  note: { title: 'Note on', lines: [quiet('Stays with the alert, with your name and the time.')], button: 'Add note' },
  ticket: quiet('Oldest first, times in UTC. Holds names and addresses: mind where it goes.'),
  ask(who: string, severity: Severity, minutes: number, owners?: readonly string[]): Words {
    const asked =
      owners === undefined
        ? `${who} gets “Was this you?” in person and has ${duration(minutes * 60_000)}.`
        : `${who} cannot answer: ${listed(owners, 4)}, named in Entra as its owners, are asked and have ${duration(minutes * 60_000)}.`;
    const risk =
      owners === undefined
        ? 'Asking tips off an insider, and reaches whoever holds a stolen account.'
        : 'Asking tips off an insider among them.';
    return {
      title: 'Ask the principal of',
      lines: facts(
        asked,
        alarm(risk),
        atLeast(severity, 'high') && alarm('Better: phone them, on a number you know.'),
        quiet(
          'They see machine, time and your words; no address, no score. A yes closes and mutes nothing. Silence is posted.',
        ),
      ),
      button: atLeast(severity, 'high') ? 'Ask anyway' : 'Ask',
    };
  },
  consult(severity: Severity, minutes: number, hints: readonly string[]): Words {
    return {
      title: 'Consult on',
      lines: facts(
        `They get your question with principal, machine and time, and have ${duration(minutes * 60_000)}.`,
        atLeast(severity, 'high') && alarm('Whoever is asked may tell the principal.'),
        ...hints.slice(0, 4).map((hint) => quiet(capital(outside(hint, 140)))),
        quiet('The answer lands in the thread and in the record. Silence is posted.'),
      ),
      button: 'Ask them',
    };
  },
} as const;
