import { refusedBy } from '../guard';
import { pagedLists } from '../lists';
import { paintList } from '../painting/list';
import { pageAsked, paged } from '../painting/paging';
import { replies } from '../words/replies';
import type { Press } from './press';

/** The neighbouring page of a list. The list is read again, as the presser may see it; the button holds a number and what was typed. */
export const page: Press = {
  verb: 'page',
  needs: 'read',
  async run(ask, subject, data) {
    const list = pagedLists.find(({ id }) => id === subject);
    const at = pageAsked(subject, data.item);
    if (list === undefined || at === undefined)
      return { kind: 'refused', status: 400, code: 'unknown-list', message: replies.unknownPage };
    const denied = await refusedBy(ask, list.needs, list.id);
    if (denied !== undefined) return denied;
    const { state, summary } = await list.read(ask, at.args);
    return { kind: 'card', card: paintList(paged(state, at)), summary, private: true };
  },
};
