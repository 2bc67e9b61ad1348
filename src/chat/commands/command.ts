import type { Verb } from '../../core/access';
import type { Answer, MessageIn } from '../ports';
import type { Ask } from '../room';

/**
 * A command is data: help, the manifest's command lists, docs/commands.md and the table tests come out of it.
 * `needs: 'nothing'` is for `help` alone: everybody may ask what this is.
 */
export interface Command {
  readonly id: string;
  /** Arguments as shown in help; empty when there are none. */
  readonly args: string;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  readonly needs: Verb | 'nothing';
  readonly effect: 'reads' | 'changes';
  /** 1 = first in Teams' command menu, which shows twelve; missing = not in the menu. */
  readonly menuRank?: number;
  run(ask: Ask<MessageIn>, args: string): Promise<Answer>;
}

export function words(text: string, isPrivate = false): Answer {
  return isPrivate ? { kind: 'words', text, private: true } : { kind: 'words', text };
}
