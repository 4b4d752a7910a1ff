import { modelOf } from '../../../src/core/learned.ts';
import { createBelieve } from '../../../src/features/policy/guard/belief.ts';
import { createLibrary } from '../../../src/features/policy/library.ts';
import type { Searchable } from '../../../src/features/policy/search/search.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { readExamples } from '../../guard/examples.ts';
import { train } from '../../guard/train.ts';
import { guarding } from './guarding.ts';
import { quality } from './quality.ts';
import { labelled } from './sets.ts';

/** How well what was learned from all hands but one does on what that one wrote: as words of somebody new. */
export function byHand(book: readonly Searchable[], read: Read): Figure[] {
  const examples = readExamples();
  return [...new Set(examples.map((e) => e.hand))]
    .filter((hand) => hand !== OWN)
    .flatMap((hand) => {
      const others = examples.filter((e) => e.hand !== hand);
      const library = createLibrary(createBelieve(modelOf(train(book, others))));
      const said = examples.filter((e) => e.hand === hand).map((e) => labelled(e.labels.join('/'), e.text));
      const asked = said.filter((s) => s.entries.length > 0);
      return [
        ...quality(`hand${hand}`, asked, library, read),
        ...guarding(`hand${hand}`, said, library, read).filter(({ name }) => !name.includes('confusion')),
      ];
    });
}

/** What was collected while building is of many hands, and always learned from. */
const OWN = '0';
