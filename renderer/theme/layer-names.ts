/** Names of the seven OSI layers by number (ISO/IEC 7498-1, clause 6); 0 for none. */
export const layerNames: readonly string[] = [
  '',
  'Physical',
  'Data link',
  'Network',
  'Transport',
  'Session',
  'Presentation',
  'Application',
];
