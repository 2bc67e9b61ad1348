/** How a tenant's Activity log export writes the same facts: every difference here has been seen in public rows, rules or issues. */
export interface ExportStyle {
  /** `*_d` columns as objects, as JSON text, or absent so that only the old string columns speak. */
  readonly dynamic: 'object' | 'text' | 'legacy';
  readonly operationCase: 'upper' | 'camel';
  readonly resourceCase: 'as-is' | 'upper' | 'lower';
  /** Whether the resource id is the serial port's path or stops at the machine. */
  readonly resourceId: 'port' | 'machine';
  readonly words: 'new' | 'old';
  /** Which row of a start and end pair carries the address; `request` = only `HTTPRequest.clientIpAddress`. */
  readonly addressOn: 'both' | 'start' | 'end' | 'request';
  readonly claimsOn: 'both' | 'start' | 'end';
  readonly startRow: boolean;
  readonly evidence: 'dashed' | 'dashless' | 'none';
  readonly caller: 'filled' | 'empty';
  /** Address as `ip:port`. */
  readonly port: boolean;
  /**
   * Two diagnostic settings (subscription and management group) export one event twice. The platform event is the same, so its id is
   * too; what differs is when each copy arrives. `fresh-id` is the harder case of an exporter that stamps its own ids.
   */
  readonly copies: 'none' | 'same-id' | 'fresh-id';
}

export const plainStyle: ExportStyle = {
  dynamic: 'object',
  operationCase: 'upper',
  resourceCase: 'as-is',
  resourceId: 'port',
  words: 'new',
  addressOn: 'both',
  claimsOn: 'both',
  startRow: true,
  evidence: 'dashed',
  caller: 'filled',
  port: false,
  copies: 'none',
};
