/** Posts one sentence. Rejects where the other side does not take it. */
export type Post = (text: string) => Promise<void>;

const TIMEOUT = 10_000;
/** A WeCom group robot's own format. */
export const WECOM = '{"msgtype":"text","text":{"content":"{text}"}}';

/**
 * A webhook: `template` is JSON with `{text}` where the sentence goes (inside a string). Some robots answer 200 and say in
 * `errcode` that they did not take it.
 */
export function createPost(url: string, template = WECOM): Post {
  return async (text) => {
    const escaped = JSON.stringify(text).slice(1, -1);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: template.replaceAll('{text}', () => escaped),
      signal: AbortSignal.timeout(TIMEOUT),
      redirect: 'error',
    });
    const body = (await answer.text()).slice(0, 2000);
    if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
    const code = /"errcode"\s*:\s*(-?\d+)/.exec(body)?.[1];
    if (code !== undefined && code !== '0') throw new Error(`the webhook answered errcode ${code}`);
  };
}
