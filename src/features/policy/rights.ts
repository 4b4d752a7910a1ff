import type { Policy } from '../../records/policy.ts';

/** A policy's number in any form that people type it (`P07`, `p7`, `P-007`) as it is stored, and what follows. */
export function readPolicyNumber(text: string): { id: string; rest: string } | null {
  const m = /^[pP]\s*-?\s*0*(\d{1,6})(?![\d.])[\s,:]*/.exec(text);
  return m?.[1] ? { id: `P${m[1].padStart(2, '0')}`, rest: text.slice(m[0].length).trim() } : null;
}

/** Why a policy may not go to people now; null where it may (G01). */
export function whyNot(p: Policy | undefined, id: string, today: string): string | null {
  if (!p) return `没有 ${id} 这一条。`;
  if (p.state === 'draft' || !p.reviewedBy) return `${id} 还没审核,请先审核。审核发:审核 ${id}`;
  if (p.state === 'reviewed') return `${id} 审核过了,还没发布。发布发:发布 ${id}`;
  if (p.state === 'withdrawn') return `${id} 已经撤回,正在改,不能推。`;
  if (p.validTo && p.validTo < today) return `${id} 到 ${p.validTo} 就过期了,不能推。`;
  return p.validFrom && p.validFrom > today ? `${id} 从 ${p.validFrom} 起才算数,现在不能推。` : null;
}
