import { fail, type WireAnswer } from '../cloud/wire';
import type { SeedResourceGroup, SeedSubscription } from './arm-seed';
import { page } from './paging';
import type { ArmContext, ArmRoute } from './route';
import { same } from './scopes';

const readSubscription = 'Microsoft.Resources/subscriptions/read';
const readGroup = 'Microsoft.Resources/subscriptions/resourceGroups/read';

export const subscriptionRoutes: readonly ArmRoute[] = [
  { method: 'GET', path: /^\/subscriptions\/?$/i, action: readSubscription, handle: listSubscriptions },
  { method: 'GET', path: /^\/subscriptions\/(?<sub>[^/]+)\/?$/i, action: readSubscription, handle: getSubscription },
  {
    method: 'GET',
    path: /^\/subscriptions\/(?<sub>[^/]+)\/resourceGroups\/?$/i,
    action: readGroup,
    handle: (context) => page(groupsIn(context).map(wireGroup), context),
  },
  {
    method: 'GET',
    path: /^\/subscriptions\/(?<sub>[^/]+)\/resourceGroups\/(?<rg>[^/]+)\/?$/i,
    action: readGroup,
    handle: getGroup,
  },
];

/** The service's 404 for any path below a subscription that does not exist. */
export function refuseUnknownSubscription(subscriptions: readonly SeedSubscription[], path: string): void {
  const [, id] = /^\/subscriptions\/([^/]+)/i.exec(path) ?? [];
  if (id === undefined || subscriptions.some((subscription) => same(subscription.id, id))) return;
  fail(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

function listSubscriptions(context: ArmContext): WireAnswer {
  return page(
    context.state.subscriptions.map((row) => wireSubscription(row, context)),
    context,
  );
}

function getSubscription(context: ArmContext): WireAnswer {
  const row = context.state.subscriptions.find(({ id }) => same(id, context.path.sub ?? ''));
  return row ? { status: 200, body: wireSubscription(row, context) } : { status: 404 };
}

function getGroup(context: ArmContext): WireAnswer {
  const row = groupsIn(context).find(({ name }) => same(name, context.path.rg ?? ''));
  if (!row) fail(404, 'ResourceGroupNotFound', `Resource group '${context.path.rg}' could not be found.`);
  return { status: 200, body: wireGroup(row) };
}

function groupsIn({ state, path }: ArmContext): readonly SeedResourceGroup[] {
  return state.resourceGroups.filter(({ subscriptionId }) => same(subscriptionId, path.sub ?? ''));
}

function wireSubscription({ id, displayName, tags }: SeedSubscription, { directory }: ArmContext): unknown {
  const { tenantId } = directory;
  return { id: `/subscriptions/${id}`, subscriptionId: id, tenantId, displayName, state: 'Enabled', tags: tags ?? {} };
}

function wireGroup({ subscriptionId, name, location, tags }: SeedResourceGroup): unknown {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location: location ?? 'westeurope',
    tags: tags ?? {},
    properties: { provisioningState: 'Succeeded' },
  };
}
