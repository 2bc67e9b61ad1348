import type { Outcome } from '../core/outcome';
import type { Principal } from '../core/principal';
import type { Act } from './acts/act';
import { type AskRefusal, askApproval } from './acts/ask-approval';
import { type ByHandRefusal, byHandDone } from './acts/by-hand';
import { type CancelRefusal, cancel, readAgain } from './acts/cancel';
import { type ContainConsole, type ContainRefusal, containConsole } from './acts/contain';
import { type ContainmentFacts, containmentFacts } from './acts/containment-facts';
import { type StartDrill, startDrill } from './acts/drill';
import { type EmergencyRefusal, emergencyApply, secondSignature } from './acts/emergency';
import { type KillRefusal, releaseKillSwitch, throwKillSwitch } from './acts/kill-switch';
import { type StartRefusal, type StartReview, start } from './acts/start';
import { type ToggleRefusal, toggle } from './acts/toggle';
import { type UndoRefusal, undo } from './acts/undo';
import { type CastVote, type VoteRefusal, vote } from './acts/vote';
import type { Context, ReviewDeps } from './deps';
import { selfDriving } from './engine/self-driving';
import { takeOver } from './engine/take-over';
import { tick } from './engine/tick';
import { cachedDefinitions } from './exposure/definitions';
import type { AccessEvidence } from './exposure/evidence';
import type { Exposure } from './exposure/exposure';
import { type Impact, readImpact } from './exposure/impact';
import { type ExposureRefusal, readExposure } from './exposure/read-exposure';
import { type WhoCould, whoCould } from './exposure/who';
import type { KillSwitch } from './ports';
import type { Actor, Review } from './review';
import { rememberedSweep } from './sweep/remembered';
import type { Sweep } from './sweep/sweep';
import { type SweepRefusal, sweepSubscriptions } from './sweep/sweep-subscriptions';

export type ReviewRefusal =
  | StartRefusal
  | ToggleRefusal
  | AskRefusal
  | VoteRefusal
  | CancelRefusal
  | ByHandRefusal
  | UndoRefusal
  | ContainRefusal
  | EmergencyRefusal;

/** The permission review as chat sees it. Role checks (responder, approver) are the caller's; separation of people is kept here. */
export interface Reviews {
  start(request: StartReview): Promise<Outcome<Review, StartRefusal>>;
  toggle(act: Act & { readonly itemId: string; readonly ticked?: boolean }): Promise<Outcome<Review, ToggleRefusal>>;
  askApproval(act: Act & { readonly reason: string }): Promise<Outcome<Review, AskRefusal>>;
  vote(cast: CastVote): Promise<Outcome<Review, VoteRefusal>>;
  cancel(act: Act): Promise<Outcome<Review, CancelRefusal>>;
  readAgain(act: Act): Promise<Outcome<Review, CancelRefusal>>;
  byHandDone(act: Act & { readonly itemId: string }): Promise<Outcome<Review, ByHandRefusal>>;
  undo(act: Act & { readonly reason: string; readonly warning?: string }): Promise<Outcome<Review, UndoRefusal>>;
  /** A request for approval of nothing, to see that people and chat answer. */
  startDrill(request: StartDrill): Promise<Outcome<Review, never>>;
  containConsole(request: ContainConsole): Promise<Outcome<Review, ContainRefusal>>;
  emergencyApply(
    act: Act & { readonly sentence: string; readonly severity: string },
  ): Promise<Outcome<Review, EmergencyRefusal>>;
  secondSignature(act: Act & { readonly sentence: string }): Promise<Outcome<Review, EmergencyRefusal>>;
  throwKillSwitch(act: {
    readonly actor: Actor;
    readonly reason: string;
    readonly messageId?: string;
  }): Promise<Outcome<KillSwitch, KillRefusal>>;
  releaseKillSwitch(act: {
    readonly actor: Actor;
    readonly second: Actor;
    readonly reason: string;
    readonly messageId?: string;
  }): Promise<Outcome<KillSwitch, KillRefusal>>;
  /** What a containment of these subscriptions would stop, and how far it is. Reads only. */
  containmentFacts(request: {
    readonly subjectId?: string;
    readonly subscriptionIds: readonly string[];
  }): Promise<ContainmentFacts>;
  /** "Let in by …" on a posted alert: reads only, keeps nothing. */
  exposureOf(
    principal: Principal,
    machines: readonly string[],
    options?: {
      readonly evidence?: readonly AccessEvidence[];
      readonly usageUntil?: number;
      readonly withUsage?: boolean;
    },
  ): Promise<Outcome<Exposure, ExposureRefusal>>;
  /** What an exposure amounts to: width, the machines' own identities, tags. Reads only. */
  impactOf(exposure: Exposure): Promise<Impact>;
  whoCould(machine: string): Promise<Outcome<WhoCould, 'unreadable'>>;
  /** Everyone who could use the console in the configured subscriptions and has not in 90 days; kept for a quarter of an hour. */
  sweep(): Promise<Outcome<Sweep, SweepRefusal>>;
  /** Attends to every review that is due now. */
  tick(): Promise<void>;
  /** At start: takes up everything that was under way, then drives itself. */
  resume(): Promise<void>;
  /** Stops driving itself; work under way ends at its next outcome row. */
  stop(): void;
}

export function createReviews(deps: ReviewDeps): Reviews {
  const context: Context = { ...deps, definitions: cachedDefinitions(deps.reader, deps.clock) };
  let runs = 0;
  const holder = () => `${deps.ids.instance}-${++runs}`;
  const driver = selfDriving(context, () => tick(context, holder), deps.selfDriving ?? true);
  /** Runs an act and wakes the engine when it left something to do. */
  const then = <A, R>(act: (context: Context, request: A) => Promise<R>) => {
    return async (request: A): Promise<R> => {
      const result = await act(context, request);
      driver.wake();
      return result;
    };
  };
  return {
    start: then(start),
    toggle: then(toggle),
    askApproval: then(askApproval),
    vote: then(vote),
    cancel: then(cancel),
    readAgain: then(readAgain),
    byHandDone: then(byHandDone),
    undo: then(undo),
    startDrill: then(startDrill),
    containConsole: then(containConsole),
    emergencyApply: then(emergencyApply),
    secondSignature: then(secondSignature),
    throwKillSwitch: then(throwKillSwitch),
    releaseKillSwitch: then(releaseKillSwitch),
    containmentFacts: (request) => containmentFacts(context, request),
    exposureOf: (principal, machines, { evidence = [], usageUntil, withUsage = false } = {}) => {
      const now = deps.clock.now();
      const subscriptions = deps.subscriptions;
      const request = { principal, machines, evidence, usageUntil: usageUntil ?? now, subscriptions, withUsage };
      return readExposure(context, request, now);
    },
    impactOf: (exposure) => readImpact(context, exposure, deps.subscriptions),
    whoCould: (machine) => whoCould(context, machine, deps.clock.now()),
    sweep: rememberedSweep(() => sweepSubscriptions(context, deps.subscriptions, deps.clock.now()), deps.clock),
    tick: () => tick(context, holder),
    async resume() {
      if (deps.ids.alone) await takeOver(context);
      await tick(context, holder);
      driver.wake();
    },
    stop: () => driver.stop(),
  };
}
