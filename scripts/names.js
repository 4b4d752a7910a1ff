/** What esbuild puts in front of each file for its `keepNames`, and what takes its place. */
const HELPER = 'var __name=(target,value)=>__defProp(target,"name",{value,configurable:true});';
const NOTHING = 'var __name=(target)=>target;';

/** Node's hook behind tsx's own: what it has made of a file comes out without the work of naming (see typescript.js). */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (loaded.format !== 'module' || !loaded.source || url.includes('/node_modules/')) return loaded;
  return { ...loaded, source: String(loaded.source).replace(HELPER, NOTHING) };
}
