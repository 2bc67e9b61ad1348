import type { BotAnswer } from './bot-link';
import type { Json } from './model';

/** What Teams shows for every answer it cannot use. */
export const UNREACHABLE = 'Unable to reach app. Please try again.';

/** A dialog ("task module") open in front of one person. */
export interface DialogView {
  readonly id: string;
  readonly title: string;
  readonly card: Json;
  /** Pixels, or `small`, `medium`, `large`. */
  readonly height: unknown;
  readonly width: unknown;
}

export interface PressResult {
  /**
   * `card`: the person's view was replaced. `message`, `error`: private words. `dialog`: one opened. `sent`: a submit without answer of its own. `opened`: a link or
   * a fold, nothing sent. `refused-by-client`: an input rule of the card. `unreachable`: the bot gave no usable answer.
   */
  readonly outcome: 'card' | 'message' | 'error' | 'dialog' | 'sent' | 'opened' | 'refused-by-client' | 'unreachable';
  readonly answer?: BotAnswer;
  readonly text?: string;
  readonly card?: Json;
  readonly dialog?: DialogView;
  readonly url?: string;
}

export interface DialogResult {
  readonly outcome: 'closed' | 'message' | 'dialog' | 'refused-by-client' | 'unreachable';
  readonly answer?: BotAnswer;
  readonly text?: string;
  readonly dialog?: DialogView;
}
