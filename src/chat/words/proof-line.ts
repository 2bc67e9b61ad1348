import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { count } from './names';
import { alarm, type Fact, facts, good, type Line } from './piece';
import { clock } from './time';

/** PROOF: paths in that are left, uses since, how long is watched, and what the baseline made of it. */
export function proofLine({ alert, proof }: AlertCardState): Line {
  return { label: 'PROOF', facts: facts(paths(), silence(), watched(), learned()) };

  function paths(): Fact {
    if (proof?.pathsNow === undefined) return 'paths in: not read again';
    const at = proof.at === undefined ? '' : ` (${clock(proof.at, alert.lastSessionAt)})`;
    if (proof.givenBackBy !== undefined)
      return alarm(
        `${count(proof.pathsNow, 'path in', 'paths in')} now${at}, after ${outside(proof.givenBackBy, 12)} gave access back`,
      );
    const before = proof.pathsBefore === undefined ? '' : ` of ${proof.pathsBefore}`;
    const text = `${proof.pathsNow}${before} paths in left${at}`;
    return proof.pathsNow === 0 ? good(text) : alarm(text);
  }

  function silence(): Fact | undefined {
    if (proof?.lastConnectAt === undefined) return undefined;
    const to =
      proof.logCompleteTo === undefined
        ? 'log completeness unknown'
        : `log complete to ${clock(proof.logCompleteTo, alert.lastSessionAt)}`;
    return `no connect since ${clock(proof.lastConnectAt, alert.lastSessionAt)}, ${to}`;
  }

  function watched(): Fact | undefined {
    return proof?.watchedUntil === undefined
      ? undefined
      : `watched until ${clock(proof.watchedUntil, alert.lastSessionAt)}`;
  }

  function learned(): Fact {
    const disposition = alert.resolution?.disposition;
    if (disposition === 'malicious') return 'nothing of this was learned';
    return disposition === 'misconfiguration' ? 'not learned as usual' : 'learned as usual for this principal';
  }
}
