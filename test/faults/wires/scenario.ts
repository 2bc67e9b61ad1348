import type { Site } from './site';

/**
 * One thing that goes wrong, and what must hold all the same: `run` tells the site of every loss, and answers with how many faults it brought
 * about. `intrusions` is how many come at once where a crowd is wanted.
 */
export interface Scenario {
  readonly name: string;
  /** Part of the short form. */
  readonly short?: boolean;
  run(site: Site, intrusions: number): Promise<number>;
}
