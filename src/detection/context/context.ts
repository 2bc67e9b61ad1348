/** What other tables say about the principals and addresses of one poll's sessions. Gathered by query, never kept. */
export interface Context {
  readonly signIns: readonly SignIn[];
  readonly activity: readonly ActivitySpan[];
  readonly risks: readonly Risk[];
  readonly identities: readonly DirectoryFacts[];
  readonly threats: readonly Threat[];
  /** Queries that could not be answered, so that the card can say what was not looked at. */
  readonly missing: readonly string[];
}

export const noContext: Context = { signIns: [], activity: [], risks: [], identities: [], threats: [], missing: [] };

export interface SignIn {
  readonly at: number;
  readonly objectId: string;
  readonly userName?: string;
  readonly ip?: string;
  readonly country?: string;
  /** `AS5607` */
  readonly asn?: string;
  readonly ok: boolean;
  /** `singleFactorAuthentication`, `multiFactorAuthentication` … */
  readonly requirement?: string;
  readonly risk?: string;
  readonly kind: 'user' | 'token' | 'servicePrincipal' | 'managedIdentity';
}

/** An hour of ordinary Activity-log rows from one address. */
export interface ActivitySpan {
  readonly who: string;
  readonly ip: string;
  readonly from: number;
  readonly to: number;
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface Risk {
  readonly at: number;
  readonly objectId: string;
  readonly userName?: string;
  readonly event: string;
  readonly level: string;
  readonly state?: string;
  readonly ip?: string;
}

export interface DirectoryFacts {
  readonly objectId: string;
  readonly userName?: string;
  readonly createdAt?: number;
  readonly lastSeenAt?: number;
  readonly enabled?: boolean;
}

export interface Threat {
  readonly ip: string;
  readonly confidence?: number;
  readonly source?: string;
}
