import type { Rule } from '../facts';
import { dormantAccount, newbornAccount } from './account-age';
import { grantsRoles, readsSerialLog, runsCommands, takesData } from './around';
import { bootDiagnosticsSweep } from './boot-diagnostics-sweep';
import { consoleReenabled } from './console-switch';
import { elevatedAccess, justGranted } from './granted';
import {
  azureAddress,
  colleaguesBusyToo,
  colleaguesUseSite,
  consistentTravel,
  declaredIncident,
  expectedPrincipal,
  judgedBenignBefore,
  machineSaidNo,
  trustedNetwork,
  usualMachineAndSite,
} from './honest';
import { nightsOnForeignMachine, offHours } from './hours';
import { impossibleTravel } from './impossible-travel';
import { riskyUser, sharedNewAddress, singleFactor, threatIntelligence } from './intelligence';
import { burstFromNewNetwork, manyMachines, manySessions } from './many-machines';
import { newCountryForPrincipal, newCountryForTenant } from './new-country';
import { criticalTarget, newMachine } from './new-machine';
import { newNetworkForPrincipal, newNetworkForTenant } from './new-network';
import { neverSeenPrincipal, newToConsole, newToSubscription } from './new-to-console';
import { accessProbing, probingThenSuccess } from './probing';
import { resetThenConnect } from './reset';
import { breakGlass, containedPrincipal, loggingTouched, ownIdentity } from './standing';
import { takeover } from './takeover';
import { tokenAddress } from './token-address';
import { unexpectedWorkloadIdentity } from './unexpected-workload-identity';

/** What speaks against a console session. */
export const suspicions: readonly Rule[] = [
  unexpectedWorkloadIdentity,
  newToConsole,
  neverSeenPrincipal,
  newToSubscription,
  newMachine,
  criticalTarget,
  newbornAccount,
  dormantAccount,
  justGranted,
  elevatedAccess,
  accessProbing,
  probingThenSuccess,
  takeover,
  consoleReenabled,
  resetThenConnect,
  breakGlass,
  containedPrincipal,
  ownIdentity,
  loggingTouched,
  grantsRoles,
  runsCommands,
  takesData,
  readsSerialLog,
  manyMachines,
  manySessions,
  burstFromNewNetwork,
  bootDiagnosticsSweep,
  nightsOnForeignMachine,
  newCountryForPrincipal,
  newCountryForTenant,
  newNetworkForPrincipal,
  newNetworkForTenant,
  impossibleTravel,
  tokenAddress,
  threatIntelligence,
  riskyUser,
  sharedNewAddress,
  singleFactor,
  offHours,
];

/** What speaks for honest work. */
export const excuses: readonly Rule[] = [
  expectedPrincipal,
  declaredIncident,
  trustedNetwork,
  colleaguesUseSite,
  consistentTravel,
  colleaguesBusyToo,
  judgedBenignBefore,
  usualMachineAndSite,
  machineSaidNo,
  azureAddress,
];
