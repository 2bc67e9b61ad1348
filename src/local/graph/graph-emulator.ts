import { type Clock, systemClock } from '../../core/clock';
import type { Authenticate } from '../cloud/bearer';
import type { Directory } from '../cloud/directory';
import { createFaults, type Faults } from '../cloud/faults';
import { createJournal, type Journal } from '../cloud/journal';
import { startLoopbackServer } from '../cloud/loopback-server';
import { errorAnswer, type WireAnswer, WireError, type WireRequest } from '../cloud/wire';
import { answerBatch } from './batch';
import { allPermissions, type GraphPermission } from './consent';
import { graphError } from './graph-error';
import type { GraphRoute } from './graph-route';
import { groupRoutes } from './groups';
import { membershipRoutes } from './memberships';
import { servicePrincipalRoutes } from './service-principals';
import { userRoutes } from './users';

export interface GraphOptions {
  readonly port?: number;
  readonly clock?: Clock;
  /** The same object the ARM emulator has, so that both agree on who is in which group. */
  readonly directory: Directory;
  readonly authenticate: Authenticate;
  /** Application permissions an administrator has consented to; default all that exist here. */
  readonly consent?: readonly GraphPermission[];
  /** Rows a page of a collection holds; default 100, as Graph's. */
  readonly pageSize?: number;
  readonly latencyMs?: number | (() => number);
}

export interface GraphEmulator {
  readonly url: string;
  readonly faults: Faults;
  readonly journal: Journal;
  grant(permission: GraphPermission): void;
  revoke(permission: GraphPermission): void;
  setPageSize(rows: number): void;
  close(): Promise<void>;
}

const routes: readonly GraphRoute[] = [...userRoutes, ...groupRoutes, ...servicePrincipalRoutes, ...membershipRoutes];

/** Microsoft Graph v1.0 on loopback, as far as the bot names principals and checks groups. */
export async function startGraph(options: GraphOptions): Promise<GraphEmulator> {
  const clock = options.clock ?? systemClock;
  const faults = createFaults();
  const journal = createJournal();
  const consent = new Set<GraphPermission>(options.consent ?? allPermissions);
  let pageSize = options.pageSize ?? 100;

  function answer(request: WireRequest): WireAnswer {
    for (const route of routes) {
      const hit = route.method === request.method ? route.path.exec(request.path) : null;
      if (!hit) continue;
      if (!route.anyOf.some((permission) => consent.has(permission))) {
        return graphError(
          403,
          'Authorization_RequestDenied',
          'Insufficient privileges to complete the operation.',
          request,
        );
      }
      try {
        return route.handle({ directory: options.directory, request, path: { ...hit.groups }, pageSize });
      } catch (error) {
        if (error instanceof WireError) return error.answer;
        throw error;
      }
    }
    return graphError(404, 'NotSupportedByEmulator', `${request.method} ${request.path} is not emulated.`, request);
  }

  const server = await startLoopbackServer({
    port: options.port ?? 0,
    faults,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    handle: async (request) => {
      const caller = await options.authenticate(request);
      if (!request.path.startsWith('/v1.0/')) return errorAnswer(400, 'BadRequest', 'Invalid version.');
      const batch = request.method === 'POST' && request.path === '/v1.0/$batch';
      const reply = batch ? answerBatch(request, faults, answer) : answer(request);
      const { method, path, requestId } = request;
      journal.add({ at: clock.now(), method, path, caller, status: reply.status, requestId });
      return reply;
    },
  });
  return {
    url: server.url,
    faults,
    journal,
    grant: (permission) => void consent.add(permission),
    revoke: (permission) => void consent.delete(permission),
    setPageSize: (rows) => {
      pageSize = rows;
    },
    close: server.close,
  };
}
