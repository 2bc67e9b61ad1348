import type { Alert } from '../alerts/alert';
import { alertOfInquiry } from '../alerts/inquiry';
import { inquiryOf } from '../alerts/inquiry-rules';
import { alertOfInvestigation } from '../alerts/investigation/investigation';
import { questionOf } from '../alerts/investigation/questions';
import type { AlertStore } from '../alerts/ports';
import type { Actor } from '../core/access';
import type { Clock } from '../core/clock';
import type { EscalationLevel, Policy } from '../core/policy';
import type { Committed, EagerUnitOfWork, Tx } from '../core/unit-of-work';
import type { ShowQuery, Watched } from '../detection/ports';
import type { Painted, Painter, PaintSubject } from './painter';
import { alertSummary, movedCard, paintAlert } from './painting/alert';
import { paintInvestigation } from './painting/investigation';
import { paintQuestion, questionSummary } from './painting/question';
import { type AlertCardState, baseViewer, type EarlierVerdict, type Viewer } from './painting/state';
import { isElsewhere } from './places/restricted';
import type { ReviewRoom } from './review-room';
import type { PeopleStore } from './stores';
import { investigationSummary } from './words/investigation';
import type { SubscriptionNames } from './words/names';
import { ticketLines } from './words/timeline';

export interface CardPainterParts {
  readonly uow: EagerUnitOfWork;
  readonly alerts: AlertStore;
  readonly people: PeopleStore;
  readonly reviews: ReviewRoom;
  readonly policy: () => Policy;
  readonly levels: () => readonly EscalationLevel[];
  readonly clock: Clock;
  readonly actorOf: (objectId: string) => Promise<Actor>;
  /** Object ids whose clients get their own view of cards, the subject excluded. */
  readonly ownViews: () => readonly string[];
  readonly subscriptionNames: () => SubscriptionNames;
  /** When the alert next asks for attention: its level or its reminder. */
  readonly attentionAt: (alert: Alert) => number | undefined;
  /** The subject is known to read the channel the alert stands in. */
  readonly subjectReads: (tx: Tx, alert: Alert) => Promise<boolean>;
  /** A restricted channel is configured, so that the card offers to go there. */
  readonly canRestrict: () => boolean;
  readonly showQuery: ShowQuery;
  readonly watched: (tx: Tx) => Promise<Watched>;
  /** Cards of subjects that are neither alerts nor reviews: mutes, incidents. */
  readonly others?: PaintSubject;
}

/** What is always looked at for honest work; the card names it so that "nothing found" says where. */
const honestChecked = ['expected list', 'incidents', 'earlier verdicts'];

/** How somebody whose roles are known sees cards about that principal. */
export function viewerFrom({ objectId, roles }: Pick<Actor, 'objectId' | 'roles'>, subjectId: string): Viewer {
  if (objectId === subjectId) return { kind: 'subject', objectId };
  if (roles.includes('responder') || roles.includes('admin')) return { kind: 'responder', objectId };
  return { kind: roles.includes('approver') ? 'approver' : 'other', objectId };
}

