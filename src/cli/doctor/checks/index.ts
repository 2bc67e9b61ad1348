import type { Check } from '../patient';
import { activityLog } from './activity-log';
import { approverGroups } from './approver-groups';
import { botRegistration } from './bot-registration';
import { channel } from './channel';
import { clockSkew } from './clock-skew';
import { contextTables } from './context-tables';
import { credentials } from './credentials';
import { geography } from './geography';
import { ownControl } from './own-control';
import { rbacReads } from './rbac-reads';
import { roleHolders } from './role-holders';
import { storeDisk } from './store-disk';
import { writerRights } from './writer-rights';

/** In the order in which they are mended: without a token nothing else can be read. */
export const checks: readonly Check[] = [
  clockSkew,
  credentials,
  activityLog,
  contextTables,
  geography,
  rbacReads,
  writerRights,
  roleHolders,
  approverGroups,
  ownControl,
  botRegistration,
  channel,
  storeDisk,
];
