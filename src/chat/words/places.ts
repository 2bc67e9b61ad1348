import { fullStop } from '../../core/full-stop';
import type { Person } from '../ports';
import { outside } from './escape';
import { count, listed, personName } from './names';

type Named = { readonly name?: string | undefined };
const channelName = ({ name }: Named) => (name === undefined ? 'its channel' : `“${outside(name, 60)}”`);

/** Sentences about channels: who joined, what was lost, who can read. */
export const placeWords = {
  goesOnHere: (alertId: string, { name, says }: Named & { readonly says: string }) =>
    `${fullStop(`${alertId} was in ${channelName({ name })}: ${outside(says, 120)}`)} It goes on here.`,
  comesHereInstead: (alertId: string, { name, says }: Named & { readonly says: string }) =>
    `${alertId} should have come to ${channelName({ name })}, which cannot be reached (${outside(says, 120)}). It comes here instead.`,
  botRemoved: 'the bot was removed from its team',
  channelDeleted: 'the channel was deleted',
  subscribedElsewhere: (by: string, channel: string) =>
    `${personName(by)} subscribed ${channelName({ name: channel })}: alerts go there too.`,
  unsubscribedElsewhere: (by: string, channel: string) =>
    `${personName(by)} unsubscribed ${channelName({ name: channel })}: no more alerts go there.`,
  guestsCanRead: (guests: readonly Person[]) =>
    `${count(guests.length, 'guest')} of another organisation can read this channel (${listed(
      guests.map(({ name }) => personName(name)),
      3,
    )}), and would read every alert. If that is meant, write \`subscribe with guests\`.`,
  rosterUnreadable:
    'Who can read this channel could not be asked, so it may have guests. If that is meant, write `subscribe with guests`.',
  guestJoined: (guests: readonly Person[]) =>
    `From now on ${listed(
      guests.map(({ name }) => personName(name)),
      3,
    )} can read this channel and every alert in it: ${count(guests.length, 'guest')} of another organisation.`,
} as const;
