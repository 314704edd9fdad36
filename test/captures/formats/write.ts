// Writes the captures of this folder, one of each kind that can be read: node test/captures/formats/write.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variants } from '../../builders/capture-file-variants.ts';

for (const { name, bytes } of variants) writeFileSync(join(import.meta.dirname, name), bytes);
