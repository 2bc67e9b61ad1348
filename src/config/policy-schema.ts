import { z } from 'zod';
import { defaultPolicy, weekdays } from '../core/policy';
import { severities } from '../core/severity';
import {
  channel,
  cidr,
  instant,
  objectId,
  personOrGroup,
  resourcePrefix,
  sentence,
  timeOfDay,
  timeZone,
  trustedCidr,
  whole,
} from './policy-values';

const hours = z.strictObject({
  timeZone,
  days: z
    .array(z.enum(weekdays, { error: `must be one of ${weekdays.join(', ')}` }))
    .min(1, { error: 'names no day' })
    .default(['mon', 'tue', 'wed', 'thu', 'fri']),
  start: timeOfDay,
  end: timeOfDay.describe('HH:MM, local. Earlier than the start means the next day.'),
});

const expectedPrincipal = z.strictObject({
  objectId: sentence.describe('Entra object id of the person or workload identity.'),
  reason: sentence.describe('Why this use is expected: shown on the card.'),
  networks: z.array(cidr).min(1).optional().describe('Expected only from these networks. Missing: from any.'),
  targets: z.array(resourcePrefix).min(1).optional().describe('Expected only on these resources. Missing: on any.'),
  expires: instant.optional().describe('From then on scored as usual. Missing: never, which is warned about.'),
});

const incident = z.strictObject({
  name: sentence,
  from: instant,
  to: instant,
  targets: z.array(resourcePrefix).min(1, { error: 'names no resource' }),
});

const rotation = z
  .strictObject({
    people: z.array(objectId).min(1, { error: 'names nobody' }).describe('Who takes a week each, in this order.'),
    timeZone,
    handover: z
      .strictObject({
        day: z.enum(weekdays, { error: `must be one of ${weekdays.join(', ')}` }).default('mon'),
        time: timeOfDay.default('09:00'),
      })
      .prefault({})
      .describe('When the week changes hands, local.'),
    firstWeek: z.iso
      .date({ error: 'is not a date such as 2026-01-05' })
      .describe('A day on whose evening the first person has the week.'),
  })
  .describe('A weekly rotation.');

const escalationLevel = z.strictObject({
  name: sentence.describe('Such as "on-call" or "lead".'),
  afterMinutes: whole(1, 10_080)
    .optional()
    .describe('Minutes without acknowledgement, after the alert was raised or the level before was reached.'),
  mention: z.array(personOrGroup).default([]).describe('Who is mentioned: people, or the members of a group.'),
  rotation: rotation.optional().describe('Whoever has the week is mentioned too.'),
  channel: channel.optional().describe('Where the card is posted as well. Missing: the thread of the alert alone.'),
});

const route = z.strictObject({
  subscriptions: z.array(sentence).default([]).describe('Subscription ids. Empty: all.'),
  minSeverity: z.enum(severities, { error: `must be one of ${severities.join(', ')}` }).optional(),
  channel,
});

const review = z.strictObject({
  quorum: whole(1, 10).default(defaultPolicy.review.quorum).describe('Approvals a plan needs.'),
  expiryMinutes: whole(1, 1440).default(defaultPolicy.review.expiryMinutes).describe('Minutes until a request lapses.'),
  changesPerHour: whole(0, 1000)
    .default(defaultPolicy.review.changesPerHour)
    .describe('Role changes the bot may apply in an hour.'),
  killSwitch: z
    .boolean({ error: 'must be true or false' })
    .default(defaultPolicy.review.killSwitch)
    .describe('True: nothing is applied, proposals print commands.'),
  secondApprovers: z
    .array(personOrGroup)
    .default([])
    .describe(
      'The next group: those in APPROVERS who are asked only when the others have not answered for five minutes.',
    ),
  emergencyPath: z
    .boolean({ error: 'must be true or false' })
    .default(defaultPolicy.review.emergencyPath)
    .describe('True: after ten unanswered minutes one approver alone may apply reductions of a critical alert.'),
});

