import type { Principal } from '../../core/principal';
import type { Context } from './context';

/** A poll's context by principal, so that judging one session does not walk through everybody's rows. */
export function contextAbout(context: Context): (principal: Principal) => Context {
  const signIns = grouped(context.signIns, ({ objectId, userName }) => [objectId, userName]);
  const activity = grouped(context.activity, ({ who }) => [who]);
  const risks = grouped(context.risks, ({ objectId, userName }) => [objectId, userName]);
  const identities = grouped(context.identities, ({ objectId, userName }) => [objectId, userName]);
  return ({ objectId, displayName }) => {
    const names = [objectId, displayName.toLowerCase()];
    const about = <T>(rows: ReadonlyMap<string, readonly T[]>) => [
      ...new Set(names.flatMap((name) => rows.get(name) ?? [])),
    ];
    return {
      ...context,
      signIns: about(signIns),
      activity: about(activity),
      risks: about(risks),
      identities: about(identities),
    };
  };
}

function grouped<T>(rows: readonly T[], namesOf: (row: T) => readonly (string | undefined)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    for (const name of namesOf(row)) {
      if (name === undefined || name === '') continue;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [row]);
      else group.push(row);
    }
  }
  return groups;
}
