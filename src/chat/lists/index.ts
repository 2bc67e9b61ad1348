import { myAlerts, openAlerts, recentAlerts } from './alerts';
import { exportedAlerts } from './export';
import type { PagedList } from './list';
import { sweptSubscriptions } from './sweep';

/** Every list whose pages can be turned. */
export const pagedLists: readonly PagedList[] = [
  recentAlerts,
  openAlerts,
  myAlerts,
  exportedAlerts,
  sweptSubscriptions,
];
