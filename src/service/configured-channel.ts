import type { ServiceOptions } from './start-service';

/** `ALERT_CHANNEL` is a subscription that needs nobody to type it. */
export async function subscribeConfiguredChannel({
  config,
  store,
  clock,
}: Pick<ServiceOptions, 'config' | 'store' | 'clock'>): Promise<void> {
  const { alertChannel, serviceUrl } = config.bot;
  if (alertChannel === undefined) return;
  await store.uow.run(async (tx) => {
    if ((await store.channels.get(tx, alertChannel)) !== undefined) return;
    const subscribedAt = clock.now();
    await store.channels.put(tx, {
      conversationId: alertChannel,
      serviceUrl,
      name: 'the configured channel',
      subscribedBy: 'system:configuration',
      subscribedAt,
    });
    await store.audit.append(tx, {
      at: subscribedAt,
      actor: 'system:configuration',
      verb: 'subscribe',
      subject: alertChannel,
      result: 'done',
    });
  });
}
