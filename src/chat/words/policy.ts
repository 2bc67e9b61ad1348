import type { PolicyChange } from '../../core/policy-diff';
import { outside } from './escape';
import { count } from './names';

type NameOf = (objectId: string) => string | undefined;

/** Lines a channel is shown; the rest is in the file. */
const mostShown = 12;

const objectId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

function line({ place, was, is }: PolicyChange, nameOf: NameOf): string {
  const named = (text: string) => text.replace(objectId, (id) => nameOf(id) ?? id);
  const [old, now] = [was, is].map((text) => (text === undefined ? undefined : outside(named(text), 140)));
  const where = outside(place, 60);
  if (old === undefined) return `added to ${where}: ${now}`;
  return now === undefined ? `taken out of ${where}: ${old}` : `${where} is now ${now} (was ${old})`;
}

export const policyWords = {
  changed(changes: readonly PolicyChange[], cause: 'start' | 'reload', nameOf: NameOf): string {
    const how = cause === 'reload' ? 'reloaded' : 'changed while the bot was down';
    const rest = changes.length - mostShown;
    const lines = changes.slice(0, mostShown).map((change) => line(change, nameOf));
    return [
      `Policy ${how}: ${count(changes.length, 'change')}.`,
      ...lines,
      ...(rest > 0 ? [`and ${rest} more, in the policy file`] : []),
    ].join('\n\n');
  },
  refused(problems: readonly string[]): string {
    const [first = ''] = problems;
    const rest = problems.length - 1;
    return `The policy file was not reloaded; the old policy stays. ${outside(first, 300)}${rest > 0 ? ` And ${count(rest, 'more problem')}: see the log.` : ''}`;
  },
} as const;
