import { takeover } from './attacks/a01-takeover';
import { resetThenConnect } from './attacks/a02-reset-then-connect';
import { servicePrincipal } from './attacks/a03-service-principal';
import { managedIdentity } from './attacks/a04-managed-identity';
import { probing, probingThenIn } from './attacks/a05-probing';
import { secondAddress, sessionTakeover } from './attacks/a06-session-takeover';
import { reEnabled } from './attacks/a07-re-enabled';
import { scaleSetSweep } from './attacks/a08-scale-set-sweep';
import { impossibleTravel } from './attacks/a09-impossible-travel';
import { dormant, newborn } from './attacks/a10-dormant-and-newborn';
import { slowInsider } from './attacks/a11-slow-insider';
import { threatListed } from './attacks/a12-threat-listed';
import { serialLogTheft, serialLogTheftBackwards } from './attacks/a13-serial-log-theft';
import { freshPrivilege } from './attacks/a14-fresh-privilege';
import { logLeftAlone, logSwitchedOff, logThinnedOut } from './attacks/a15-log-switched-off';
import { routineBreakGlass } from './benign/b01-routine-break-glass';
import { reconnectStorm } from './benign/b02-reconnect-storm';
import { firstUseByPlatformAdmin } from './benign/b03-first-use-by-platform-admin';
import { travelThroughVpn } from './benign/b04-travel-through-vpn';
import { cloudShell } from './benign/b05-cloud-shell';
import { outage, undeclaredOutage } from './benign/b06-outage';
import { automationElsewhere, sanctionedAutomation } from './benign/b07-sanctioned-automation';
import { expectedFailure } from './benign/b08-expected-failure';
import { duplicateRows } from './benign/b09-duplicate-rows';
import { lateArrival, quiteLateArrival } from './benign/b10-late-arrival';
import { coldStart, coldStartReset, coldStartThreat } from './benign/b11-cold-start';
import { legacyColumns, oddData } from './benign/b12-odd-data';
import { pimActivation } from './benign/c01-pim-activation';
import { passkey } from './benign/c02-passkey';
import { handOver } from './benign/c03-hand-over';
import { honestReset } from './benign/c04-honest-reset';
import { threeColleagues } from './benign/c06-three-colleagues';
import type { Scenario } from './scenario';

/** Every row of the scenario table, attacks first, then honest use; C rows are this project's own. */
export const scenarios: readonly Scenario[] = [
  takeover,
  resetThenConnect,
  servicePrincipal,
  managedIdentity,
  probing,
  probingThenIn,
  sessionTakeover,
  secondAddress,
  reEnabled,
  scaleSetSweep,
  impossibleTravel,
  newborn,
  dormant,
  slowInsider,
  threatListed,
  serialLogTheft,
  serialLogTheftBackwards,
  freshPrivilege,
  logSwitchedOff,
  logThinnedOut,
  routineBreakGlass,
  reconnectStorm,
  firstUseByPlatformAdmin,
  travelThroughVpn,
  cloudShell,
  outage,
  undeclaredOutage,
  sanctionedAutomation,
  automationElsewhere,
  expectedFailure,
  duplicateRows,
  lateArrival,
  quiteLateArrival,
  coldStart,
  coldStartReset,
  coldStartThreat,
  oddData,
  legacyColumns,
  pimActivation,
  passkey,
  handOver,
  honestReset,
  threeColleagues,
  logLeftAlone,
];
