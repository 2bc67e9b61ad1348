import type { TokenCredential } from '@azure/identity';
import type { ObserveAzure } from './observe';

/** An API of the chosen cloud and the scope of its tokens; `config` computes both. */
export interface AzureEndpoint {
  /** Origin without a path, `https://management.azure.com`, or a loopback `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** `…/.default`. */
  readonly scope: string;
}

/** What every client needs to be built. */
export interface ClientSettings {
  readonly endpoint: AzureEndpoint;
  readonly credential: TokenCredential;
  /** Lets an `http` endpoint through, and only on a loopback address. */
  readonly allowInsecureLoopback: boolean;
  readonly limits?: CallLimits;
  /** Told of every request that leaves. */
  readonly observe?: ObserveAzure;
}

/** Patience with one call; every field has a default that suits production. */
export interface CallLimits {
  /** Milliseconds one request may take, default 30,000. */
  readonly timeoutMs?: number;
  /** Further attempts of a read after 429, 5xx or a reset, default 3. Writes never repeat: their room decides. */
  readonly maxRetries?: number;
  /** First pause after a 5xx, doubling, default 1,000. */
  readonly retryDelayMs?: number;
  /** Pause after a 429 that names none, default 2,000. */
  readonly throttleDelayMs?: number;
  /** The longest pause a 429 may ask for and get, default 30,000; beyond it the call ends as throttled at once. */
  readonly longestThrottleMs?: number;
}

export const defaultLimits: Required<CallLimits> = {
  timeoutMs: 30_000,
  maxRetries: 3,
  retryDelayMs: 1_000,
  throttleDelayMs: 2_000,
  longestThrottleMs: 30_000,
};

export const userAgentPrefix = 'serial-console-watch';
