import { dispositions } from '../../src/alerts/alert';
import { incidentStates } from '../../src/alerts/incidents/incident';
import { muteStates } from '../../src/alerts/mutes/mute';
import { muteChoices } from '../../src/chat/mutes/choices';
import { alertSummary, movedCard, paintAlert } from '../../src/chat/painting/alert';
import { mineList, openList, recentList } from '../../src/chat/painting/alert-lists';
import { paintApproval } from '../../src/chat/painting/approval';
import { paintBacktest } from '../../src/chat/painting/backtest';
import { paintCommands } from '../../src/chat/painting/commands';
import { paintContainment } from '../../src/chat/painting/containment';
import {
  askDialog,
  assignDialog,
  consultDialog,
  escalateDialog,
  noteDialog,
  resolveDialog,
  ticketDialog,
} from '../../src/chat/painting/dialogs';
import { expectedDialog } from '../../src/chat/painting/expected-dialog';
import { handoverList } from '../../src/chat/painting/handover';
import { incidentList, paintIncident } from '../../src/chat/painting/incident';
import { paintInvestigation } from '../../src/chat/painting/investigation';
import { paintList } from '../../src/chat/painting/list';
import { paintMute } from '../../src/chat/painting/mute';
import { muteDialog, mutePreviewDialog } from '../../src/chat/painting/mute-dialogs';
import { paintNotice } from '../../src/chat/painting/notice';
import { auditList, healthList, helpList, muteList } from '../../src/chat/painting/other-lists';
import { paged } from '../../src/chat/painting/paging';
import { queryDialog } from '../../src/chat/painting/query-dialog';
import { paintQuestion } from '../../src/chat/painting/question';
import { paintReport } from '../../src/chat/painting/report';
import { paintReview } from '../../src/chat/painting/review';
import { approvalList, reviewList, whoList } from '../../src/chat/painting/review-lists';
import type { Viewer } from '../../src/chat/painting/state';
import { noSweepList, sweepList } from '../../src/chat/painting/sweep-list';
import type { Card } from '../../src/chat/ports';
import { ticketLines } from '../../src/chat/words/timeline';
import { refuse } from '../../src/core/outcome';
import { networks } from '../../src/geo/networks';
import { askedBacktest, endedBacktest, runningBacktest } from '../chat/painting/a-backtest';
import { aMute } from '../chat/painting/a-mute';
import { aReport } from '../chat/painting/a-report';
import {
  ana,
  aReview,
  askedReview,
  containmentState,
  exposure,
  lee,
  provedReview,
  reviewState,
} from '../chat/painting/a-review';
import { aSweep, sweepNames } from '../chat/painting/a-sweep';
import {
  acknowledgedState,
  at,
  loneState,
  mia,
  openAlert,
  openState,
  prod,
  resolvedState,
} from '../chat/painting/an-alert';
import { anIncident } from '../chat/painting/an-incident';
import { inquiries } from '../chat/painting/an-inquiry';
import { anInvestigation, longInvestigation } from '../chat/painting/an-investigation';

export const viewers: readonly Viewer[] = [
  { kind: 'base' },
  { kind: 'responder', objectId: mia.objectId },
  { kind: 'approver', objectId: ana.objectId },
  { kind: 'subject', objectId: openAlert().principal.objectId },
  { kind: 'other', objectId: 'x' },
];

