import type { Card } from '../ports';
import { plain } from '../words/escape';
import { type Fact, quiet, strong, textOf } from '../words/piece';
import type { CardAction } from './actions';
import { run, runs } from './runs';
import { expand } from './template';

/** A list: a head, rows that open something when pressed, and a foot. */
export interface ListState {
  readonly title: readonly Fact[];
  readonly marks?: readonly string[];
  readonly items: readonly ListItem[];
  /** Said when there are no rows. */
  readonly empty: string;
  readonly footer?: readonly Fact[];
  readonly tone?: 'emphasis' | 'good' | 'warning' | 'attention';
  readonly actions?: readonly CardAction[];
  /** Rows shown; more are counted in the foot. */
  readonly most?: number;
}

export interface ListItem {
  readonly lead: readonly Fact[];
  readonly facts?: readonly Fact[];
  readonly action?: CardAction;
  /** A button of its own beside the row, for what a touch of the row must not start. */
  readonly button?: CardAction;
  /** Said above the first row shown of each section. */
  readonly section?: string;
}

/** Longer lists are cut, and the foot says so: a card has room for about this many. */
export const longestList = 15;

export function paintList(list: ListState): Card {
  const { title, marks = [], items, empty, footer, tone = 'emphasis', actions = [], most = longestList } = list;
  const shown = items.slice(0, most);
  const cut = items.length - shown.length;
  const foot = [
    ...(items.length === 0 ? [empty] : []),
    ...(cut > 0 ? [quiet(`${cut} more are not shown: narrow the time or the name.`)] : []),
  ];
  return expand('list', {
    style: tone,
    headline: runs(title),
    marks: marks.map((mark) => ({ inlines: [run(mark)] })),
    items: shown.map(({ lead, facts = [], action, button, section }, index) => ({
      lead: runs(lead),
      facts: runs(facts),
      section: section === undefined || section === shown[index - 1]?.section ? [] : runs([strong(section)]),
      hasAction: action !== undefined,
      hasButton: action === undefined && button !== undefined,
      action: action ?? null,
      buttons: button === undefined ? [] : [button],
    })),
    footer: [...foot.map((line) => [line]), ...(footer === undefined ? [] : [footer])].map((line) => ({
      inlines: runs(line),
    })),
    actions,
  });
}

/** Lock-screen line of a list. */
export function listSummary({ title, items, empty }: ListState): string {
  const head = title.map(textOf).join(' · ');
  return plain(items.length === 0 ? `${head}: ${empty}` : head, 200);
}
