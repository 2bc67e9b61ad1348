import { obtainActions } from '../access/actions';
import { roleGrants } from '../access/role-grants';
import { scopeKind } from '../access/scope';
import { type Held, judge, sideRights, strongestVerdict, type Target } from '../access/verdict';
import { privilegedRoles, roleGuid } from '../access/well-known-roles';
import type { RoleLookup } from './definitions';
import { type AccessEvidence, isEvidenceOf } from './evidence';
import type { AccessPath, MachineVerdict } from './exposure';
import { type Holding, holdingsOf } from './holdings';
import type { MachineReading } from './read-machine';

/** One reading with the definitions of all its roles: everything a judgement needs, so that judging is a pure function. */
export interface Judgeable {
  readonly reading: MachineReading;
  readonly identity: Target['identity'];
}

/** The distinct paths over several machines, each judged on every machine it was listed for, strongest verdict on top. */
export function judgePaths(
  machines: readonly Judgeable[],
  role: (roleDefinitionId: string) => RoleLookup | undefined,
  evidence: readonly AccessEvidence[],
): readonly AccessPath[] {
  const paths = new Map<string, { holding: Holding; machines: MachineVerdict[] }>();
  for (const { reading, identity } of machines) {
    const holdings = holdingsOf(reading);
    const target: Target = {
      machineId: reading.machine,
      ancestors: reading.ancestors,
      denies: reading.denies,
      identity,
      listed: true,
    };
    const side = sideRights(
      holdings.map((holding) => heldOf(holding, role(holding.roleDefinitionId))),
      target,
    );
    for (const holding of holdings) {
      const judgement = judge(heldOf(holding, role(holding.roleDefinitionId)), target, side);
      const path = paths.get(holding.id) ?? { holding, machines: [] };
      path.machines.push({
        machine: reading.machine,
        verdict: judgement.verdict,
        ...(judgement.conditional ? { conditional: true } : {}),
        ...(judgement.deniedBy === undefined ? {} : { deniedBy: judgement.deniedBy }),
      });
      paths.set(holding.id, path);
    }
  }
  return [...paths.values()].map(({ holding, machines: on }) =>
    pathOf(holding, role(holding.roleDefinitionId), on, evidence),
  );
}

export function heldOf(holding: Holding, lookup: RoleLookup | undefined): Held {
  return {
    scope: holding.scope,
    role: lookup?.kind === 'known' ? lookup.role : undefined,
    ...(holding.condition === undefined ? {} : { condition: holding.condition }),
    eligible: holding.kind === 'pim-eligible',
  };
}

function pathOf(
  holding: Holding,
  lookup: RoleLookup | undefined,
  machines: readonly MachineVerdict[],
  evidence: readonly AccessEvidence[],
): AccessPath {
  const { assignment, pim } = holding;
  const known = lookup?.kind === 'known' ? lookup.role : undefined;
  const since = assignment?.createdOn ?? pim?.startedAt;
  return {
    id: holding.id,
    kind: holding.kind,
    ...(assignment ? { assignment } : {}),
    ...(pim ? { pim } : {}),
    role: {
      id: holding.roleDefinitionId,
      name: known?.roleName ?? pim?.roleName ?? `unknown role ${roleGuid(holding.roleDefinitionId)}`,
      known: known !== undefined,
      ...(lookup?.kind === 'missing' ? { deleted: true } : {}),
    },
    scope: holding.scope,
    scopeKind: scopeKind(holding.scope),
    holder: {
      id: holding.principalId.toLowerCase(),
      type: holding.principalType,
      ...(pim?.principalName === undefined ? {} : { name: pim.principalName }),
    },
    via: /group/i.test(holding.principalType) || /group/i.test(pim?.memberType ?? '') ? 'group' : 'direct',
    verdict: strongestVerdict(machines.map(({ verdict }) => verdict)),
    machines,
    delegates:
      privilegedRoles.has(roleGuid(holding.roleDefinitionId)) ||
      (known !== undefined && obtainActions.some((action) => roleGrants(known, action) !== 'no')),
    ...(holding.condition ? { condition: holding.condition } : {}),
    ...(since === undefined ? {} : { since }),
    ...(assignment?.createdBy === undefined ? {} : { grantedBy: assignment.createdBy }),
    ...(pim?.endsAt === undefined ? {} : { endsAt: pim.endsAt }),
    used: assignment !== undefined && evidence.some((row) => isEvidenceOf(row, assignment)),
  };
}
