import { randomUUID } from 'node:crypto';
import { objectIdOf } from '../../local/identity/identity-emulator';
import { type DemoTenant, demoChannels, demoTenant } from '../world/demo-tenant';
import { addTenantRows } from '../world/rows';
import type { HostedWorld } from './hosted-world';
import { advanceOrder, type FaultsOrder, faultsOrder, grantOrder, policyOrder, rowsOrder } from './orders';

export type WorldCommand = (hosted: HostedWorld, body: unknown) => unknown;

/** What can be asked of a world, by method and the word after its id. Answers are JSON; undefined is answered as `{}`. */
export const worldCommands: Readonly<Record<string, WorldCommand>> = {
  'POST advance': async (hosted, body) => {
    await hosted.advance(advanceOrder.parse(body).ms);
    return { now: hosted.clock.now() };
  },
  /** The time goes by at once, as for a machine that was suspended; then one poll and one look at the timers. */
  'POST sleep': async ({ world, clock, settle }, body) => {
    clock.advance(advanceOrder.parse(body).ms);
    // The first joins a poll that the leap itself began, at an earlier time.
    await world.service.poll();
    await world.service.poll();
    await world.service.tick();
    await settle();
  },
  'POST rows': ({ world }, body) => addTenantRows(world.emulators.logAnalytics, rowsOrder.parse(body).rows),
  'POST poll': async ({ world, settle }) => {
    await world.service.poll();
    await settle();
  },
  /** A poll whose result is committed, while nothing has gone out yet: the moment before a kill. */
  'POST poll-only': ({ world }) => world.service.poll(),
  'POST tick': async ({ world, settle }) => {
    await world.service.tick();
    await settle();
  },
  'POST settle': ({ settle }) => settle(),
  /** The policy file is another, and the process is told so. */
  'POST policy': async ({ world, settle }, body) => {
    world.writePolicy(policyOrder.parse(body).policy);
    const outcome = await world.service.reloadPolicy();
    await settle();
    return { outcome };
  },
  /** The file alone: what a bot that is down does not see. */
  'POST policy-file': ({ world }, body) => world.writePolicy(policyOrder.parse(body).policy),
  'POST restart': async (hosted) => {
    await hosted.restart();
    return { botUrl: botUrlOf(hosted) };
  },
  'POST faults': ({ world }, body) => order(world.emulators, faultsOrder.parse(body)),
  'POST clear-faults': ({ world }) => {
    const { arm, graph, logAnalytics, teams } = world.emulators;
    for (const faults of [arm.faults, graph.faults, logAnalytics.faults, teams.control.faults]) faults.clear();
  },
  /** Another administrator grants a role, past the bot. */
  'POST grant': ({ world, clock }, body) => {
    const name = randomUUID();
    const createdOn = new Date(clock.now()).toISOString();
    world.emulators.arm.state.roleAssignments.push({
      name,
      createdOn,
      principalType: 'User',
      ...grantOrder.parse(body),
    });
    return { name };
  },
  'GET assignments': ({ world }) => world.emulators.arm.state.roleAssignments,
  /** Its log, and the one secret that the emulators choose: what a test of leaks greps for. */
  'GET traces': ({ world, logLines }) => ({ log: logLines, identityHeader: world.env.IDENTITY_HEADER }),
  'GET journal': ({ world }) => world.emulators.arm.journal.writes(),
};

export const botUrlOf = ({ world }: HostedWorld) => `http://127.0.0.1:${world.service.port}`;

const idsOf = ({ people }: DemoTenant) => Object.fromEntries(people.map(({ id, objectId }) => [id, objectId]));

/** What is the same in every world: ids that a story's policy may name before there is one. */
export function describeTenant(): object {
  const tenant = demoTenant(0, { forgottenGrant: false });
  const { responders, subscriptionIds } = tenant;
  return { people: idsOf(tenant), responders, subscriptionIds, channels: demoChannels };
}

/** What a story needs to know of its world. */
export function describeWorld(id: string, hosted: HostedWorld): object {
  const { tenant, emulators, env } = hosted.world;
  const { assignments, tenantId, subscriptionIds, botAppId, writerClientId } = tenant;
  return {
    id,
    pageUrl: emulators.teams.pageUrl,
    botUrl: botUrlOf(hosted),
    now: hosted.clock.now(),
    channels: demoChannels,
    serviceUrl: emulators.teams.url,
    teamId: emulators.teams.control.world.team.id,
    bot: emulators.teams.control.world.bot,
    chatIds: Object.fromEntries(emulators.teams.control.world.people.map(({ id: name, mri }) => [name, mri])),
    people: idsOf(tenant),
    assignments,
    tenantId,
    subscriptionIds,
    botAppId,
    writerClientId,
    writerObjectId: objectIdOf(writerClientId),
    responders: tenant.responders,
    pollMs: Number(env.POLL_INTERVAL_SECONDS ?? 60) * 1_000,
  };
}

/** The orders' details are the emulators' own; a kind they do not know hits nothing, and the story that waits for it fails. */
function order({ arm, graph, logAnalytics, teams }: HostedWorld['world']['emulators'], wish: FaultsOrder): void {
  switch (wish.target) {
    case 'arm':
      arm.faults.next(wish.order as Parameters<typeof arm.faults.next>[0]);
      break;
    case 'graph':
      graph.faults.next(wish.order as Parameters<typeof graph.faults.next>[0]);
      break;
    case 'logs':
      logAnalytics.faults.next(wish.order as Parameters<typeof logAnalytics.faults.next>[0]);
      break;
    case 'teams':
      teams.control.faults.plan(wish.order as unknown as Parameters<typeof teams.control.faults.plan>[0]);
      break;
  }
}
