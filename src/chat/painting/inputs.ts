import { plain } from '../words/escape';

/** A labelled input; what a required one says when it is empty. */
export type CardInput = Readonly<Record<string, unknown>>;

export interface TextInput {
  readonly id: string;
  readonly label: string;
  readonly placeholder?: string;
  /** Sentence shown when it is empty; missing = optional. */
  readonly required?: string;
  readonly lines?: boolean;
}

export function textInput({ id, label, placeholder, required, lines }: TextInput): CardInput {
  return {
    type: 'Input.Text',
    id,
    label: plain(label),
    maxLength: 500,
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 100) }),
    ...(required === undefined ? {} : { isRequired: true, errorMessage: plain(required) }),
    ...(lines ? { isMultiline: true } : {}),
  };
}

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/**
 * `expanded` shows radio buttons, whose titles clients read as markdown: only for our own words. People's names go into the compact form, which
 * is plain text everywhere.
 */
export function choiceInput(input: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly required: string;
  readonly expanded?: boolean;
}): CardInput {
  return {
    type: 'Input.ChoiceSet',
    id: input.id,
    label: plain(input.label),
    style: input.expanded ? 'expanded' : 'compact',
    choices: input.choices.map(({ value, title }) => ({ value, title: plain(title, 100) })),
    isRequired: true,
    errorMessage: plain(input.required),
    ...(input.expanded ? { wrap: true } : {}),
  };
}

/**
 * Somebody of the whole directory: typing searches it in Teams, `suggested` stand first. The value is an Entra object id, and the server looks it up
 * again: what comes back is a wish.
 */
export function personInput(input: {
  readonly id: string;
  readonly label: string;
  readonly suggested: readonly Choice[];
  readonly required: string;
}): CardInput {
  return {
    ...choiceInput({ ...input, choices: input.suggested }),
    style: 'filtered',
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
  };
}
