import type { Policy } from '../../records/policy.ts';

/** What a policy may be called by: its keywords, and the parts of its title. */
const namesOf = ({ title, keywords }: Policy): string[] =>
  [...keywords.flatMap((k) => (k.includes('+') ? [] : [k])), ...title.split(/[:,、()?]/)].filter(
    (n) => n.length >= 3,
  );

/** The one entry that words name by its subject (公益岗位那条): the longest name decides, two as long leave it open. */
export function policyNamed(text: string, policies: readonly Policy[]): Policy | undefined {
  const found = policies.flatMap((policy) => {
    const length = Math.max(0, ...namesOf(policy).map((name) => (text.includes(name) ? name.length : 0)));
    return length > 0 ? [{ policy, length }] : [];
  });
  const most = Math.max(0, ...found.map((f) => f.length));
  const [only, ...others] = found.filter((f) => f.length === most);
  return others.length === 0 ? only?.policy : undefined;
}

/** It is to be told no more. */
export const STOPS = /撤(了|掉|回|下)|先?(别|不要|莫)(再)?(往外)?(发|讲|推|说)|停(发|推|讲|了)/;
