import type { Card } from '../ports';
import { plain } from '../words/escape';
import type { Fact } from '../words/piece';
import type { CardAction } from './actions';
import { runs } from './runs';
import { expand } from './template';

/** A short card: a title and a few lines. */
export interface NoticeState {
  readonly title: string;
  readonly lines: readonly (Fact | readonly Fact[])[];
  readonly tone?: 'default' | 'emphasis' | 'good' | 'warning' | 'attention';
  readonly actions?: readonly CardAction[];
}

export function paintNotice({ title, lines, tone = 'emphasis', actions = [] }: NoticeState): Card {
  return expand('notice', {
    style: tone,
    title: plain(title),
    lines: lines.map((line) => ({ inlines: runs(Array.isArray(line) ? line : [line as Fact]) })),
    actions,
  });
}
