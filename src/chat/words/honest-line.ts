import { honestOf } from '../../alerts/summary';
import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { listed } from './names';
import { good, type Line } from './piece';

/** HONEST: what speaks for honest work; said when there is nothing, too. */
export function honestLine({ alert, honestChecked }: AlertCardState): Line {
  const found = honestOf(alert);
  if (found.length > 0) return { label: 'HONEST', facts: found.slice(0, 4).map((line) => good(outside(line, 120))) };
  const checked = honestChecked ?? [];
  const looked =
    checked.length === 0
      ? ''
      : ` (checked: ${listed(
          checked.map((one) => outside(one, 50)),
          6,
        )})`;
  return { label: 'HONEST', facts: [`nothing found${looked}`] };
}
