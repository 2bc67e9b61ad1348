import { quiet } from '../words/piece';
import { execute } from './actions';
import { type ListState, longestList } from './list';

/** Which list a page is of, and from which row on. `args` is what the person typed: it goes round trip and is read anew each time. */
export interface PageAt {
  readonly list: string;
  readonly args: string;
  readonly offset: number;
}

const longestArgs = 100;

/** One page of a list, with buttons for its neighbours when there are any. */
export function paged(state: ListState, { list, args, offset }: PageAt): ListState {
  const total = state.items.length;
  if (total <= longestList && offset === 0) return state;
  // A list that shrank under the reader's eyes shows its last page, never an empty one.
  const last = Math.max(0, Math.floor((total - 1) / longestList) * longestList);
  const from = Math.min(Math.floor(offset / longestList) * longestList, last);
  const to = Math.min(from + longestList, total);
  const turn = (title: string, at: number) =>
    execute('page', title, { subject: list, item: `${at} ${args.slice(0, longestArgs)}`.trim() });
  return {
    ...state,
    items: state.items.slice(from, to),
    footer: [quiet(total === 0 ? 'nothing left' : `${from + 1} to ${to} of ${total}`), ...(state.footer ?? [])],
    actions: [
      ...(state.actions ?? []),
      ...(from > 0 ? [turn('Previous', from - longestList)] : []),
      ...(to < total ? [turn('Next', to)] : []),
    ],
  };
}

/** What a page button sent back; undefined when it is none of ours. */
export function pageAsked(list: string, item: unknown): PageAt | undefined {
  const [, offset, args = ''] = typeof item === 'string' ? (/^(\d{1,6})(?: (.*))?$/.exec(item) ?? []) : [];
  return offset === undefined ? undefined : { list, args: args.slice(0, longestArgs), offset: Number(offset) };
}
