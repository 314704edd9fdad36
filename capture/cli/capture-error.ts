/** Live capture cannot be had; the message says why and what to do. */
export class CaptureError extends Error {}
