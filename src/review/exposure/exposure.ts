import type { Principal } from '../../core/principal';
import type { ScopeKind } from '../access/scope';
import type { Verdict } from '../access/verdict';
import type { PimInstance, RoleAssignment } from '../rbac';
import type { Account } from './account';

/** One way a principal holds a role: an assignment (perhaps active through PIM) or an eligibility. Plain JSON. */
export interface AccessPath {
  /** Stable between readings: the assignment's or instance's id in lower case. */
  readonly id: string;
  readonly kind: 'assignment' | 'pim-active' | 'pim-eligible';
  /** Missing for an eligibility, or an activation that no role assignment was listed for. */
  readonly assignment?: RoleAssignment;
  readonly pim?: PimInstance;
  readonly role: {
    readonly id: string;
    readonly name: string;
    /** False: the definition could not be read, so what it grants is unknown. */
    readonly known: boolean;
    /** True: the definition is gone (404), not merely unreadable. */
    readonly deleted?: boolean;
  };
  readonly scope: string;
  readonly scopeKind: ScopeKind;
  /** Who holds it: the principal, or a group it is in. */
  readonly holder: {
    readonly id: string;
    readonly type: string;
    readonly name?: string;
    /** Members of the group, transitively, when Graph could be read. */
    readonly members?: number;
  };
  readonly via: 'direct' | 'group';
  /** Strongest over the machines. */
  readonly verdict: Verdict;
  readonly machines: readonly MachineVerdict[];
  /** It can hand out rights itself (role assignments or definitions): outside the bot's reach whatever its verdict. */
  readonly delegates: boolean;
  /** Raw condition; treated as granting. */
  readonly condition?: string;
  readonly since?: number;
  readonly grantedBy?: string;
  readonly endsAt?: number;
  /** The log row names it as what let the call in. */
  readonly used: boolean;
  /** What the principal did below its scope in the window; missing when usage could not be read. */
  readonly usage?: PathUsage;
}

export interface MachineVerdict {
  readonly machine: string;
  readonly verdict: Verdict;
  readonly conditional?: boolean;
  readonly deniedBy?: string;
}

export interface PathUsage {
  readonly from: number;
  readonly to: number;
  readonly consoleUses: number;
  readonly lastConsoleAt?: number;
  readonly operations: number;
  readonly lastAt?: number;
  /** Resources touched below the scope, lower case, each with its operations. */
  readonly resources: readonly UsedResource[];
}

export interface UsedResource {
  readonly id: string;
  readonly operations: readonly string[];
  readonly console: boolean;
  readonly lastAt: number;
}

export interface Exposure {
  readonly principal: Principal;
  readonly machines: readonly string[];
  readonly readAt: number;
  readonly verdict: Verdict;
  readonly paths: readonly AccessPath[];
  /** Everything else held in the readable subscriptions, not reaching these machines. */
  readonly elsewhere: readonly HeldElsewhere[];
  /** The assignment named in the log row is no longer among the paths. */
  readonly usedIsGone: boolean;
  readonly denies: readonly string[];
  /** Machines whose assignments could not be read: counts are then "at least". */
  readonly unread: readonly { readonly machine: string; readonly why: string }[];
  readonly notRead: readonly NotRead[];
  readonly account?: Account;
}

export interface HeldElsewhere {
  readonly role: string;
  readonly scope: string;
  readonly via: 'direct' | 'group';
}

/** What the reading leaves out, said on the card. The first four are never read. */
export interface NotRead {
  readonly what:
    | 'directory-roles'
    | 'app-ownership'
    | 'lighthouse'
    | 'classic-administrators'
    | 'pim'
    | 'deny-assignments'
    | 'group-names'
    | 'usage'
    | 'elsewhere'
    | 'management-groups'
    | 'managers';
  readonly why: string;
}

/** Ways in: every path that is not a plain no, the unknown ones included. */
export function pathsIn(exposure: Pick<Exposure, 'paths'>): readonly AccessPath[] {
  return exposure.paths.filter(({ verdict }) => verdict !== 'no');
}
