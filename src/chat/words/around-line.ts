import type { Alert } from '../../alerts/alert';
import type { RelatedOperation } from '../../detection/finding';
import { outside } from './escape';
import { machineName } from './names';
import type { Fact, Line } from './piece';
import { clock } from './time';

/** AROUND: related operations before the first session and after it. */
export function aroundLine({ context, openedAt, principal }: Alert): Line {
  const before = context.around.filter(({ at }) => at < openedAt);
  const after = context.around.filter(({ at }) => at >= openedAt);
  const own = principal.displayName.toLowerCase();
  return {
    label: 'AROUND',
    facts: [side('before', before.slice(-3), before.length), side('after', after.slice(0, 3), after.length)],
  };

  function side(name: string, shown: readonly RelatedOperation[], all: number): Fact {
    if (shown.length === 0) return `${name}: nothing seen`;
    const listed = shown.map(words).join('; ');
    return `${name}: ${listed}${all > shown.length ? ` and ${all - shown.length} more` : ''}`;
  }

  function words({ at, label, target, caller }: RelatedOperation): string {
    const by = caller === '' || caller.toLowerCase() === own ? '' : ` by ${outside(caller, 40)}`;
    return `${clock(at, openedAt)} ${outside(label, 60)} ${target === '' ? '' : machineName(target)}${by}`.trimEnd();
  }
}
