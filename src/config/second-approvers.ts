import type { Policy } from '../core/policy';
import { normalizeObjectId } from '../core/principal';
import type { Holders } from './config';
import type { Findings } from './problem';

/**
 * The second group of approvers is asked later, but its votes count by APPROVERS alone: whoever is not there would be asked and then refused. A person
 * may be in one of the groups of APPROVERS, which nobody can know before Entra is read, so that is a warning.
 */
export function checkSecondApprovers({ review }: Pick<Policy, 'review'>, approvers: Holders, findings: Findings): void {
  review.secondApprovers.forEach((entry, index) => {
    const name = `policy.review.secondApprovers[${index}]`;
    const group = entry.startsWith('group:') ? normalizeObjectId(entry.slice('group:'.length)) : undefined;
    const listed = group === undefined ? approvers.users : approvers.groups;
    if (listed.includes(group ?? normalizeObjectId(entry))) return;
    const remedy = 'Add it to APPROVERS, or take it out here.';
    if (group === undefined && approvers.groups.length > 0)
      findings.warning(name, `"${entry}" is not in APPROVERS itself: it votes only if a group there has it.`, remedy);
    else findings.problem(name, `"${entry}" is not in APPROVERS: it would be asked and could not vote.`, remedy);
  });
}
