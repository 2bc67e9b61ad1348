import { type Alert, dispositions } from '../../alerts/alert';
import { inSight } from '../../alerts/transitions';
import type { Card, Person } from '../ports';
import { dialogWords } from '../words/dialogs';
import { outside, plain } from '../words/escape';
import { dispositionWords, personName, principalName } from '../words/names';
import type { Fact } from '../words/piece';
import { type CardInput, choiceInput, personInput, textInput } from './inputs';
import { run } from './runs';
import { expand } from './template';

/** A dialog's title and card. Submitting sends the verb and the subject with the inputs. */
export interface Dialog {
  readonly title: string;
  readonly card: Card;
}

/** Inputs `disposition` and `sentence`. */
export function resolveDialog(alert: Alert): Dialog {
  const { id } = alert;
  const choices = dispositions.map((value) => {
    const { name, means } = dispositionWords[value];
    return { value, title: `${name}: ${means}` };
  });
  return dialogOf(
    'resolve',
    id,
    dialogWords.resolve,
    [
      choiceInput({ id: 'disposition', label: 'Verdict', choices, required: 'Choose a verdict.', expanded: true }),
      textInput({ id: 'sentence', label: 'What was it?', required: 'A verdict needs a sentence.', lines: true }),
    ],
    inSight(alert),
  );
}

/** Input `reason`. */
export function escalateDialog({ id }: Alert, next: EscalateFacts): Dialog {
  return dialogOf('escalate', id, dialogWords.escalate(next.levelName, next.people), [
    textInput({ id: 'reason', label: 'Why', required: 'An escalation needs a reason.', lines: true }),
  ]);
}

export interface EscalateFacts {
  /** Missing when no level is configured. */
  readonly levelName?: string;
  /** Names of those who are mentioned, as far as known. */
  readonly people: readonly string[];
}

/** Input `to`: an object id out of `responders`. */
export function assignDialog({ id, holder }: Alert, responders: readonly Person[]): Dialog {
  const choices = responders.map(({ objectId, name }) => ({ value: objectId, title: personName(name) }));
  return dialogOf('assign', id, dialogWords.assign(holder === undefined ? undefined : personName(holder.name)), [
    choiceInput({ id: 'to', label: 'Responder', choices, required: 'Choose a responder.' }),
  ]);
}

/** Input `text`. */
export function noteDialog({ id }: Alert): Dialog {
  return dialogOf('note', id, dialogWords.note, [
    textInput({ id: 'text', label: 'Note', required: 'The note is empty.', lines: true }),
  ]);
}

/** The story in a field of its own: a phone copies a whole field with one press, and lines of a card one by one. */
export function ticketDialog({ id }: Alert, lines: readonly string[]): Dialog {
  const value = lines.map((line) => plain(line, 700)).join('\n');
  return {
    title: `${outside(id, 12)}: copy for ticket`,
    card: expand('dialog', {
      lines: [{ inlines: [run(dialogWords.ticket)] }],
      inputs: [{ type: 'Input.Text', id: 'ticket', label: 'Text', isMultiline: true, value }],
      actions: [],
    }),
  };
}

/** Input `question`, optional: "Was this you?" is asked anyway. Warns before it tips somebody off. */
export function askDialog(alert: Alert, facts: AskFacts): Dialog {
  const { id, severity } = alert;
  const who = principalName(alert);
  const owners = facts.owners?.map(personName);
  return dialogOf('ask', id, dialogWords.ask(who, severity, facts.minutesToAnswer, owners), [
    textInput({ id: 'question', label: 'Anything to add to “Was this you?”', lines: true }),
  ]);
}

export interface AskFacts {
  readonly minutesToAnswer: number;
  /** Names of those who are asked in the place of a workload; missing = the account itself is asked. */
  readonly owners?: readonly string[];
}

/** Inputs `to` (an object id: one of `suggested` or anybody found) and `question`. The subject is never among the suggested: leave it out. */
export function consultDialog({ id, severity }: Alert, facts: ConsultFacts): Dialog {
  const suggested = facts.suggested.map(({ objectId, name, why }) => ({
    value: objectId,
    title: `${personName(name)} (${outside(why, 50)})`,
  }));
  return dialogOf('consult', id, dialogWords.consult(severity, facts.minutesToAnswer, facts.hints), [
    personInput({ id: 'to', label: 'Whom', suggested, required: 'Choose somebody.' }),
    textInput({ id: 'question', label: 'Question', required: 'The question is empty.', lines: true }),
  ]);
}

export interface ConsultFacts {
  readonly suggested: readonly ConsultChoice[];
  /** Sentences about who else may know, and what could not be read. */
  readonly hints: readonly string[];
  readonly minutesToAnswer: number;
}

export interface ConsultChoice extends Person {
  /** "owner of prod-01". */
  readonly why: string;
}

interface DialogText {
  readonly title: string;
  readonly lines: readonly Fact[];
  readonly button: string;
}

function dialogOf(
  verb: string,
  subject: string,
  { title, lines, button }: DialogText,
  inputs: readonly CardInput[],
  item?: string,
): Dialog {
  const data = { verb, subject, ...(item === undefined ? {} : { item }) };
  return {
    title: `${title} ${outside(subject, 12)}`,
    card: expand('dialog', {
      lines: lines.map((line) => ({ inlines: [run(line)] })),
      inputs,
      actions: [{ type: 'Action.Submit', title: button, data, style: 'positive' }],
    }),
  };
}
