import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { freshStore } from '../support/store.ts';

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const taken = () => store.raw.connections.read.get('bf:{n}:S');
const many = (count: number) => Promise.all(Array.from({ length: count }, () => store.nextNumber('S')));

it('takes one number at a time and none ahead where one comes after the other', async () => {
  expect(await store.nextNumber('S')).toBe('S1');
  expect(await store.nextNumber('S')).toBe('S2');
  expect(await taken()).toBe('2');
});

it('gives every number once and in the order of asking, however many ask at once', async () => {
  const numbers = [...(await many(20)), ...(await many(30)), await store.nextNumber('S')];
  expect(numbers).toEqual(numbers.map((_, i) => `S${i + 1}`));
});

it('leaves at most as many numbers unused as had been asked for', async () => {
  await many(20);
  expect(Number(await taken())).toBeLessThanOrEqual(40);
});

it('gives none that was taken ahead to new records once history has brought numbers of its own', async () => {
  await many(20);
  await store.reserveNumbers('S', 100);
  expect(await store.nextNumber('S')).toBe('S101');
});
