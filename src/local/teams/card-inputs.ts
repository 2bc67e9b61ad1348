import type { FoundAction } from './card-actions';
import { isObject, type Json, text } from './model';

export type InputValues = Readonly<Record<string, unknown>>;

/** The inputs that belong to a press and their values, or what the client would complain about before sending anything. */
export type Gathered = { readonly values: Json } | { readonly complaint: string };

/** As a Teams client does: starting values, then what was typed, then the client-side rules (required, choices, pattern, length). */
export function gatherInputs(found: FoundAction, typed: InputValues): Gathered {
  const inputs = found.action.associatedInputs === 'none' ? [] : found.cards.flatMap(inputsOf);
  const unknown = Object.keys(typed).find((id) => !inputs.some((input) => input.id === id));
  if (unknown !== undefined) {
    return {
      complaint: `The card has no input "${unknown}"; it has: ${inputs.map(({ id }) => id).join(', ') || 'none'}.`,
    };
  }
  const values: Json = {};
  for (const input of inputs) {
    const id = text(input.id) ?? '';
    const value = typed[id] ?? startOf(input);
    const complaint = complain(input, value);
    if (complaint) return { complaint };
    if (value !== undefined) values[id] = value;
  }
  return { values };
}

/** Inputs of one card, not those of the cards its `ShowCard` actions hold. */
export function inputsOf(card: Json): Json[] {
  return Object.entries(card).flatMap(([key, value]) => (key === 'actions' || key === 'refresh' ? [] : collect(value)));
}

function collect(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(collect);
  if (!isObject(node) || text(node.type)?.startsWith('Action.')) return [];
  if (text(node.type)?.startsWith('Input.')) return [node];
  return Object.values(node).flatMap(collect);
}

function startOf(input: Json): unknown {
  if (input.value !== undefined) return input.value;
  return input.type === 'Input.Toggle' ? (input.valueOff ?? 'false') : undefined;
}

function complain(input: Json, value: unknown): string | undefined {
  const label = text(input.label) ?? text(input.id) ?? 'input';
  const empty = value === undefined || value === '';
  if (empty) return input.isRequired === true ? (text(input.errorMessage) ?? `${label} is required.`) : undefined;
  const given = String(value);
  const maxLength = Number(input.maxLength ?? Number.POSITIVE_INFINITY);
  if (given.length > maxLength) return `${label} is longer than ${maxLength} characters.`;
  const pattern = text(input.regex);
  if (pattern && !new RegExp(pattern).test(given)) return text(input.errorMessage) ?? `${label} does not fit.`;
  return input.type === 'Input.ChoiceSet' ? complainChoice(input, given, label) : undefined;
}

function complainChoice(input: Json, given: string, label: string): string | undefined {
  if (!Array.isArray(input.choices) || isObject(input['choices.data'])) return undefined;
  const allowed = input.choices.filter(isObject).map(({ value }) => value);
  const picked = input.isMultiSelect === true ? given.split(',') : [given];
  const stranger = picked.find((value) => !allowed.includes(value));
  return stranger === undefined ? undefined : `${label} has no choice "${stranger}"; it has: ${allowed.join(', ')}.`;
}
