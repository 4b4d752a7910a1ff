import { soundsOf } from '../../../core/text/pinyin.ts';

/** Words by how they sound, so that those said in a text are found at once. */
export interface Sounds {
  /** The words that are said in a text but written with other characters (地保 for 低保). */
  heardIn(text: string): Set<string>;
}

const LONGEST = 8;

export function buildSounds(words: readonly string[]): Sounds {
  const bySound = new Map<string, string[]>();
  for (const word of words) {
    const spoken = syllables(word);
    if (spoken.length < 2 || spoken.length > LONGEST) continue;
    const sound = spoken.join(' ');
    const list = bySound.get(sound);
    if (list) list.push(word);
    else bySound.set(sound, [word]);
  }
  return {
    heardIn(text) {
      const heard = new Set<string>();
      const spoken = syllables(text);
      for (let from = 0; from < spoken.length; from++) {
        let sound = spoken[from] ?? '';
        for (let to = from + 1; to < Math.min(spoken.length, from + LONGEST); to++) {
          sound = `${sound} ${spoken[to]}`;
          for (const word of bySound.get(sound) ?? []) if (!text.includes(word)) heard.add(word);
        }
      }
      return heard;
    },
  };
}

function syllables(text: string): string[] {
  return [...text].map((char) => soundsOf(char).plain[0] ?? char);
}
