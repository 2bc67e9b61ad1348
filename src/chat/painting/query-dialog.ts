import type { Alert } from '../../alerts/alert';
import type { FigureId } from '../../alerts/investigation/investigation';
import type { ShownQuery } from '../../detection/ports';
import { figureTitles } from '../words/investigation';
import { portalLink } from './actions';
import type { Dialog } from './dialogs';
import { code, runs } from './runs';
import { expand } from './template';

/** The query that found the alert, beside those of its investigation. */
export const foundBy = 'found-by';

/** A query as it was sent, and the way to run it again. */
export function queryDialog(alert: Alert, id: FigureId | typeof foundBy, { text, portalUrl }: ShownQuery): Dialog {
  const link = portalUrl === undefined ? undefined : portalLink('Open in the Azure portal', portalUrl);
  const { title, window } =
    id === foundBy ? { title: 'WHAT FOUND IT', window: 'from two days before to the alert' } : figureTitles[id];
  const intro =
    link === undefined
      ? 'Copy it into the workspace’s Logs page; no link: the workspace’s resource id could not be read.'
      : 'As it was sent. The link opens it over the same time.';
  return {
    title: `${alert.id}: query`,
    card: expand('dialog', {
      lines: [{ inlines: runs([{ text: title, tone: 'strong' }, window, intro]) }, ...code(text.trimEnd().split('\n'))],
      inputs: [],
      actions: link === undefined ? [] : [link],
    }),
  };
}