/** One card of every kind, for every kind of viewer where it differs. */
export function paintedCards(): Readonly<Record<string, Card>> {
  const cards: Record<string, Card> = {};
  const audit = {
    at: at('02:38'),
    actor: mia.objectId,
    verb: 'acknowledge',
    subject: 'A-12',
    result: 'done',
    sequence: 7,
    previousHash: '0',
    hash: '3f9a',
  };
  cards.report = paintReport(aReport());
  const entry = {
    objectId: mia.objectId,
    reason: 'fstab',
    networks: ['198.51.100.0/24'],
    targets: ['/subscriptions/x'],
  } as const;
  cards['expected next time'] = expectedDialog(openAlert(), [{ ...entry, expires: '2026-04-01T00:00:00.000Z' }]).card;
  cards['back-test asked'] = paintBacktest(askedBacktest, at('02:20'));
  cards['back-test running'] = paintBacktest(runningBacktest, at('02:21'));
  cards['back-test done'] = paintBacktest(endedBacktest({ muted: 1, notRead: ['risk', 'threat'] }), at('02:23'));
  const stopped = {
    message: 'Log Analytics: the workspace could not be found (PathNotFoundError)',
    remedy: 'check the ids',
  };
  cards['back-test stopped'] = paintBacktest(endedBacktest({ daysRead: 10, stopped }), at('02:23'));
  cards['report of nothing'] = paintReport(aReport({ weeks: [], total: 0 }));
  cards.handover = paintList(
    handoverList({
      open: [openAlert()],
      pending: [askedReview()],
      consolesOff: [{ ...provedReview(), kind: 'console', subscriptions: [prod] }],
      mutes: [aMute({ until: at('06:00') })],
      now: at('04:20'),
      names: { [prod]: 'prod-01' },
    }),
  );
  cards['a page of recent'] = paintList(
    paged(recentList({ alerts: Array(40).fill(openAlert()), now: at('04:20') }), {
      list: 'recent',
      args: '7d',
      offset: 15,
    }),
  );
  cards['alert moved'] = movedCard('A-12').card;
  const lead = { at: at('02:41'), level: 1, levelName: 'Lead', by: mia, reason: 'domain controller' };
  cards['alert escalated'] = paintAlert(openState({ alert: openAlert({ level: 1, escalations: [lead] }) }));
  cards['alert drill'] = paintAlert(openState({ alert: openAlert({ drill: true, severity: 'high' }) }));
  const verdict = { ...mia, at: at('03:10'), sentence: 'fstab repair on web1, change 4711' };
  for (const disposition of dispositions) {
    const resolution = { ...verdict, disposition };
    const closed = openAlert({ status: 'resolved', severity: 'medium', holder: mia, resolution });
    cards[`alert resolved as ${disposition}`] = paintAlert(openState({ alert: closed, now: at('03:11') }));
    const opened = openAlert({ reopenedAt: at('03:20'), reopenedAfter: resolution });
    cards[`alert re-opened after ${disposition}`] = paintAlert(openState({ alert: opened, now: at('03:21') }));
  }
  for (const viewer of viewers) {
    cards[`alert open, ${viewer.kind}`] = paintAlert(openState(), viewer);
    cards[`alert asked, ${viewer.kind}`] = paintAlert(openState({ alert: openAlert({ asks: inquiries() }) }), viewer);
    cards[`alert without console use, ${viewer.kind}`] = paintAlert(loneState(), viewer);
    cards[`alert acknowledged, ${viewer.kind}`] = paintAlert(acknowledgedState(), viewer);
    cards[`alert resolved, ${viewer.kind}`] = paintAlert(resolvedState(), viewer);
    cards[`alert restricted, ${viewer.kind}`] = paintAlert(
      openState({ alert: openAlert({ restricted: { at: at('02:40'), why: 'reader', channel: '19:r' } }) }),
      viewer,
    );
    cards[`alert that can be restricted, ${viewer.kind}`] = paintAlert(
      openState({ canRestrict: true, person: { canReadThis: true } }),
      viewer,
    );
    cards[`review, ${viewer.kind}`] = paintReview(reviewState(), viewer);
    cards[`review proved, ${viewer.kind}`] = paintReview(reviewState(provedReview()), viewer);
    cards[`approval, ${viewer.kind}`] = paintApproval(reviewState(askedReview()), viewer);
    cards[`approval over, ${viewer.kind}`] = paintApproval(reviewState(provedReview()), viewer);
    cards[`containment, ${viewer.kind}`] = paintContainment(containmentState(), viewer);
  }
  const alert = openAlert();
  const query = () => ({
    text: 'let a = 1;\nAzureActivity\n| where x\n'.repeat(12),
    portalUrl: `https://portal.azure.com/#q/${'x'.repeat(1_300)}`,
  });
  for (const viewer of viewers) {
    cards[`investigation, ${viewer.kind}`] = paintInvestigation(
      { alert, investigation: anInvestigation(), query, refreshFor: ['29:rob'] },
      viewer,
    );
  }
  const alerts = [alert, acknowledgedState().alert, resolvedState().alert];
  return {
    ...cards,
    'review commands': paintCommands(aReview(), { x: 'prod' }),
    'review commands, very many': paintCommands(aReview({ items: Array(60).fill(aReview().items[0]) })),
    'review commands, none': paintCommands(aReview({ items: [] })),
    'review undone': paintReview(
      reviewState(provedReview(), { undo: { id: 'R-9', state: 'proved', appliedAt: at('04:12') } }),
    ),
    'approval of an undo': paintApproval(reviewState(askedReview({ id: 'R-9', kind: 'undo', undoOf: 'R-7' }))),
    'review being read': paintReview(reviewState(aReview({ state: 'reading', items: [] }))),
    resolve: resolveDialog(alert).card,
    escalate: escalateDialog(alert, { levelName: 'Lead', people: ['Lee L.'] }).card,
    'escalate to oneself': escalateDialog(alert, { levelName: 'Lead', people: [] }).card,
    'escalate to nobody': escalateDialog(alert, { people: [] }).card,
    assign: assignDialog(alert, [ana, lee]).card,
    note: noteDialog(alert).card,
    ticket: ticketDialog(alert, ticketLines(resolvedState({ alert: openAlert({ asks: inquiries() }) }))).card,
    ask: askDialog(alert, { minutesToAnswer: 15 }).card,
    'ask owners': askDialog(alert, { minutesToAnswer: 15, owners: ['Ana', 'Lee'] }).card,
    consult: consultDialog(alert, {
      suggested: [{ ...lee, why: 'owner of prod-01' }],
      hints: ['owner tag of dc01: identity-team'],
      minutesToAnswer: 60,
    }).card,
    'a long investigation': paintInvestigation({ alert, investigation: longInvestigation(), query }, { kind: 'base' }),
    query: queryDialog(alert, 'history', query()).card,
    ...questionCards(),
    recent: paintList(
      recentList({
        alerts,
        now: at('04:20'),
        window: '7d',
        filter: 'rob',
        blind: ['Blind since 04:00 UTC: what is missing here may have happened.'],
      }),
    ),
    'recent empty': paintList(recentList({ alerts: [], now: at('04:20') })),
    open: paintList(openList({ alerts, now: at('04:20') })),
    mine: paintList(mineList({ alerts: [], now: at('04:20') })),
    'a long list': paintList(recentList({ alerts: Array(60).fill(alert), now: at('04:20') })),
    reviews: paintList(reviewList([aReview(), provedReview()], at('02:50'))),
    approvals: paintList(approvalList([askedReview()], at('02:50'))),
    who: paintList(
      whoList({
        machine: exposure.machines[0] ?? '',
        readAt: at('02:44'),
        holders: exposure.paths,
        notRead: exposure.notRead,
      }),
    ),
    sweep: paintList(
      paged(sweepList({ sweep: aSweep(), rows: aSweep().unused, names: sweepNames }), {
        list: 'sweep',
        args: '',
        offset: 15,
      }),
    ),
    'sweep failed': paintList(noSweepList(refuse('usage-unread', 'The log could not be read.', 'Try again.'))),
    mutes: paintList(
      muteList(
        [{ id: 'M-3', scope: 'rob on web1', by: 'Mia', reason: 'fstab', until: at('04:00'), hid: 2 }],
        at('02:00'),
      ),
    ),
    help: paintList(
      helpList(
        Array(32).fill({
          id: 'recent',
          args: '[24h|7d]',
          summary: 'alerts of late, low ones too',
          examples: ['recent 7d rob'],
          effect: 'reads',
        }),
      ),
    ),
    health: paintList(
      healthList([
        {
          name: 'subscription prod-02',
          state: 'bad',
          says: 'blind since 15:00 UTC: no row for four times its usual gap',
        },
        {
          name: 'geo data',
          state: 'warning',
          says: 'countries come from WHOIS and ASN registrations: where a network is registered',
        },
        { name: 'subscription dev-01', state: 'unknown', says: 'no row of its log was ever seen' },
        { name: 'poll', state: 'good', says: 'last 02:40' },
        { name: 'channel', state: 'bad', says: 'app not installed' },
      ]),
    ),
    audit: paintList(
      auditList({ subject: 'A-12', entries: [audit], names: { [mia.objectId]: 'Mia M.' }, verified: true }),
    ),
    'mute dialog': muteDialog(alert, muteChoices(alert, networks)).card,
    'mute preview': mutePreviewDialog(aMute(), at('02:00')).card,
    ...Object.fromEntries(muteStates.map((state) => [`mute ${state}`, paintMute(aMute({ state }), at('02:00'))])),
    ...Object.fromEntries(
      incidentStates.map((state) => [
        `incident ${state}`,
        paintIncident({ incident: anIncident({ state }), grouped: openAlert().findings, now: at('02:40') }),
      ]),
    ),
    incidents: paintList(incidentList([anIncident(), anIncident({ state: 'proposed' })], at('02:40'))),
    notice: paintNotice({
      title: 'Blind since 02:14 UTC',
      lines: ['Log Analytics does not answer.', ['throttled', 'tried 3 times']],
      tone: 'warning',
    }),
  };
}

function questionCards(): Record<string, Card> {
  return Object.fromEntries(
    inquiries().map((inquiry) => {
      const { kind, to, answer } = inquiry;
      const name = `question ${kind}${to.asOwner ? ' owner' : ''} ${answer?.says ?? 'open'}`;
      return [name, paintQuestion({ alert: openAlert({ asks: [inquiry] }), inquiry })];
    }),
  );
}

export { alertSummary };
