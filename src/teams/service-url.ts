/** Hosts from which Teams itself calls bots: public, and the US government clouds (Microsoft's firewall list for bots in Teams). */
const TEAMS_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface ServiceUrlRule {
  /** The configured service URL; its host is allowed beside Teams' own. */
  readonly configured: string;
  /** True lets any loopback address through, without TLS: emulators only. */
  readonly allowInsecureLoopback: boolean;
}

/** Whether the bot may send its token to this address. */
export function mayCall(serviceUrl: string, rule: ServiceUrlRule): boolean {
  const url = parse(serviceUrl);
  const carriesLogin = url && url.username + url.password !== '';
  if (!url || carriesLogin) return false;
  if (LOOPBACK.includes(url.hostname)) return rule.allowInsecureLoopback;
  return url.protocol === 'https:' && [...TEAMS_HOSTS, parse(rule.configured)?.host].includes(url.host);
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
