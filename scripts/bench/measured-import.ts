import { writeFileSync } from 'node:fs';

/** The import as it is, and the largest memory that its process ever had (kB) in a file at its end. */
process.on('exit', () => {
  const file = process.env.PEAK_FILE;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
await import('../import.ts');
