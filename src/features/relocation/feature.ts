import type { Feature } from '../define.ts';
import { relocate } from './command.ts';

/** A household that lives in another village from now on. */
export const relocation: Feature = { name: 'relocation', title: '迁村', commands: [relocate] };
