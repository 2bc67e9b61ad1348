import { type Clock, systemClock } from '../../core/clock';
import type { Authenticate, Caller } from '../cloud/bearer';
import type { Directory } from '../cloud/directory';
import { createFaults, type Faults } from '../cloud/faults';
import { createJournal, type Journal } from '../cloud/journal';
import { startLoopbackServer } from '../cloud/loopback-server';
import { errorAnswer, type WireAnswer, WireError, type WireRequest } from '../cloud/wire';
import { type ActivityRow, activityRows } from './activity-rows';
import type { ArmSeed } from './arm-seed';
import { type ArmState, createArmState } from './arm-state';
import { refuseCaller } from './caller-guard';
import { computeRoutes } from './compute';
import { consoleRoutes, consoleSubscriptionMissing } from './console-services';
import { denyAssignmentRoutes } from './deny-assignments';
import { lockRoutes } from './locks';
import { resourceGraphRoutes } from './resource-graph';
import { roleAssignmentRoutes } from './role-assignments';
import { roleDefinitionRoutes } from './role-definitions';
import type { ArmRoute } from './route';
import { scheduleInstanceRoutes } from './schedule-instances';
import { scheduleRequestRoutes } from './schedule-requests';
import { refuseUnknownSubscription, subscriptionRoutes } from './subscriptions';

export interface ArmOptions {
  readonly port?: number;
  /** Dates what is created, expires PIM instances, stamps journal and activity rows; tokens have the identity emulator's clock. */
  readonly clock?: Clock;
  readonly seed: ArmSeed;
  readonly directory: Directory;
  readonly authenticate: Authenticate;
  /** Rows a page of every list holds; default 500. */
  readonly pageSize?: number;
  /** Real milliseconds every answer takes. */
  readonly latencyMs?: number | (() => number);
  /** Gets a start row and an outcome row for every write, delete and action, refused ones included. */
  readonly onActivity?: (row: ActivityRow) => void;
}

export interface ArmEmulator {
  readonly url: string;
  /** Live: read it to see what Azure looks like, change it to play another administrator. */
  readonly state: ArmState;
  readonly faults: Faults;
  readonly journal: Journal;
  setPageSize(rows: number): void;
  close(): Promise<void>;
}

const routes: readonly ArmRoute[] = [
  ...roleAssignmentRoutes,
  ...roleDefinitionRoutes,
  ...denyAssignmentRoutes,
  ...scheduleInstanceRoutes,
  ...scheduleRequestRoutes,
  ...lockRoutes,
  ...computeRoutes,
  ...consoleRoutes,
  ...resourceGraphRoutes,
  ...subscriptionRoutes,
];

/** Azure Resource Manager on loopback, as far as permission reviews and containment read and write it. */
export async function startArm(options: ArmOptions): Promise<ArmEmulator> {
  const clock = options.clock ?? systemClock;
  const state = createArmState(options.seed, clock);
  const faults = createFaults();
  const journal = createJournal();
  let pageSize = options.pageSize ?? 500;

  function answer(request: WireRequest, caller: Caller, route: ArmRoute, path: Record<string, string>): WireAnswer {
    const context = { state, directory: options.directory, clock, caller, request, path, pageSize };
    try {
      refuseUnknownSubscription(state.subscriptions, request.path);
      return refuseCaller(route, context) ?? route.handle(context);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      const bare = error.answer.status === 404 ? consoleSubscriptionMissing(request.path) : undefined;
      return bare ?? error.answer;
    }
  }

  const server = await startLoopbackServer({
    port: options.port ?? 0,
    faults,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    handle: async (request) => {
      const caller = await options.authenticate(request);
      const found = match(request);
      const reply = found ? answer(request, caller, found.route, found.path) : noRoute(request);
      const entry = {
        at: clock.now(),
        method: request.method,
        path: request.path,
        caller,
        status: reply.status,
        requestId: request.requestId,
        ...(found ? { action: found.route.action } : {}),
        ...(request.body === undefined ? {} : { body: request.body }),
      };
      journal.add(entry);
      for (const row of activityRows(entry)) options.onActivity?.(row);
      return reply;
    },
  });
  return {
    url: server.url,
    state,
    faults,
    journal,
    setPageSize: (rows) => {
      pageSize = rows;
    },
    close: server.close,
  };
}

function match(request: WireRequest): { route: ArmRoute; path: Record<string, string> } | undefined {
  if (!request.query.has('api-version')) return undefined;
  for (const route of routes) {
    const hit = route.method === request.method ? route.path.exec(request.path) : null;
    if (hit) return { route, path: { ...hit.groups } };
  }
  return undefined;
}

/** The two answers ARM has before any provider is asked. */
function noRoute({ method, path, query }: WireRequest): WireAnswer {
  return query.has('api-version')
    ? errorAnswer(404, 'NotSupportedByEmulator', `${method} ${path} is not supported by the emulator.`)
    : errorAnswer(400, 'MissingApiVersionParameter', 'The api-version query parameter is required for all requests.');
}
