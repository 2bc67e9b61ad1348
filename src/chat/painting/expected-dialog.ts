import type { Alert } from '../../alerts/alert';
import type { ExpectedEntry } from '../../alerts/expected-entry';
import { plain } from '../words/escape';
import { count } from '../words/names';
import { alarm, quiet } from '../words/piece';
import type { Dialog } from './dialogs';
import { runs } from './runs';
import { expand } from './template';

/** What an administrator copies into the policy file. It is text: nothing is applied by showing it. */
export function expectedDialog({ id }: Alert, entries: readonly ExpectedEntry[]): Dialog {
  const value = JSON.stringify({ expectedPrincipals: entries }, null, 2).split('\n').map(cleaned).join('\n');
  const [first] = entries;
  return {
    title: `${plain(id, 12)}: expected next time?`,
    card: expand('dialog', {
      lines: [
        {
          inlines: runs([alarm('Nothing is changed by this.'), 'Copy it into the policy file, then reload the file.']),
        },
        {
          inlines: runs([
            quiet(
              `${count(entries.length, 'entry', 'entries')}: this principal on this machine from this network only, until ${first?.expires.slice(0, 10)}. Elsewhere, or later, it is judged as ever.`,
            ),
          ]),
        },
      ],
      inputs: [{ type: 'Input.Text', id: 'policy', label: 'Policy', isMultiline: true, value }],
      actions: [],
    }),
  };
}

/** Text from outside stands in it; the indentation is ours. */
function cleaned(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `${indent}${plain(line, 2_000)}`;
}
