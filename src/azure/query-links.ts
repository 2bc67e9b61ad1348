import { gzipSync } from 'node:zlib';
import type { LogQuery, ShowQuery } from '../detection/ports';
import type { AzureOutcome } from '../review/azure-outcome';
import { bindParameters } from './bind-parameters';
import { call } from './call';
import type { ClientSettings } from './endpoint';
import { guid } from './ids';
import { list, record, text } from './json';
import { createTransport } from './transport';

export interface QueryLinksSettings extends ClientSettings {
  /** As the log source asks them: the portal opens the first. */
  readonly workspaces: readonly string[];
  /** Origin of the cloud's portal. */
  readonly portal: string;
  readonly tenantId: string;
}

export interface QueryLinks {
  /** Reads the workspace's resource id, which links need; once it is known, nothing is asked again. */
  readonly refresh: () => Promise<AzureOutcome<void>>;
  readonly show: ShowQuery;
}

/**
 * Queries as people see them. Configuration names workspaces by GUID and the portal wants the resource id: the query API's own metadata tells it, so
 * the reader needs no further right.
 */
export function createQueryLinks(settings: QueryLinksSettings): QueryLinks {
  const transport = createTransport(settings);
  const [workspace = ''] = settings.workspaces;
  let resourceId: string | undefined;

  return {
    refresh: () =>
      call(async (trace) => {
        if (resourceId !== undefined) return;
        const target = `/v1/workspaces/${guid(workspace, 'workspace')}/metadata`;
        const { body, requestId } = await transport({ method: 'GET', target });
        trace(requestId);
        const known = list(record(body).workspaces, 'the workspaces of the metadata');
        resourceId = text(known.find(({ id }) => text(id)?.toLowerCase() === workspace)?.resourceId);
      }),
    show(query) {
      const bound = `${othersNote(settings.workspaces)}${bindParameters(query.text, query.parameters)}`;
      if (resourceId === undefined) return { text: bound };
      return { text: bound, portalUrl: portalUrl({ ...settings, resourceId }, bound, query.timespan) };
    },
  };
}

function othersNote({ length }: readonly string[]): string {
  return length < 2 ? '' : `// The bot asks ${length} workspaces at once; the portal opens the first.\n`;
}

/**
 * The link that "Share, copy link to query" of the portal's log page makes: the text packed with gzip and base64, each part a path segment of its own.
 * The portal takes it from the fragment and decodes it once.
 */
function portalUrl(
  { portal, tenantId, resourceId }: { portal: string; tenantId: string; resourceId: string },
  bound: string,
  { from, to }: LogQuery['timespan'],
): string {
  const packed = gzipSync(bound).toString('base64');
  const span = `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
  const [id, query, time] = [resourceId, packed, span].map(encodeURIComponent);
  const blade = 'Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView';
  return `${portal}/#@${encodeURIComponent(tenantId)}/blade/${blade}/resourceId/${id}/source/LogsBlade.AnalyticsShareLinkToQuery/q/${query}/timespan/${time}`;
}
