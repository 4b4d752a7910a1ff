import type { Directory } from './read.ts';

/**
 * Which of a household's phones spoke, as it is kept: the mark in its remark where the channel's ids do not last, else the
 * contact. Wife and husband have one household and two phones: what one was told is not for the other.
 */
export function speakerIn(contact: string, directory: Directory): string {
  return directory.identity(contact)?.mark ?? contact;
}

/** The contact of that phone today, while it still is one of `owner`'s. */
export function contactOf(speaker: string, owner: string, directory: Directory): string | undefined {
  const contact = directory.identityOfMark(speaker)?.id ?? speaker;
  return directory.contactsOf(owner).includes(contact) ? contact : undefined;
}

/** All phones of a household, one by one where it has several; a single one, or none, goes without a name. */
export function phonesOf(id: string, directory: Directory): (string | undefined)[] {
  const contacts = directory.household(id) ? directory.contactsOf(id) : [];
  return contacts.length > 1 ? contacts.map((c) => speakerIn(c, directory)) : [undefined];
}
