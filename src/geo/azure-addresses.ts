import { cidrMatcher } from './address';

/**
 * Blocks registered to Microsoft for Azure, coarsely (public registry facts; the weekly service-tag file is exact but needs a download). Used only to
 * say "this address is a data centre of Azure, not a place where the person is": it cancels country reasons and earns no minus.
 */
const blocks = [
  '13.64.0.0/11',
  '13.104.0.0/14',
  '20.0.0.0/11',
  '20.33.0.0/16',
  '20.34.0.0/15',
  '20.36.0.0/14',
  '20.40.0.0/13',
  '20.48.0.0/12',
  '20.64.0.0/10',
  '20.150.0.0/15',
  '20.152.0.0/13',
  '20.160.0.0/12',
  '20.180.0.0/14',
  '20.184.0.0/13',
  '20.192.0.0/10',
  '40.64.0.0/10',
  '51.4.0.0/15',
  '51.10.0.0/15',
  '51.12.0.0/15',
  '51.103.0.0/16',
  '51.104.0.0/15',
  '51.107.0.0/16',
  '51.116.0.0/16',
  '51.120.0.0/16',
  '51.124.0.0/16',
  '51.132.0.0/16',
  '51.136.0.0/15',
  '51.138.0.0/16',
  '51.140.0.0/14',
  '51.144.0.0/15',
  '52.136.0.0/13',
  '52.145.0.0/16',
  '52.146.0.0/15',
  '52.148.0.0/14',
  '52.152.0.0/13',
  '52.160.0.0/11',
  '52.224.0.0/11',
  '65.52.0.0/14',
  '70.37.0.0/17',
  '104.40.0.0/13',
  '104.208.0.0/13',
  '137.116.0.0/14',
  '137.135.0.0/16',
  '138.91.0.0/16',
  '157.55.0.0/16',
  '168.61.0.0/16',
  '168.62.0.0/15',
  '191.232.0.0/13',
  '23.96.0.0/13',
  '2603:1000::/24',
  '2a01:110::/31',
];

/** Microsoft's autonomous systems as published rules list them (Elastic's extension rule, reference §3). */
const asns = new Set([3598, 8068, 8069, 8070, 8071, 8072, 8073, 8074, 8075, 12076]);

const inBlocks = cidrMatcher(blocks);

const known = new Map<string, boolean>();
const kept = 20_000;

export function isAzureAddress(address: string, asn?: number): boolean {
  if (asn !== undefined && asns.has(asn)) return true;
  const before = known.get(address);
  if (before !== undefined) return before;
  if (known.size >= kept) known.clear();
  const found = inBlocks(address);
  known.set(address, found);
  return found;
}
