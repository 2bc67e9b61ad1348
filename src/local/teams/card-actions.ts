import { isObject, type Json, text } from './model';

/** An action found in a card, with the cards around it (outermost first): inputs of all of them travel with a press. */
export interface FoundAction {
  readonly action: Json;
  readonly cards: readonly Json[];
}

/** Every action of a card, `ShowCard` contents, `selectAction`, action sets and overflow menus included. */
export function actionsOf(card: Json): FoundAction[] {
  return walk(card, [card]);
}

function walk(node: unknown, cards: readonly Json[]): FoundAction[] {
  if (Array.isArray(node)) return node.flatMap((entry) => walk(entry, cards));
  if (!isObject(node)) return [];
  const found: FoundAction[] = isAction(node) ? [{ action: node, cards }] : [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'data' || key === 'fallback' || key === 'refresh') continue;
    const inner = key === 'card' && isObject(value) ? [...cards, value] : cards;
    found.push(...walk(value, inner));
  }
  return found;
}

function isAction(node: Json): boolean {
  return text(node.type)?.startsWith('Action.') ?? false;
}

/**
 * The actions a person may mean by `wanted`: its title first (without case), then its id, then its verb. Several share a title when a card
 * repeats a row; the caller picks by index.
 */
export function findActions(card: Json, wanted: string): FoundAction[] {
  const all = actionsOf(card);
  const byTitle = all.filter(({ action }) => text(action.title)?.toLowerCase() === wanted.toLowerCase());
  if (byTitle.length > 0) return byTitle;
  const byId = all.filter(({ action }) => action.id === wanted);
  return byId.length > 0 ? byId : all.filter(({ action }) => verbOf(action) === wanted);
}

/**
 * The action at place `nth` of the document, as the page numbers them. Undefined when another title stands there: the card was repainted under
 * the finger, and pressing what is there now would be pressing something else.
 */
export function actionAt(card: Json, nth: number, title: string): FoundAction | undefined {
  const found = actionsOf(card)[nth];
  return found && (text(found.action.title) ?? '') === title ? found : undefined;
}

function verbOf(action: Json): string | undefined {
  return text(action.verb) ?? (isObject(action.data) ? text(action.data.verb) : undefined);
}

/** What an old client, which knows no `Action.Execute`, would use instead. */
export function legacyForm(action: Json): Json {
  const fallback = action.fallback;
  return action.type === 'Action.Execute' && isObject(fallback) ? fallback : action;
}
