import type { WireAnswer } from '../cloud/wire';
import { refuseIfLocked } from './lock-guard';
import type { ArmContext, ArmRoute } from './route';
import { same } from './scopes';

const base = '^/subscriptions/(?<sub>[^/]+)/providers/Microsoft\\.SerialConsole/consoleServices/default';

/** The subscription-wide switch of the Serial Console. */
export const consoleRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: new RegExp(`${base}/?$`, 'i'),
    action: 'Microsoft.SerialConsole/consoleServices/read',
    handle: ({ state, path }) =>
      status(state.subscriptions.find(({ id }) => same(id, path.sub ?? ''))?.consoleDisabled),
  },
  {
    method: 'POST',
    path: new RegExp(`${base}/disableConsole/?$`, 'i'),
    action: 'Microsoft.SerialConsole/consoleServices/disableConsole/action',
    handle: (context) => turn(context, true),
  },
  {
    method: 'POST',
    path: new RegExp(`${base}/enableConsole/?$`, 'i'),
    action: 'Microsoft.SerialConsole/consoleServices/enableConsole/action',
    handle: (context) => turn(context, false),
  },
];

/** This provider's 404 has no `error` envelope, unlike the rest of ARM: a client that looks only for `error` takes it for success. */
export function consoleSubscriptionMissing(path: string): WireAnswer | undefined {
  const match = new RegExp(`${base}(/|$)`, 'i').exec(path);
  const id = match?.groups?.sub;
  if (id === undefined) return undefined;
  return {
    status: 404,
    body: { code: 'SubscriptionNotFound', message: `The subscription '${id}' could not be found.` },
  };
}

function turn({ state, path }: ArmContext, consoleDisabled: boolean): WireAnswer {
  const subscriptionId = path.sub ?? '';
  refuseIfLocked(state, `/subscriptions/${subscriptionId}`, 'action');
  state.subscriptions = state.subscriptions.map((row) =>
    same(row.id, subscriptionId) ? { ...row, consoleDisabled } : row,
  );
  return status(consoleDisabled);
}

function status(disabled = false): WireAnswer {
  return { status: 200, body: { properties: { disabled } } };
}
