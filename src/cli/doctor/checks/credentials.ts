import { readTokenFacts, type TokenFacts } from '../../../azure/token-facts';
import type { Endpoint } from '../../../config/config';
import type { AzureOutcome } from '../../../review/azure-outcome';
import { signIn } from '../azure-finding';
import { bad, type Finding, good, warning } from '../finding';
import type { Check, Patient } from '../patient';

/** A token for every API the reader asks, one for ARM as the writer, and that the two are not the same. */
export const credentials: Check = {
  name: 'credentials',
  async run({ config, reader, writer }: Patient) {
    const { arm, graph } = config.azure;
    const apis: readonly (readonly [string, Endpoint])[] = [
      ['Azure Resource Manager', arm],
      ['Log Analytics', config.logs.endpoint],
      ['Microsoft Graph', graph],
    ];
    const asked = await Promise.all(
      apis.map(async ([api, endpoint]) => ({ api, token: await readTokenFacts(reader, endpoint) })),
    );
    const writing = writer === undefined ? undefined : await readTokenFacts(writer, arm);
    return [...readerLines(asked, config.azure.tenantId), ...writerLines(asked[0]?.token, writing)];
  },
};

interface Asked {
  readonly api: string;
  readonly token: AzureOutcome<TokenFacts>;
}

function readerLines(asked: readonly Asked[], tenantId: string): readonly Finding[] {
  const refused = asked.flatMap(({ api, token }) =>
    token.ok ? [] : [bad('reader credentials', `no token for ${api}: ${token.message}`, signIn)],
  );
  const foreign = asked.flatMap(({ token }) =>
    token.ok && token.value.tenantId !== undefined && token.value.tenantId !== tenantId ? [token.value.tenantId] : [],
  );
  if (foreign.length > 0) {
    const says = `the identity belongs to tenant ${foreign[0]}, not to ${tenantId}`;
    return [...refused, bad('reader credentials', says, 'Set AZURE_TENANT_ID to the tenant of the subscriptions.')];
  }
  if (refused.length > 0) return refused;
  return [
    good(
      'reader credentials',
      `${identityOf(asked[0]?.token)} has tokens for ${asked.map(({ api }) => api).join(', ')}`,
    ),
  ];
}

function writerLines(reader: AzureOutcome<TokenFacts> | undefined, writer: AzureOutcome<TokenFacts> | undefined) {
  const name = 'writer credentials';
  if (writer === undefined)
    return [
      warning(
        name,
        'no writer identity: nothing is ever changed, proposals print commands',
        'Set WRITER_CLIENT_ID when the bot shall apply approved changes.',
      ),
    ];
  if (!writer.ok) return [bad(name, `no token: ${writer.message}`, signIn)];
  const same = reader?.ok && reader.value.objectId !== undefined && reader.value.objectId === writer.value.objectId;
  if (same)
    return [
      bad(
        name,
        'reader and writer are one identity: every read runs with the rights to change',
        'Make a second identity for WRITER_CLIENT_ID.',
      ),
    ];
  return [good(name, `${identityOf(writer)} has a token for Azure Resource Manager`)];
}

function identityOf(token: AzureOutcome<TokenFacts> | undefined): string {
  return token?.ok && token.value.objectId !== undefined ? `identity ${token.value.objectId}` : 'an identity';
}