const reminders = z
  .strictObject({
    criticalMinutes: whole(1, 10_080).default(defaultPolicy.reminders.criticalMinutes),
    highMinutes: whole(1, 10_080).default(defaultPolicy.reminders.highMinutes),
    mediumMinutes: whole(1, 10_080).default(defaultPolicy.reminders.mediumMinutes),
  })
  .describe('Minutes after which the holder of an acknowledged alert is reminded, by severity.');

const grouping = z.strictObject({
  gapHours: whole(1, 168)
    .default(defaultPolicy.grouping.gapHours)
    .describe("A session joins an alert when it starts within this many hours of the alert's last session …"),
  spanHours: whole(1, 720).default(defaultPolicy.grouping.spanHours).describe('… and of its first.'),
});

const webhook = z.strictObject({
  kind: z.enum(['pagerduty', 'generic'], { error: 'must be pagerduty or generic' }),
  url: sentence.optional().describe('https. For pagerduty it may be missing: then it is its US service region.'),
  minSeverity: z.enum(['medium', 'high', 'critical'], { error: 'must be medium, high or critical' }).default('high'),
  level: sentence
    .optional()
    .describe('Name of the escalation level that calls it. Missing: the first post and every level.'),
  keyVariable: sentence
    .regex(/^[A-Z_][A-Z0-9_]*$/, { error: 'is not the name of an environment variable' })
    .optional()
    .describe(
      'Environment variable that holds the routing key (pagerduty, required) or the signing key (generic). Never the key itself.',
    ),
});

/** The format of the policy file. Every key is optional; unknown keys are refused. */
export const policyFile = z
  .strictObject({
    $schema: z.string().optional().describe('Where an editor finds this schema; ignored by the bot.'),
    expectedPrincipals: z
      .array(expectedPrincipal)
      .default([])
      .describe(
        'Who may use the console without an alert, within the given networks and targets and until it expires.',
      ),
    trustedNetworks: z
      .array(z.strictObject({ name: sentence, cidrs: z.array(trustedCidr).min(1, { error: 'names no network' }) }))
      .default([])
      .describe('Networks whose use softens origin reasons. Never wider than /12 (IPv6: /32).'),
    criticalTargets: z
      .array(z.strictObject({ match: resourcePrefix, reason: sentence }))
      .default([])
      .describe('Resources that raise the severity of an alert.'),
    workingHours: hours
      .optional()
      .describe(
        'When console use is ordinary. Without quiet hours their start is when the line of the morning is told.',
      ),
    incidents: z.array(incident).default([]).describe('Declared outages: use of their targets is grouped, not paged.'),
    escalation: z.array(escalationLevel).default([]).describe('Levels an unacknowledged alert climbs, in this order.'),
    routes: z.array(route).default([]).describe('Which channel gets which alert; the first match wins.'),
    breakGlass: z
      .array(objectId)
      .default([])
      .describe('Emergency accounts: use outside an expected entry is always high, and no review touches them.'),
    review: review.prefault({}).describe('How permission reviews are approved and applied.'),
    reminders: reminders.prefault({}),
    quietHours: hours
      .optional()
      .describe(
        'When medium alerts mention nobody and wait for the morning. Their end is when the line of the morning is told.',
      ),
    grouping: grouping.prefault({}).describe('When sessions join one alert.'),
    fallbackChannel: channel.optional().describe('Used when the proper channel cannot be reached.'),
    restrictedChannel: channel.optional().describe('Where alerts live whose subject could read the proper channel.'),
    webhooks: z
      .array(webhook)
      .default([])
      .describe('Who else is told of an alert, by a call that is repeated until it is taken.'),
  })
  .describe('Policy of Serial Console Watch');

export type PolicyFile = z.output<typeof policyFile>;

/** JSON Schema (draft 2020-12) for editors; `docs/policy.schema.json` is held equal to it by a test. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(policyFile, { io: 'input' });
  return { $schema: schema.$schema, title: 'Serial Console Watch policy', ...schema };
}
