import { myAlerts, openAlerts, recentAlerts } from './alerts';
import { exportedAlerts } from './export';
import type { PagedList } from './list';

/** Every list whose pages can be turned. */
export const pagedLists: readonly PagedList[] = [recentAlerts, openAlerts, myAlerts, exportedAlerts];
