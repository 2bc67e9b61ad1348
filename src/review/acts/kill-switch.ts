import { done, type Outcome, refuse } from '../../core/outcome';
import type { Context } from '../deps';
import type { KillSwitch } from '../ports';
import type { Actor } from '../review';
import { sentence } from './act';

export type KillRefusal = 'reason-missing' | 'second-person' | 'not-thrown';

/** Stops every write of every review at once. Plans under way stop before their next write and say how far they came. */
export async function throwKillSwitch(
  context: Context,
  act: { readonly actor: Actor; readonly reason: string; readonly messageId?: string },
): Promise<Outcome<KillSwitch, KillRefusal>> {
  const reason = sentence(act.reason);
  if (!reason) return refuse('reason-missing', 'the kill switch needs a reason', 'say in a sentence why');
  return set(context, { on: true, by: act.actor.name, reason }, act.actor, act.messageId);
}

/** Two different people release it. */
export async function releaseKillSwitch(
  context: Context,
  act: { readonly actor: Actor; readonly second: Actor; readonly reason: string; readonly messageId?: string },
): Promise<Outcome<KillSwitch, KillRefusal>> {
  const reason = sentence(act.reason);
  if (!reason) return refuse('reason-missing', 'the release needs a reason', 'say in a sentence why');
  if (act.actor.objectId.toLowerCase() === act.second.objectId.toLowerCase()) {
    return refuse('second-person', 'releasing the kill switch needs a second person');
  }
  const current = await context.uow.run((tx) => context.store.killSwitch(tx));
  if (!current?.on) return refuse('not-thrown', 'the kill switch is not thrown in chat');
  return set(context, { on: false, by: `${act.actor.name} and ${act.second.name}`, reason }, act.actor, act.messageId);
}

async function set(
  context: Context,
  state: Omit<KillSwitch, 'at'>,
  actor: Actor,
  messageId: string | undefined,
): Promise<Outcome<KillSwitch, never>> {
  return context.uow.run(async (tx) => {
    const at = context.clock.now();
    const next = { ...state, at };
    await context.store.setKillSwitch(tx, next);
    await context.audit.append(tx, {
      at,
      actor: actor.objectId,
      verb: state.on ? 'kill-switch.throw' : 'kill-switch.release',
      subject: 'kill-switch',
      result: 'done',
      details: { reason: state.reason, by: state.by },
      ...(messageId === undefined ? {} : { messageId }),
    });
    await context.killSwitched?.(tx, next);
    return done(next);
  });
}
