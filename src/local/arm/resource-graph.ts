import { fail, recordOf, textOf, type WireAnswer } from '../cloud/wire';
import type { ArmContext, ArmRoute } from './route';
import { ancestorsOf, same } from './scopes';

/** The documented way to a subscription's chain of management groups; Resource Graph's other tables and operators are not emulated. */
const ancestorsQuery =
  /^resourcecontainers \| where type =~ 'microsoft\.resources\/subscriptions' \| where subscriptionId in~ \((?<ids>[^)]*)\) \| project subscriptionId, name, managementGroupAncestorsChain = properties\.managementGroupAncestorsChain$/i;

export const resourceGraphRoutes: readonly ArmRoute[] = [
  {
    method: 'POST',
    path: /^\/providers\/Microsoft\.ResourceGraph\/resources\/?$/i,
    action: 'Microsoft.ResourceGraph/resources/read',
    handle: query,
  },
];

function query(context: ArmContext): WireAnswer {
  const text = (textOf(recordOf(context.request.body).query) ?? '').replace(/\s+/g, ' ').trim();
  const ids = ancestorsQuery.exec(text)?.groups?.ids;
  if (ids === undefined) fail(400, 'BadRequest', `This Resource Graph query is not supported by the emulator: ${text}`);
  const wanted = [...ids.matchAll(/'([^']*)'/g)].map(([, id = '']) => id);
  const data = context.state.subscriptions
    .filter(({ id }) => wanted.some((other) => same(other, id)))
    .map(({ id, displayName }) => ({
      subscriptionId: id,
      name: displayName,
      managementGroupAncestorsChain: ancestorsOf(context.state, id).map((name) => ({
        name,
        displayName: context.state.managementGroups.find((group) => same(group.name, name))?.displayName ?? name,
      })),
    }));
  return {
    status: 200,
    body: { totalRecords: data.length, count: data.length, resultTruncated: 'false', data, facets: [] },
  };
}
