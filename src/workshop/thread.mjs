// A thread does not inherit the loader of TypeScript: it is registered here, before anything of ours is read.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
