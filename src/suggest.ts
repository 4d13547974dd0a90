import { distance } from 'fastest-levenshtein';

/** ` Did you mean …?` with the known words nearest to a wrong one; empty where none is near. */
export function closest(word: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= Math.max(2, candidate.length / 3) || candidate.includes(word))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
}
