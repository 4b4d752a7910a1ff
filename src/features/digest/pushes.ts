import { DAY, dayOf, HOUR } from '../../core/clock.ts';
import type { WeekPicture } from '../../core/picture.ts';
import type { Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { activeVillages } from '../reach.ts';
import { materialOf, weekToldOn } from './material.ts';
import { pictureOf } from './picture.ts';
import { officeReaders, townshipReaders, villageReaders, villageRooms } from './receivers.ts';
import { digestText, isQuiet, type Material, type Reader } from './text.ts';

/** A digest that is later than this says nothing for the meeting that it was made for. */
const GRACE = 6 * HOUR;

/** The text for each reader, and with it the picture, which no full day holds back; a quiet week has none. */
async function outboundFor(
  m: Material,
  to: readonly { id: string; reader: Reader }[],
  part: string,
  read: Read,
  slot: number,
) {
  const picture = isQuiet(m) ? undefined : await pictureOf(m, read);
  return to.flatMap(({ id, reader }): Planned[] => {
    const common = { to: id, kind: 'digest' as const, expires: slot + DAY };
    const text = { ...common, part, content: { text: digestText(m, reader, read) } };
    return picture ? [text, { ...common, part: `${part}|picture`, data: picture, exact: true }] : [text];
  });
}

const inPrivate = (ids: readonly string[]) => ids.map((id) => ({ id, reader: { person: id } }));

/** The drawing is made when it is sent, from the figures that stand in the text. */
async function render(data: unknown) {
  return { picture: data as WeekPicture };
}

/** Monday 11:00, before the meeting of the leading group: the township's last week (F01, F02, R04). */
export const townshipDigest: PushJob = {
  name: 'townshipDigest',
  cron: '0 11 * * 1',
  grace: GRACE,
  async run({ slot, read }) {
    const to = townshipReaders(read.directory);
    const m = await materialOf(
      '全乡',
      activeVillages(read.directory),
      weekToldOn(dayOf(slot)),
      dayOf(slot),
      read,
    );
    const outbound = await outboundFor(m, inPrivate(to), 'township', read, slot);
    return { changes: [], outbound, counts: { people: to.length } };
  },
  render,
};

/** Tuesday 08:00: each village's last week, in private to those who lead it and as may be seen in its room (F03, R05). */
export const villageDigest: PushJob = {
  name: 'villageDigest',
  cron: '0 8 * * 2',
  grace: GRACE,
  async run({ slot, read }) {
    const { directory } = read;
    const today = dayOf(slot);
    const outbound: Planned[] = [];
    for (const id of activeVillages(directory)) {
      const to = [
        ...inPrivate(villageReaders(id, directory)),
        ...villageRooms(id, directory).map((room) => ({ id: room, reader: { room } })),
      ];
      if (to.length === 0) continue;
      const name = directory.village(id)?.name ?? id;
      const m = await materialOf(name, [id], weekToldOn(today), today, read);
      outbound.push(...(await outboundFor(m, to, id, read, slot)));
    }
    return { changes: [], outbound, counts: { sends: outbound.length } };
  },
  render,
};

/** Sunday 20:00: the office's summary of the week that ends (F10, R06). */
export const officeDigest: PushJob = {
  name: 'officeDigest',
  cron: '0 20 * * 0',
  grace: GRACE,
  async run({ slot, read }) {
    const today = dayOf(slot);
    const to = officeReaders(read.directory);
    const monday = weekToldOn(today);
    const m = await materialOf('全乡', activeVillages(read.directory), monday, today, read);
    const outbound = await outboundFor(m, inPrivate(to), 'office', read, slot);
    return { changes: [], outbound, counts: { people: to.length } };
  },
  render,
};
