import type { StandingStore } from '../standing';
import type { Incident } from './incident';

/** Where incidents are kept: one stands until its `until`, in whatever state. */
export type IncidentStore = StandingStore<Incident>;
