import { azureActivity, heartbeat } from './schema/activity';
import { identityInfo, threatIntelIndicators, userRiskEvents } from './schema/risk';
import {
  managedIdentitySignInLogs,
  nonInteractiveUserSignInLogs,
  servicePrincipalSignInLogs,
  signinLogs,
} from './schema/sign-ins';

/** The tables the shipped queries read, with the columns a real workspace has. */
export const workspaceSchema = {
  AADManagedIdentitySignInLogs: managedIdentitySignInLogs,
  AADNonInteractiveUserSignInLogs: nonInteractiveUserSignInLogs,
  AADServicePrincipalSignInLogs: servicePrincipalSignInLogs,
  AADUserRiskEvents: userRiskEvents,
  AzureActivity: azureActivity,
  Heartbeat: heartbeat,
  IdentityInfo: identityInfo,
  SigninLogs: signinLogs,
  ThreatIntelIndicators: threatIntelIndicators,
} as const;

export type WorkspaceTable = keyof typeof workspaceSchema;
