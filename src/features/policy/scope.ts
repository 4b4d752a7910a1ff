import type { Village } from '../../records/organisation.ts';
import type { Directory } from '../../records/read.ts';

/** The villages that a line names, by whole name or without 村; all of them for 全乡. */
export function scopeIn(text: string, directory: Directory): Village[] {
  const all = [...directory.villages()].filter((v) => v.status === 'active');
  if (/全(乡|镇)|所有村|各村/.test(text)) return all;
  return all.filter(
    (v) => text.includes(v.name.replace(/村$/, '')) || new RegExp(`\\b${v.id}\\b`).test(text),
  );
}
