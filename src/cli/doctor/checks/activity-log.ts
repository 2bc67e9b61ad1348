import { bad, type Finding, few, good, warning } from '../finding';
import type { Check, Patient } from '../patient';
import { ago, readTable, type TableState } from '../table-state';

const dayMs = 86_400_000;
const connect =
  'Add a diagnostic setting on the subscription that sends the Activity log to this workspace (infra/README.md, step 2).';

/** Every workspace readable, the Activity log in it and fresh, and every configured subscription in at least one of them. */
export const activityLog: Check = {
  name: 'activity log',
  async run({ config, workspace, clock }: Patient) {
    const now = clock.now();
    const states = await Promise.all(
      config.logs.workspaces.map(async (id) => ({ id, state: await readTable(workspace(id), 'AzureActivity', now) })),
    );
    const lines = states.map(({ id, state }) => workspaceLine(`workspace ${id}`, state, now));
    return [
      ...lines,
      ...subscriptionLines(
        config.azure.subscriptions,
        states.map(({ state }) => state),
        now,
      ),
    ];
  },
};

function workspaceLine(name: string, state: TableState, now: number): Finding {
  switch (state.kind) {
    case 'refused':
      return bad(
        name,
        state.refusal.message,
        state.refusal.remedy ?? 'Give the reader Log Analytics Reader on the workspace.',
      );
    case 'absent':
      return bad(name, 'readable, but it has no AzureActivity table', connect);
    case 'empty':
      return bad(name, 'readable, but no Activity log row came in the last seven days', connect);
    case 'rows': {
      const age = now - (state.visibleAt ?? 0);
      const says = `${state.rows} Activity log rows in seven days, the newest became visible ${ago(age)} ago`;
      return age > dayMs
        ? warning(name, says, 'Check the diagnostic setting: nothing has arrived for more than a day.')
        : good(name, says);
    }
  }
}

/** A subscription nobody's workspace hears of is one in which the bot is blind and does not know it. */
function subscriptionLines(
  subscriptions: readonly string[],
  states: readonly TableState[],
  now: number,
): readonly Finding[] {
  const name = 'subscriptions in the log';
  if (states.some(({ kind }) => kind === 'refused')) return [];
  if (subscriptions.length === 0)
    return [
      warning(
        name,
        'SUBSCRIPTIONS is empty: silence of one cannot be noticed',
        'List the subscriptions that shall be watched.',
      ),
    ];
  const newest = (id: string) =>
    Math.max(...states.map((state) => (state.kind === 'rows' ? (state.bySubscription.get(id) ?? 0) : 0)));
  const silent = subscriptions.filter((id) => newest(id) === 0);
  const stale = subscriptions.filter((id) => newest(id) > 0 && now - newest(id) > dayMs);
  return [
    ...(silent.length === 0 ? [] : [bad(name, `no row in seven days from ${few(silent)}`, connect)]),
    ...(stale.length === 0
      ? []
      : [
          warning(
            name,
            `none for a day from ${few(stale)}`,
            'Check their diagnostic settings, unless nothing happens there.',
          ),
        ]),
    ...(silent.length + stale.length > 0 ? [] : [good(name, `rows of the last day from all ${subscriptions.length}`)]),
  ];
}
