import { plain } from '../words/escape';

/** What a card sends back: ids only. Who pressed, and whether they may, never comes from here. */
export interface ActionData {
  /** `A-12`, `R-7`. */
  readonly subject: string;
  readonly version?: number;
  /** Line of a review, step of a checklist. */
  readonly item?: string;
}

export type CardAction = Readonly<Record<string, unknown>> & { readonly type: string; readonly title: string };

export interface ActionLook {
  readonly style?: 'positive' | 'destructive';
  /** In the overflow menu. */
  readonly secondary?: boolean;
  readonly tooltip?: string;
  /** False: the card's inputs are neither required nor sent. */
  readonly inputs?: boolean;
}

/** A press that reaches the bot as `verb`. Clients without Universal Actions send the same ids as a message. */
export function execute(verb: string, title: string, data: ActionData, look: ActionLook = {}): CardAction {
  const ids = { ...data };
  return {
    type: 'Action.Execute',
    title: plain(title, 60),
    verb,
    data: ids,
    ...lookOf(look),
    fallback: { type: 'Action.Submit', title: plain(title, 60), data: { verb, ...ids } },
  };
}

/** Opens a dialog; `verb` says which. */
export function dialog(verb: string, title: string, data: ActionData, look: ActionLook = {}): CardAction {
  return {
    type: 'Action.Submit',
    title: plain(title, 60),
    data: { msteams: { type: 'task/fetch' }, verb, ...data },
    ...lookOf(look),
  };
}

/** Unfolds a small card with inputs under the button. */
export function showCard(title: string, card: Readonly<Record<string, unknown>>, look: ActionLook = {}): CardAction {
  return { type: 'Action.ShowCard', title: plain(title, 60), card, ...lookOf(look) };
}

/** Opens or closes elements of this card without asking the bot. */
export function toggle(title: string, ids: readonly string[]): CardAction {
  return { type: 'Action.ToggleVisibility', title: plain(title, 60), targetElements: ids };
}

const portals = /^https:\/\/portal\.azure\.(com|us|cn)\//;

/** A link into an Azure portal; anything else gets no button. */
export function portalLink(title: string, url: string): CardAction | undefined {
  return portals.test(url) ? { type: 'Action.OpenUrl', title: plain(title, 60), url } : undefined;
}

/** `refresh` for user-specific views: Teams takes at most 60 ids, and none means no refresh. */
export function refresh(data: ActionData, userIds: readonly string[] | undefined): object | undefined {
  if (userIds === undefined || userIds.length === 0) return undefined;
  return {
    action: { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data: { ...data } },
    userIds: userIds.slice(0, 60),
  };
}

function lookOf({ style, secondary, tooltip, inputs }: ActionLook): object {
  return {
    ...(style === undefined ? {} : { style }),
    ...(secondary ? { mode: 'secondary' } : {}),
    ...(tooltip === undefined ? {} : { tooltip: plain(tooltip, 120) }),
    ...(inputs === false ? { associatedInputs: 'none' } : {}),
  };
}
