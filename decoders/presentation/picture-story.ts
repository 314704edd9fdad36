/** What a picture of a size in points represents; NaN where the size is not known. */
export function pictureStory(width: number, height: number): string {
  return Number.isNaN(width) || Number.isNaN(height)
    ? 'Represents an image.'
    : `Represents an image of ${width} by ${height} points.`;
}
