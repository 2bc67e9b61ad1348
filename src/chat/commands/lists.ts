import { myAlerts, openAlerts, recentAlerts } from '../lists/alerts';
import type { PagedList } from '../lists/list';
import { type ListState, paintList } from '../painting/list';
import { paged } from '../painting/paging';
import type { Answer } from '../ports';
import type { Ask } from '../room';
import type { Command } from './command';

export function listCard(state: ListState, summary: string): Answer {
  return { kind: 'card', card: paintList(state), summary, private: true };
}

/** The first page of a list. */
export async function firstPage(list: PagedList, ask: Ask, args: string): Promise<Answer> {
  const { state, summary } = await list.read(ask, args);
  return listCard(paged(state, { list: list.id, args, offset: 0 }), summary);
}

export const recent: Command = {
  id: 'recent',
  args: '[24h|7d] [principal|machine]',
  summary: 'console use and alerts of the last time, low ones too',
  examples: ['recent', 'recent 7d rob@contoso.com', 'recent 24h dc01'],
  needs: 'read',
  effect: 'reads',
  menuRank: 1,
  run: (ask, args) => firstPage(recentAlerts, ask, args),
};

export const open: Command = {
  id: 'open',
  args: '',
  summary: 'what is unresolved, the worst first',
  examples: ['open'],
  needs: 'read',
  effect: 'reads',
  menuRank: 2,
  run: (ask, args) => firstPage(openAlerts, ask, args),
};

export const mine: Command = {
  id: 'mine',
  args: '',
  summary: 'what you hold',
  examples: ['mine'],
  needs: 'read',
  effect: 'reads',
  menuRank: 3,
  run: (ask, args) => firstPage(myAlerts, ask, args),
};
