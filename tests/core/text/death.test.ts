import { describe, expect, it } from 'vitest';
import { deathIn } from '../../../src/core/text/death.ts';

describe('a death that words tell in passing', () => {
  it.each([
    ['老娘上个月25号走了,家里刚办完事', '老娘', true],
    ['他妈昨晚不在了', '妈', true],
    ['问了邻居,他老婆上周去世了', '老婆', false],
    ['老母亲9月10号病故,人没精神', '母亲', false],
    ['老伴昨天走了,家里在办丧事', '老伴', false],
  ])('%s', (text, member, unsure) => {
    expect(deathIn(text)).toMatchObject({ member, unsure });
  });

  it.each([
    '老伴早年去世,一个人住',
    '他爸2010年过世了',
    '母亲去世有三年了',
    '儿子走了,去广东打工',
    '老伴昨天走了,回娘家看病',
    '药没了',
    '邻居走了',
    '走了三户,都好',
  ])('none in “%s”', (text) => {
    expect(deathIn(text)).toBeNull();
  });

  it('has its day beside it, not the day of the visit', () => {
    expect(deathIn('昨天去了吴春桃家,她儿子9月10号病故了')?.clause).toBe('她儿子9月10号病故了');
  });
});