/** Gathers a card's facts from the stores and paints it; the same state always gives the same card. */
export function createCardPainter(parts: CardPainterParts): Painter {
  const { uow, alerts, people, reviews, policy, levels, clock, actorOf } = parts;

  async function verdictsOf(tx: Tx, ids: readonly string[]): Promise<readonly EarlierVerdict[]> {
    const known = await Promise.all(ids.map((id) => alerts.get(tx, id)));
    return known
      .filter((earlier) => earlier !== undefined)
      .map(({ id, resolution }) => ({
        alertId: id,
        ...(resolution === undefined
          ? {}
          : { disposition: resolution.disposition, sentence: resolution.sentence, by: resolution.name }),
      }));
  }

  async function refreshFor(tx: Tx, alert: Alert): Promise<readonly string[]> {
    const known = await people.many(tx, [alert.principal.objectId, ...parts.ownViews()]);
    return known.map(({ mri }) => mri).filter((mri) => mri !== undefined);
  }

  function nextOf(alert: Alert): Pick<AlertCardState, 'next' | 'reminderAt'> {
    // Deadlines of questions are timers too, but neither a reminder nor a level.
    const at = parts.attentionAt(alert);
    if (at === undefined) return {};
    if (alert.status === 'acknowledged') return { reminderAt: at };
    const all = levels();
    const level = all[Math.min(alert.level, all.length - 1)];
    return level === undefined ? {} : { next: { levelName: level.name, at } };
  }

  async function alertState(tx: Tx, alert: Alert, subject: Actor): Promise<AlertCardState> {
    const proof = await reviews.proofOf(tx, alert.id);
    const { blindSince } = await parts.watched(tx);
    return {
      alert,
      now: clock.now(),
      ...nextOf(alert),
      refreshFor: await refreshFor(tx, alert),
      subscriptionNames: parts.subscriptionNames(),
      criticalTargets: policy().criticalTargets,
      earlier: await verdictsOf(tx, alert.earlier.slice(0, 3)),
      machineVerdicts: await verdictsOf(tx, alert.kin?.sameMachine.slice(0, 2) ?? []),
      honestChecked,
      person: {
        ...(subject.roles.length === 0 ? {} : { botRoles: subject.roles }),
        ...(alert.restricted === undefined && (await parts.subjectReads(tx, alert)) ? { canReadThis: true } : {}),
        ...(alert.letIn?.alsoHolds === undefined ? {} : { alsoHolds: alert.letIn.alsoHolds }),
        ...(alert.letIn?.guest === undefined ? {} : { guest: alert.letIn.guest }),
        ...(alert.letIn?.manager === undefined ? {} : { manager: alert.letIn.manager }),
      },
      ...(alert.letIn?.impact === undefined ? {} : { impact: alert.letIn.impact }),
      ...(parts.canRestrict() && alert.restricted === undefined ? { canRestrict: true } : {}),
      steps: await reviews.stepsOf(tx, alert.id),
      reviews: await reviews.linksOf(tx, alert.id),
      ...(proof === undefined ? {} : { proof }),
      ...(blindSince === undefined || alert.status === 'resolved' ? {} : { sight: { blindSince } }),
    };
  }

  async function alertSoon(alert: Alert, viewer: Viewer): Promise<Committed<Painted>> {
    const subject = await actorOf(alert.principal.objectId);
    const { value: state, durable } = await uow.soon((tx) => alertState(tx, alert, subject));
    return { value: { card: paintAlert(state, viewer), summary: alertSummary(state) }, durable };
  }

  async function paintedAlert(alert: Alert, viewer: Viewer): Promise<Painted> {
    const { value, durable } = await alertSoon(alert, viewer);
    await durable;
    return value;
  }

  async function ticket(alert: Alert): Promise<readonly string[]> {
    const subject = await actorOf(alert.principal.objectId);
    return ticketLines(await uow.run((tx) => alertState(tx, alert, subject)));
  }

  async function viewerOf(viewerId: string | undefined, subjectId: string): Promise<Viewer> {
    if (viewerId === undefined) return baseViewer;
    return viewerFrom(await actorOf(viewerId), subjectId);
  }

  /** Nobody but whom it was put to ever gets a question's card, whatever asked for it. */
  async function question(alertId: string, inquiryId: string, viewerId?: string): Promise<Painted | undefined> {
    const alert = await uow.run((tx) => alerts.get(tx, alertId));
    const inquiry = alert === undefined ? undefined : inquiryOf(alert, inquiryId);
    if (alert === undefined || !inquiry?.ok || inquiry.value.to.objectId !== viewerId) return undefined;
    const state = { alert, inquiry: inquiry.value };
    return { card: paintQuestion(state), summary: questionSummary(state) };
  }

  async function investigation(alertId: string, viewerId?: string): Promise<Painted | undefined> {
    const [alert, subject] = await uow.run(async (tx) => {
      const known = await alerts.get(tx, alertId);
      return [known, known === undefined ? [] : await people.many(tx, [known.principal.objectId])] as const;
    });
    if (alert?.investigation === undefined) return undefined;
    const { investigation: read } = alert;
    const card = paintInvestigation(
      {
        alert,
        investigation: read,
        query: (id) => parts.showQuery(questionOf(alert, id, read.at)),
        refreshFor: subject.flatMap(({ mri }) => mri ?? []),
      },
      await viewerOf(viewerId, alert.principal.objectId),
    );
    return { card, summary: investigationSummary(alert, read) };
  }

  /** The alert that a card belongs to, whatever it shows of it. */
  async function alertBehind(subject: string): Promise<Alert | undefined> {
    const alertId = alertOfInvestigation(subject) ?? subject;
    return uow.run(async (tx) => {
      const behind = subject.startsWith('R-') ? (await reviews.get(tx, subject))?.alertId : alertId;
      return behind === undefined ? undefined : alerts.get(tx, behind);
    });
  }

  return {
    viewerOf,
    ticket,
    alert: paintedAlert,
    alertSoon,
    async subject(subject, viewerId, channel) {
      const restricted = await alertBehind(subject);
      if (restricted !== undefined && isElsewhere(restricted, channel)) return movedCard(restricted.id);
      const asking = alertOfInquiry(subject);
      if (asking !== undefined) return question(asking, subject, viewerId);
      const investigated = alertOfInvestigation(subject);
      if (investigated !== undefined) return investigation(investigated, viewerId);
      const alert = await uow.run((tx) => alerts.get(tx, subject));
      if (alert === undefined) return (await parts.others?.(subject, viewerId)) ?? reviews.paint(subject, viewerId);
      return paintedAlert(alert, await viewerOf(viewerId, alert.principal.objectId));
    },
  };
}
